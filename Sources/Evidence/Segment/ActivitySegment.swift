import Encoding
public import Quantities

/// A checked `activity` segment: active leases with who pays for them and what that costs.
public struct ActivitySegment: Sendable {
  /// The most GPUs of one lease.
  public static let limitGPUs: UInt32 = 1_000_000
  /// The most processor cores of one lease, in thousandths of a core.
  public static let limitMilliCores: UInt32 = 1_000_000_000
  /// The whole of what is paid, in ppm.
  public static let limitCostPPM: UInt32 = 1_000_000

  let file: SegmentFile
  /// The accounts that pay, each once.
  public let tenants: [Address]
  /// The number of rows.
  public let rowCount: Int

  private let columns: Columns

  /// Where the columns begin.
  private struct Columns: Sendable {
    let lease: Int
    let provider: Int
    let tenant: Int
    let gpus: Int
    let cores: Int
    let from: Int
    let to: Int
    let denomination: Int
    let price: Int
    let cost: Int

    init(_ file: SegmentFile) {
      lease = file.offset(.lease)
      provider = file.offset(.provider)
      tenant = file.offset(.tenant)
      gpus = file.offset(.gpus)
      cores = file.offset(.cores)
      from = file.offset(.from)
      to = file.offset(.to)
      denomination = file.offset(.denom)
      price = file.offset(.price)
      cost = file.offset(.cost)
    }
  }

  /// Reads and checks a whole file; its digest is the caller's to check.
  public init(bytes: [UInt8]) throws(SegmentRejection) {
    file = try SegmentFile(bytes, .activity)
    tenants = try Self.readTenants(file)
    rowCount = file.rows(group: 0)
    columns = Columns(file)
    try check()
  }

  /// The first line.
  public var header: SegmentHeader { file.header }

  /// The file's bytes.
  public var bytes: [UInt8] { file.bytes }

  /// One row.
  public func row(_ index: Int) -> ActivityRow {
    precondition(index >= 0 && index < rowCount, "A row belongs to its segment.")
    return row(file.bytes.span.bytes, index)
  }

  private func row(_ bytes: RawSpan, _ index: Int) -> ActivityRow {
    ActivityRow(
      lease: LeaseIdentifier(value: bytes.bytes16(columns.lease + 16 * index)),
      provider: bytes.u32(columns.provider + 4 * index),
      tenant: bytes.u16(columns.tenant + 2 * index), gpus: bytes.u32(columns.gpus + 4 * index),
      milliCores: bytes.u32(columns.cores + 4 * index),
      from: bytes.u32(columns.from + 4 * index), to: bytes.u32(columns.to + 4 * index),
      rawDenomination: bytes.u8(columns.denomination + index),
      pricePerHourMicros: bytes.u64(columns.price + 8 * index),
      costPPM: bytes.u32(columns.cost + 4 * index))
  }

  private func check() throws(SegmentRejection) {
    let bytes = file.bytes.span.bytes
    let length = UInt64(header.lengthSeconds)
    var previous: ActivityRow?
    for index in 0..<rowCount {
      let row = row(bytes, index)
      func require(_ holds: Bool, _ table: SegmentTable, _ value: UInt64) throws(SegmentRejection) {
        guard holds else { throw .numberOutOfRange(table, row: index, value: value) }
      }
      try require(row.provider < header.rosterSize, .provider, UInt64(row.provider))
      try require(row.tenant < tenants.count, .tenant, UInt64(row.tenant))
      try require(row.gpus <= Self.limitGPUs, .gpus, UInt64(row.gpus))
      try require(row.milliCores <= Self.limitMilliCores, .cores, UInt64(row.milliCores))
      try require(row.rawDenomination <= 1, .denom, UInt64(row.rawDenomination))
      try require(
        row.pricePerHourMicros <= LeaseSegment.limitPriceMicros, .price, row.pricePerHourMicros)
      try require(row.costPPM <= Self.limitCostPPM, .cost, UInt64(row.costPPM))
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

  private static func readTenants(_ file: SegmentFile) throws(SegmentRejection) -> [Address] {
    let bytes = file.json(.tenants)
    let value = try DescriptorTable.json(bytes, .tenants)
    let tenants: [Address]
    do {
      tenants = try JSONNode(value).array(limit: Int(UInt16.max)) {
        node throws(JSONFieldError) in
        try node.parse { text throws(QuantityError) in try Address(text) }
      }
    } catch { throw .tableField(.tenants, error) }
    guard encoded(tenants) == bytes else { throw .tableNotCanonical(.tenants) }
    try DescriptorTable.refuseTwice(tenants.map(\.bytes), .tenants)
    return tenants
  }

  /// The one form of the table.
  static func encoded(_ tenants: [Address]) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginArray()
    for tenant in tenants { writer.ascii(tenant.bytes) }
    writer.endArray()
    return writer.finish()
  }
}

/// One active lease in one stretch, as one observer read it from the network.
public struct ActivityRow: Hashable, Sendable {
  /// Which lease.
  public var lease: LeaseIdentifier
  /// The provider's number.
  public var provider: UInt32
  /// The position of the account that pays among the segment's tenants.
  public var tenant: UInt16
  /// The number of GPUs.
  public var gpus: UInt32
  /// Processor cores, in thousandths.
  public var milliCores: UInt32
  /// The first second, after the segment's start.
  public var from: UInt32
  /// The first second after it.
  public var to: UInt32
  var rawDenomination: UInt8
  /// Micro-units per hour for the whole lease.
  public var pricePerHourMicros: UInt64
  /// What the payer loses of each payment, by the chain's parameters at `from`, in ppm.
  public var costPPM: UInt32

  /// The price's unit.
  public var denomination: LeaseDenomination {
    LeaseDenomination(rawValue: rawDenomination) ?? .uakt
  }
}

extension ActivityRow {
  /// Takes every field as it is.
  public init(
    lease: LeaseIdentifier, provider: UInt32, tenant: UInt16, gpus: UInt32, milliCores: UInt32,
    from: UInt32, to: UInt32, denomination: LeaseDenomination, pricePerHourMicros: UInt64,
    costPPM: UInt32
  ) {
    self.init(
      lease: lease, provider: provider, tenant: tenant, gpus: gpus, milliCores: milliCores,
      from: from, to: to, rawDenomination: denomination.rawValue,
      pricePerHourMicros: pricePerHourMicros, costPPM: costPPM)
  }
}
