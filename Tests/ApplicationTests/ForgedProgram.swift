import Application
import Encoding
import Journal
import Keys
import Policy
import Program
import Quantities
import Simulation
import Testing

/// A small program of invented parties: a committee of two, of whom one signs, an administrator, an
/// observer whose term ended, and whatever a test puts behind its honest entries.
struct ForgedProgram {
  static let start: Int64 = 1_767_225_600

  let store = MemoryJournal()
  let blobs = MemoryBlobs()
  let signer: NoteSigner
  let member = Invented.signer("member one")
  let other = Invented.signer("member two")
  let observer = Invented.signer("observer past")
  let program: Digest
  private(set) var writer: JournalWriter

  init(witnesses: [SigningKey] = []) throws {
    let documents = try SimulationFixture.pilot()
    let name = try NoteName("log.example/forged")
    signer = try NoteSigner(name: name, purpose: .note, key: Invented.signer("log"))
    let body = ProgramCreated(
      name: documents.policy.name, network: documents.policy.network,
      policy: try blobs.put(documents.policyBytes),
      catalogue: try blobs.put(documents.catalogueBytes), logOrigin: name.text,
      logKey: try Self.text(Invented.signer("log")), threshold: 1,
      members: [try Self.text(member), try Self.text(other)],
      witnesses: try witnesses.map(Self.text), administrator: Invented.address("administrator"),
      administratorProviders: [])
    let header = PayloadHeader(
      program: nil, at: try Self.time(0), author: .committee, nonce: 1, basis: 0,
      demonstration: true)
    let creation = try Payload(header, body)
    program = creation.digest
    writer = try JournalWriter(store: store, blobs: blobs, signer: signer)
    try log([try sign(creation.bytes, [member])], at: 0)
    let term = ObserverAppointed(
      observer: Invented.observer("past"), from: try Self.time(0), until: try Self.time(86_400))
    try log([try sign(try payload(term, nonce: 2), [member])], at: 0)
  }

  static func text(_ key: SigningKey) throws -> PublicKeyText {
    try #require(PublicKeyText(key.publicKey.text))
  }

  static func time(_ second: Int64) throws -> Timestamp {
    try Timestamp(seconds: start + second)
  }

  /// A payload's bytes, by the committee where nothing else is said.
  func payload(
    _ body: some EntryBody, by author: Author = .committee, nonce: UInt128, program: Digest? = nil
  ) throws -> [UInt8] {
    let header = PayloadHeader(
      program: program ?? self.program, at: try Self.time(0), author: author, nonce: nonce,
      basis: 1, demonstration: true)
    return try Payload(header, body).bytes
  }

  /// An envelope of these bytes, whatever they are.
  func sign(_ payload: [UInt8], _ keys: [SigningKey]) throws -> [UInt8] {
    try Envelope(payload: payload, signedBy: keys, prefix: Invented.addressPrefix).bytes
  }

  /// Logs honest entries through the writer.
  mutating func log(_ envelopes: [[UInt8]], at second: Int64) throws {
    for outcome in try writer.submit(envelopes, now: try Self.time(second)) {
      guard case .logged = outcome else { throw Unforeseen(what: "\(outcome)") }
    }
  }

  /// What the writer answers to an envelope: the code of its refusal, or `logged`.
  mutating func answer(_ envelope: [UInt8], at second: Int64 = 90_000) throws -> String {
    switch try writer.submit([envelope], now: try Self.time(second))[0] {
    case .logged: "logged"
    case .duplicate: "duplicate"
    case .promised: "promised"
    case .logKeyAbsent: "log-key-absent"
    case .refused(_, let code, _, _), .malformed(let code, _): code
    case .blobsMissing: "blobs-missing"
    }
  }

  /// The leaves of what was logged so far.
  func leaves() throws -> [[UInt8]] { try store.leaves(0..<(try store.size())) }

  /// A leaf spelled by hand around an envelope, as an operator can write it.
  static func leaf(_ envelope: [UInt8], at second: Int64) -> [UInt8] {
    Array("{\"admittedAt\":\(start + second),\"envelope\":".utf8) + envelope + Array("}".utf8)
  }

  /// What a reader finds where the operator put these leaves behind the honest ones and signed the
  /// tree: the first finding's code and place.
  func verdict(
    adding forged: [[UInt8]], by key: NoteSigner? = nil, receipts: [[UInt8]] = []
  ) throws -> LogVerdict {
    let log = try ForgedLog(try leaves() + forged, by: key ?? signer)
    return try VerifyLog(log.log, blobs: blobs, receipts: receipts).run()
  }
}

/// Any leaves under a tree that fits them.
struct ForgedLog {
  let log = MemoryLog()
  let head: TreeHead

  init(_ leaves: [[UInt8]], by signer: NoteSigner, cosigned: [(NoteSigner, Timestamp)] = []) throws
  {
    var tree = TileAppender()
    for tile in tree.append(leaves.map { TreeHash.leaf($0) }) {
      guard case .hashes = tile.address.content else { continue }
      try log.write(tile.tile.bytes, to: tile.address.path)
    }
    head = tree.head
    for index in 0...((leaves.count - 1) / TileAddress.fullWidth) {
      let width = TileGeometry.width(of: .entries, index: index, size: leaves.count)
      let first = index * TileAddress.fullWidth
      try log.write(
        try EntryBundle.encode(Array(leaves[first..<(first + width)])),
        to: TileAddress(.entries, index: index, width: width).path)
    }
    var checkpoint = SignedCheckpoint(tree.head, by: signer)
    for (witness, time) in cosigned {
      try checkpoint.append(witness.sign(checkpoint.note.text, at: time))
    }
    try log.write(checkpoint.bytes, to: "checkpoint")
  }
}

/// Something that a test's preparation did not foresee.
struct Unforeseen: Error {
  let what: String
}
