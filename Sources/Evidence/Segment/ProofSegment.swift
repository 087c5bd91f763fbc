public import Policy
import Quantities

/// A checked `proof` segment: which devices proved themselves, when and at which level.
public struct ProofSegment: Sendable {
  let file: SegmentFile
  /// What was seen, as it was reported.
  public let descriptors: [DeviceDescriptor]
  /// The number of rows.
  public let rowCount: Int

  private let provider: Int
  private let node: Int
  private let descriptor: Int
  private let level: Int
  private let attested: Int
  private let from: Int
  private let to: Int
  private let device: Int
  private let host: Int

  /// Reads and checks a whole file; its digest is the caller's to check.
  public init(bytes: [UInt8]) throws(SegmentRejection) {
    file = try SegmentFile(bytes, .proof)
    descriptors = try DescriptorTable.read(file)
    rowCount = file.rows(group: 0)
    provider = file.offset(.provider)
    node = file.offset(.node)
    descriptor = file.offset(.descriptor)
    level = file.offset(.level)
    attested = file.offset(.attested)
    from = file.offset(.from)
    to = file.offset(.to)
    device = file.offset(.device)
    host = file.offset(.host)
    try check()
  }

  /// The first line.
  public var header: SegmentHeader { file.header }

  /// The file's bytes.
  public var bytes: [UInt8] { file.bytes }

  /// One row.
  public func row(_ index: Int) -> ProofRow {
    precondition(index >= 0 && index < rowCount, "A row belongs to its segment.")
    return row(file.bytes.span.bytes, index)
  }

  /// The provider of a row, without reading the rest.
  func provider(row: Int) -> UInt32 { file.bytes.span.bytes.u32(provider + 4 * row) }

  /// One of the two identities of a row.
  enum Identity {
    case device, host
  }

  /// Gives every row's provider and one identity, without reading the rest.
  func forEachIdentity(
    _ column: Identity, _ body: (_ row: Int, _ provider: UInt32, _ identity: UInt128) -> Void
  ) {
    let bytes = file.bytes.span.bytes
    let offset = column == .device ? device : host
    for index in 0..<rowCount {
      body(index, bytes.u32(provider + 4 * index), bytes.bytes16(offset + 16 * index))
    }
  }

  private func row(_ bytes: RawSpan, _ index: Int) -> ProofRow {
    ProofRow(
      provider: bytes.u32(provider + 4 * index), node: bytes.u16(node + 2 * index),
      descriptor: bytes.u16(descriptor + 2 * index), rawLevel: bytes.u8(level + index),
      rawAttested: bytes.u8(attested + index), from: bytes.u32(from + 4 * index),
      to: bytes.u32(to + 4 * index), device: bytes.bytes16(device + 16 * index),
      host: bytes.bytes16(host + 16 * index))
  }

  private func check() throws(SegmentRejection) {
    let bytes = file.bytes.span.bytes
    let length = UInt64(header.lengthSeconds)
    var previous: ProofRow?
    for index in 0..<rowCount {
      let row = row(bytes, index)
      func require(_ holds: Bool, _ table: SegmentTable, _ value: UInt64) throws(SegmentRejection) {
        guard holds else { throw .numberOutOfRange(table, row: index, value: value) }
      }
      try require(row.provider < header.rosterSize, .provider, UInt64(row.provider))
      try require(row.descriptor < descriptors.count, .descriptor, UInt64(row.descriptor))
      try require((1...2).contains(row.rawLevel), .level, UInt64(row.rawLevel))
      try require(row.rawAttested <= 1, .attested, UInt64(row.rawAttested))
      try require(UInt64(row.to) <= length, .to, UInt64(row.to))
      guard row.from < row.to else { throw .runEmpty(.from, row: index) }
      if let previous, previous.order >= row.order { throw .orderBroken(.provider, row: index) }
      previous = row
    }
  }
}

/// One device in one stretch, as one observer proved it.
public struct ProofRow: Hashable, Sendable {
  /// The provider's number.
  public var provider: UInt32
  /// The node, as this observer numbers them.
  public var node: UInt16
  /// The position among the segment's descriptors.
  public var descriptor: UInt16
  var rawLevel: UInt8
  var rawAttested: UInt8
  /// The first second proven, after the segment's start.
  public var from: UInt32
  /// The first second after it.
  public var to: UInt32
  /// Keyed hash of the device's identity, its bytes as a big-endian number.
  public var device: UInt128
  /// Keyed hash of the host's identity; 0: not learnt.
  public var host: UInt128

  /// `leased` or `challenged`.
  public var level: ProofLevel { rawLevel == 1 ? .leased : .challenged }
  /// Whether the device's maker attested it.
  public var isAttested: Bool { rawAttested == 1 }

  var order: (UInt32, UInt32, UInt128) { (provider, from, device) }
}

extension ProofRow {
  /// Takes every field as it is; `reported` is no level of a proof.
  public init(
    provider: UInt32, node: UInt16, descriptor: UInt16, level: ProofLevel, isAttested: Bool,
    from: UInt32, to: UInt32, device: UInt128, host: UInt128
  ) {
    precondition(level != .reported, "A proof row proves a level above reported.")
    self.init(
      provider: provider, node: node, descriptor: descriptor, rawLevel: level.rawValue,
      rawAttested: isAttested ? 1 : 0, from: from, to: to, device: device, host: host)
  }
}
