public import Policy
import Quantities

/// A checked `lease` segment: offers and leases as the observer read them from the network.
public struct LeaseSegment: Sendable {
  /// The index that says that an order was a wildcard.
  public static let wildcardDescriptor = UInt16.max
  /// The highest price: 10^18 micro-units per hour.
  public static let limitPriceMicros: UInt64 = 1_000_000_000_000_000_000

  let file: SegmentFile
  /// What was leased, as it was reported.
  public let descriptors: [DeviceDescriptor]
  /// The number of rows.
  public let rowCount: Int

  private let lease: Int
  private let provider: Int
  private let descriptor: Int
  private let gpus: Int
  private let from: Int
  private let to: Int
  private let state: Int
  private let answered: Int
  private let denomination: Int
  private let price: Int

  /// Reads and checks a whole file; its digest is the caller's to check.
  public init(bytes: [UInt8]) throws(SegmentRejection) {
    file = try SegmentFile(bytes, .lease)
    descriptors = try DescriptorTable.read(file)
    rowCount = file.rows(group: 0)
    lease = file.offset(.lease)
    provider = file.offset(.provider)
    descriptor = file.offset(.descriptor)
    gpus = file.offset(.gpus)
    from = file.offset(.from)
    to = file.offset(.to)
    state = file.offset(.state)
    answered = file.offset(.answered)
    denomination = file.offset(.denom)
    price = file.offset(.price)
    try check()
  }

  /// The first line.
  public var header: SegmentHeader { file.header }

  /// The file's bytes.
  public var bytes: [UInt8] { file.bytes }

  /// One row.
  public func row(_ index: Int) -> LeaseRow {
    precondition(index >= 0 && index < rowCount, "A row belongs to its segment.")
    return row(file.bytes.span.bytes, index)
  }

  private func row(_ bytes: RawSpan, _ index: Int) -> LeaseRow {
    LeaseRow(
      lease: LeaseIdentifier(value: bytes.bytes16(lease + 16 * index)),
      provider: bytes.u32(provider + 4 * index), descriptor: bytes.u16(descriptor + 2 * index),
      gpus: bytes.u32(gpus + 4 * index), from: bytes.u32(from + 4 * index),
      to: bytes.u32(to + 4 * index), rawState: bytes.u8(state + index),
      rawAnswered: bytes.u8(answered + index), rawDenomination: bytes.u8(denomination + index),
      pricePerHourMicros: bytes.u64(price + 8 * index))
  }

  private func check() throws(SegmentRejection) {
    let bytes = file.bytes.span.bytes
    let length = UInt64(header.lengthSeconds)
    var previous: LeaseRow?
    for index in 0..<rowCount {
      let row = row(bytes, index)
      func require(_ holds: Bool, _ table: SegmentTable, _ value: UInt64) throws(SegmentRejection) {
        guard holds else { throw .numberOutOfRange(table, row: index, value: value) }
      }
      try require(row.provider < header.rosterSize, .provider, UInt64(row.provider))
      try require(
        row.descriptor < descriptors.count || row.descriptor == Self.wildcardDescriptor,
        .descriptor, UInt64(row.descriptor))
      try require(row.rawState <= 2, .state, UInt64(row.rawState))
      try require(row.rawAnswered <= 1, .answered, UInt64(row.rawAnswered))
      try require(row.rawDenomination <= 1, .denom, UInt64(row.rawDenomination))
      try require(
        row.pricePerHourMicros <= Self.limitPriceMicros, .price, row.pricePerHourMicros)
      try require(UInt64(row.to) <= length, .to, UInt64(row.to))
      guard row.from < row.to else { throw .runEmpty(.from, row: index) }
      if let previous {
        guard (previous.lease, previous.from) < (row.lease, row.from) else {
          throw .orderBroken(.lease, row: index)
        }
        guard previous.lease < row.lease || previous.to <= row.from else {
          throw .runsOverlap(.from, row: index)
        }
      }
      previous = row
    }
  }
}

/// One lease in one stretch, as one observer read it.
public struct LeaseRow: Hashable, Sendable {
  /// Which lease.
  public var lease: LeaseIdentifier
  /// The provider's number.
  public var provider: UInt32
  /// The position among the segment's descriptors, or 65,535 for a wildcard.
  public var descriptor: UInt16
  /// The number of GPUs.
  public var gpus: UInt32
  /// The first second, after the segment's start.
  public var from: UInt32
  /// The first second after it.
  public var to: UInt32
  var rawState: UInt8
  var rawAnswered: UInt8
  var rawDenomination: UInt8
  /// Micro-units per hour for the whole lease.
  public var pricePerHourMicros: UInt64

  /// Bid, active or closed.
  public var state: LeaseState { LeaseState(rawValue: rawState) ?? .closed }
  /// Whether the observer's own check through this lease was answered.
  public var isAnswered: Bool { rawAnswered == 1 }
  /// The price's unit.
  public var denomination: LeaseDenomination {
    LeaseDenomination(rawValue: rawDenomination) ?? .uakt
  }
}

extension LeaseRow {
  /// Takes every field as it is.
  public init(
    lease: LeaseIdentifier, provider: UInt32, descriptor: UInt16, gpus: UInt32, from: UInt32,
    to: UInt32, state: LeaseState, isAnswered: Bool, denomination: LeaseDenomination,
    pricePerHourMicros: UInt64
  ) {
    self.init(
      lease: lease, provider: provider, descriptor: descriptor, gpus: gpus, from: from, to: to,
      rawState: state.rawValue, rawAnswered: isAnswered ? 1 : 0,
      rawDenomination: denomination.rawValue, pricePerHourMicros: pricePerHourMicros)
  }
}
