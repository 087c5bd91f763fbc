import Encoding
public import Policy
public import Quantities

/// Writes segments from plain rows, which it puts in order; what it writes, a reader accepts.
///
/// Rows that no order can save (both bits, overlapping runs, numbers out of range) are refused as
/// the reader refuses them: every segment written is read back before it is handed out.
public enum SegmentWriter {
  /// A `presence` segment; the header's type is checked.
  public static func presence(
    _ header: SegmentHeader, descriptors: [DeviceDescriptor], rows: [PresenceRow]
  ) throws(SegmentRejection) -> [UInt8] {
    let rows = rows.sorted { $0.provider < $1.provider }
    let planes = rows.count * header.planeRowBytes
    var providers = ByteWriter(reserving: rows.count * 4)
    var up = ByteWriter(reserving: planes)
    var down = ByteWriter(reserving: planes)
    var reasons = ReasonWriters()
    var inventory = InventoryWriters()
    for (position, row) in rows.enumerated() {
      providers.u32(row.provider.rawValue)
      up.write(plane: row.up, bytes: header.planeRowBytes)
      down.write(plane: row.down, bytes: header.planeRowBytes)
      reasons.append(row.reasons, row: UInt32(position))
      inventory.append(row.inventory, row: UInt32(position))
    }
    let bytes = file(
      header, .presence,
      [DescriptorTable.encoded(descriptors), providers.bytes, up.bytes, down.bytes]
        + reasons.tables + inventory.tables)
    _ = try PresenceSegment(bytes: bytes)
    return bytes
  }

  /// A `proof` segment.
  public static func proof(
    _ header: SegmentHeader, descriptors: [DeviceDescriptor], rows: [ProofRow]
  ) throws(SegmentRejection) -> [UInt8] {
    var tables = Array(repeating: ByteWriter(), count: 9)
    for row in rows.sorted(by: { $0.order < $1.order }) {
      tables[0].u32(row.provider)
      tables[1].u16(row.node)
      tables[2].u16(row.descriptor)
      tables[3].u8(row.rawLevel)
      tables[4].u8(row.rawAttested)
      tables[5].u32(row.from)
      tables[6].u32(row.to)
      tables[7].write(bytes16: row.device)
      tables[8].write(bytes16: row.host)
    }
    let bytes = file(
      header, .proof, [DescriptorTable.encoded(descriptors)] + tables.map(\.bytes))
    _ = try ProofSegment(bytes: bytes)
    return bytes
  }

  /// A `lease` segment.
  public static func lease(
    _ header: SegmentHeader, descriptors: [DeviceDescriptor], rows: [LeaseRow]
  ) throws(SegmentRejection) -> [UInt8] {
    var tables = Array(repeating: ByteWriter(), count: 10)
    for row in rows.sorted(by: { ($0.lease, $0.from) < ($1.lease, $1.from) }) {
      tables[0].write(bytes16: row.lease.value)
      tables[1].u32(row.provider)
      tables[2].u16(row.descriptor)
      tables[3].u32(row.gpus)
      tables[4].u32(row.from)
      tables[5].u32(row.to)
      tables[6].u8(row.rawState)
      tables[7].u8(row.rawAnswered)
      tables[8].u8(row.rawDenomination)
      tables[9].u64(row.pricePerHourMicros)
    }
    let bytes = file(
      header, .lease, [DescriptorTable.encoded(descriptors)] + tables.map(\.bytes))
    _ = try LeaseSegment(bytes: bytes)
    return bytes
  }

  /// A `price` segment.
  public static func price(
    _ header: SegmentHeader, sources: [Label], rows: [PriceRow]
  ) throws(SegmentRejection) -> [UInt8] {
    var tables = Array(repeating: ByteWriter(), count: 4)
    for row in rows.sorted(by: { ($0.at, $0.source) < ($1.at, $1.source) }) {
      tables[0].u32(row.at)
      tables[1].u16(row.source)
      tables[2].u64(UInt64(truncatingIfNeeded: row.price.scaled))
      tables[3].u64(UInt64(truncatingIfNeeded: row.price.scaled >> 64))
    }
    let bytes = file(header, .price, [PriceSegment.encoded(sources)] + tables.map(\.bytes))
    _ = try PriceSegment(bytes: bytes)
    return bytes
  }

