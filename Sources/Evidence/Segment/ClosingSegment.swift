import Quantities

/// A checked `closing` segment: which leases ended, when and why, as the chain says it.
///
/// The tally never reads it: it stands beside `presence` as a second witness (scenario O-50).
public struct ClosingSegment: Sendable {
  let file: SegmentFile
  /// The number of rows.
  public let rowCount: Int

  private let lease: Int
  private let provider: Int
  private let at: Int
  private let reason: Int

  /// Reads and checks a whole file; its digest is the caller's to check.
  public init(bytes: [UInt8]) throws(SegmentRejection) {
    file = try SegmentFile(bytes, .closing)
    rowCount = file.rows(group: 0)
    lease = file.offset(.lease)
    provider = file.offset(.provider)
    at = file.offset(.at)
    reason = file.offset(.reason)
    try check()
  }

  /// The first line.
  public var header: SegmentHeader { file.header }

  /// The file's bytes.
  public var bytes: [UInt8] { file.bytes }

  /// One row.
  public func row(_ index: Int) -> ClosingRow {
    precondition(index >= 0 && index < rowCount, "A row belongs to its segment.")
    let bytes = file.bytes.span.bytes
    return ClosingRow(
      lease: LeaseIdentifier(value: bytes.bytes16(lease + 16 * index)),
      provider: bytes.u32(provider + 4 * index), at: bytes.u32(at + 4 * index),
      reason: ClosingReason(rawValue: bytes.u8(reason + index)) ?? .unknown)
  }

  private func check() throws(SegmentRejection) {
    let bytes = file.bytes.span.bytes
    let length = UInt64(header.lengthSeconds)
    var previous: LeaseIdentifier?
    for index in 0..<rowCount {
      func require(_ holds: Bool, _ table: SegmentTable, _ value: UInt64) throws(SegmentRejection) {
        guard holds else { throw .numberOutOfRange(table, row: index, value: value) }
      }
      let row = row(index)
      try require(row.provider < header.rosterSize, .provider, UInt64(row.provider))
      try require(UInt64(row.at) < length, .at, UInt64(row.at))
      let code = bytes.u8(reason + index)
      try require(ClosingReason(rawValue: code) != nil, .reason, UInt64(code))
      if let previous, row.lease <= previous { throw .orderBroken(.lease, row: index) }
      previous = row.lease
    }
  }
}

/// One lease's end, as one observer read it.
public struct ClosingRow: Hashable, Sendable {
  /// Which lease; one ends once.
  public var lease: LeaseIdentifier
  /// The provider's number.
  public var provider: UInt32
  /// When, in seconds after the segment's start.
  public var at: UInt32
  /// Why.
  public var reason: ClosingReason

  /// Takes every field as it is.
  public init(lease: LeaseIdentifier, provider: UInt32, at: UInt32, reason: ClosingReason) {
    self.lease = lease
    self.provider = provider
    self.at = at
    self.reason = reason
  }
}
