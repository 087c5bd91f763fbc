import Akash
import Application
import Encoding
import Evidence
public import Foundation
import Policy
import Program
import Quantities
import Simulation

/// Real bytes of every form, from a few simulated histories and the files of the repository.
public struct Corpus {
  private(set) var facts: [[UInt8]] = []
  private(set) var lines: [[UInt8]] = []
  private(set) var freezes: [[UInt8]] = []
  private(set) var statements: [[UInt8]] = []
  private(set) var tables: [[UInt8]] = []
  private(set) var policies: [[UInt8]] = []
  private(set) var blobs: [[UInt8]] = []
  private(set) var segments: [SegmentType: [[UInt8]]] = [:]
  private(set) var rules: ProgramRules?
  /// A few histories in signed journals.
  private(set) var kept: [KeptHistory] = []
  /// The first history in memory, of which an epoch can be computed anew.
  private(set) var played = (records: MemoryRecords(), blobs: MemoryBlobs(), names: [RecordName]())
  let catalogueBytes: [UInt8]
  let catalogue: GPUCatalogue
  let written: [[UInt8]]
  /// Providers' status messages, as another implementation wrote them.
  let messages: [[UInt8]]
  /// Certificates in PEM and in DER.
  let certificates: [[UInt8]]

  /// Plays a few histories; `root` is the repository's.
  public init(root: URL) throws {
    catalogueBytes = try Self.bytes(root.appending(path: "policies/catalogue/gpus-1.json"))
    catalogue = try GPUCatalogue.decode(catalogueBytes)
    written = try FileManager.default.contentsOfDirectory(atPath: root.path + "/policies").sorted()
      .filter { $0.hasSuffix(".yaml") }
      .map { try Self.bytes(root.appending(path: "policies/\($0)")) }
    let fixtures = root.appending(path: "Tests/Fixtures/akash")
    messages = try ["sound", "surprises"].map {
      let text = try Self.bytes(fixtures.appending(path: "status-\($0).b64"))
      return try Base64.bytes(String(decoding: text.dropLast(), as: UTF8.self))
    }
    let written = try ["owner", "far"].map {
      try Self.bytes(fixtures.appending(path: "\($0).crt"))
    }
    certificates = written + written.compactMap { OwnerCertificate.der(pem: $0) }
    for seed in UInt64(0)..<6 { try add(history: seed) }
    for seed in UInt64(0)..<3 {
      kept.append(
        try KeptHistory(seed: seed, catalogue: catalogue, catalogueBytes: catalogueBytes))
    }
  }

  private static func bytes(_ url: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: url)) }

  private mutating func add(history seed: UInt64) throws {
    let records = MemoryRecords()
    let store = MemoryBlobs()
    let history = RandomHistory(
      seed: seed, catalogue: catalogue, catalogueBytes: catalogueBytes)
    var run = SimulationRun(history.program, records: records, blobs: store)
    _ = try run.run()
    let all = try records.facts()
    facts.append(all)
    lines += all.split(separator: 10).enumerated().filter { $0.offset % 7 == 0 }
      .map { Array($0.element) }
    policies.append(PolicyJSON.encode(run.program.documents.policy))
    if seed == 0 {
      rules = run.program.state.rules
      let names = try records.names().filter { $0.kind != .table }
      played = (records: records, blobs: store, names: names)
    }
    for name in try records.names() {
      guard let bytes = try records.read(name) else { continue }
      switch name.kind {
      case .freeze: freezes.append(bytes)
      case .statement: statements.append(bytes)
      case .table: tables.append(bytes)
      }
    }
    for digest in try store.list() {
      guard let bytes = try store.get(digest, lengthBytes: nil) else { continue }
      if bytes.count < 20_000, blobs.count < 40 { blobs.append(bytes) }
      for type in SegmentType.allCases where bytes.count < 200_000 {
        if (try? Segment(bytes: bytes, type: type)) != nil {
          segments[type, default: []].append(bytes)
        }
      }
      if let leases = try? LeaseSegment(bytes: bytes) {
        segments[.closing, default: []].append(try Self.closing(of: leases))
      }
    }
  }

  /// The ends that go with a lease segment: invented worlds publish none of their own.
  private static func closing(of leases: LeaseSegment) throws -> [UInt8] {
    let old = leases.header
    let header = try SegmentHeader(
      type: .closing, program: old.program, observer: old.observer, start: old.start,
      slotSeconds: old.slotSeconds, slotCount: old.slotCount, rosterSize: old.rosterSize,
      rosterDigest: old.rosterDigest, sequence: old.sequence, previous: old.previous,
      salt: old.salt)
    var rows: [ClosingRow] = []
    for index in 0..<leases.rowCount {
      let row = leases.row(index)
      guard row.state == .active, rows.last?.lease != row.lease else { continue }
      rows.append(
        ClosingRow(lease: row.lease, provider: row.provider, at: row.from, reason: .unstable))
    }
    return try SegmentWriter.closing(header, rows: rows)
  }

  /// The shortest samples first, few enough to be met often.
  static func small(_ samples: [[UInt8]], _ count: Int = 24) -> [[UInt8]] {
    Array(samples.sorted { $0.count < $1.count }.prefix(count))
  }
}