  /// A `closing` segment.
  public static func closing(
    _ header: SegmentHeader, rows: [ClosingRow]
  ) throws(SegmentRejection) -> [UInt8] {
    var tables = Array(repeating: ByteWriter(), count: 4)
    for row in rows.sorted(by: { $0.lease < $1.lease }) {
      tables[0].write(bytes16: row.lease.value)
      tables[1].u32(row.provider)
      tables[2].u32(row.at)
      tables[3].u8(row.reason.rawValue)
    }
    let bytes = file(header, .closing, tables.map(\.bytes))
    _ = try ClosingSegment(bytes: bytes)
    return bytes
  }

  /// An `activity` file; rows may come in any order.
  public static func activity(
    _ header: SegmentHeader, tenants: [Address], rows: [ActivityRow]
  ) throws(SegmentRejection) -> [UInt8] {
    var tables = Array(repeating: ByteWriter(), count: 10)
    for row in rows.sorted(by: { ($0.lease, $0.from) < ($1.lease, $1.from) }) {
      tables[0].write(bytes16: row.lease.value)
      tables[1].u32(row.provider)
      tables[2].u16(row.tenant)
      tables[3].u32(row.gpus)
      tables[4].u32(row.milliCores)
      tables[5].u32(row.from)
      tables[6].u32(row.to)
      tables[7].u8(row.rawDenomination)
      tables[8].u64(row.pricePerHourMicros)
      tables[9].u32(row.costPPM)
    }
    let bytes = file(header, .activity, [ActivitySegment.encoded(tenants)] + tables.map(\.bytes))
    _ = try ActivitySegment(bytes: bytes)
    return bytes
  }

  private static func file(
    _ header: SegmentHeader, _ type: SegmentType, _ tables: [[UInt8]]
  ) -> [UInt8] {
    precondition(header.type == type, "A segment is written under a header of its type.")
    let layout = TableLayout.tables(of: type)
    let line = header.encoded(lengths: zip(layout, tables).map { ($0.table, $1.count) })
    var bytes: [UInt8] = []
    bytes.reserveCapacity(line.count + tables.reduce(0) { $0 + $1.count })
    bytes += line
    for table in tables { bytes += table }
    return bytes
  }
}

/// The tables of reasons while they grow.
private struct ReasonWriters {
  var row = ByteWriter()
  var from = ByteWriter()
  var to = ByteWriter()
  var code = ByteWriter()

  var tables: [[UInt8]] { [row.bytes, from.bytes, to.bytes, code.bytes] }

  mutating func append(_ runs: [ReasonRun], row index: UInt32) {
    for run in runs.sorted(by: { ($0.from, $0.reason.rawValue) < ($1.from, $1.reason.rawValue) }) {
      row.u32(index)
      from.u16(run.from)
      to.u16(run.to)
      code.u8(run.reason.rawValue)
    }
  }
}

/// The tables of inventory while they grow.
private struct InventoryWriters {
  var row = ByteWriter()
  var node = ByteWriter()
  var from = ByteWriter()
  var to = ByteWriter()
  var descriptor = ByteWriter()
  var capacity = ByteWriter()
  var allocatable = ByteWriter()
  var allocated = ByteWriter()

  var tables: [[UInt8]] {
    [row, node, from, to, descriptor, capacity, allocatable, allocated].map(\.bytes)
  }

  mutating func append(_ runs: [InventoryRun], row index: UInt32) {
    for run in runs.sorted(by: { $0.order < $1.order }) {
      row.u32(index)
      node.u16(run.node)
      from.u16(run.from)
      to.u16(run.to)
      descriptor.u16(run.descriptor)
      capacity.u32(run.capacity)
      allocatable.u32(run.allocatable)
      allocated.u32(run.allocated)
    }
  }
}

extension ByteWriter {
  /// Writes a set's bits, eight to a byte, least significant first.
  fileprivate mutating func write(plane: SlotSet, bytes count: Int) {
    precondition(
      (plane.slotCount + 7) / 8 == count, "A plane's row is a set of the segment's slots.")
    for index in 0..<count {
      u8(UInt8(truncatingIfNeeded: plane.words[index / 8] >> UInt64(index % 8 * 8)))
    }
  }

  fileprivate mutating func write(bytes16 value: UInt128) {
    for shift in stride(from: 120, through: 0, by: -8) {
      u8(UInt8(truncatingIfNeeded: value >> UInt128(shift)))
    }
  }
}
