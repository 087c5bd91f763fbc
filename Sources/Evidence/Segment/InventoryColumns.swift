/// Where the inventory runs of a presence segment lie.
struct InventoryColumns: Sendable {
  let count: Int
  let row: Int
  let node: Int
  let from: Int
  let to: Int
  let descriptor: Int
  let capacity: Int
  let allocatable: Int
  let allocated: Int

  init(_ file: SegmentFile) {
    count = file.rows(group: 2)
    row = file.offset(.inventoryRow)
    node = file.offset(.inventoryNode)
    from = file.offset(.inventoryFrom)
    to = file.offset(.inventoryTo)
    descriptor = file.offset(.inventoryDescriptor)
    capacity = file.offset(.inventoryCapacity)
    allocatable = file.offset(.inventoryAllocatable)
    allocated = file.offset(.inventoryAllocated)
  }

  func check(
    _ buffer: [UInt8], rowCount: Int, slotCount: Int, descriptorCount: Int
  ) throws(SegmentRejection) {
    let bytes = buffer.span.bytes
    var previousKey: UInt64 = 0
    var previousEnd: UInt16 = 0
    for index in 0..<count {
      let row = bytes.u32(row + 4 * index)
      let node = bytes.u16(node + 2 * index)
      let descriptor = bytes.u16(descriptor + 2 * index)
      let from = bytes.u16(from + 2 * index)
      let to = bytes.u16(to + 2 * index)
      guard row < rowCount else {
        throw .numberOutOfRange(.inventoryRow, row: index, value: UInt64(row))
      }
      guard descriptor < descriptorCount || descriptor == PresenceSegment.nullDescriptor else {
        throw .numberOutOfRange(.inventoryDescriptor, row: index, value: UInt64(descriptor))
      }
      guard to <= slotCount else {
        throw .numberOutOfRange(.inventoryTo, row: index, value: UInt64(to))
      }
      guard from < to else { throw .runEmpty(.inventoryFrom, row: index) }
      let key = UInt64(row) << 32 | UInt64(node) << 16 | UInt64(descriptor)
      if index > 0, key <= previousKey {
        guard key == previousKey else { throw .orderBroken(.inventoryRow, row: index) }
        guard from >= previousEnd else {
          throw overlapOrDisorder(bytes, index)
        }
      }
      previousKey = key
      previousEnd = to
      if descriptor == PresenceSegment.nullDescriptor {
        let counts =
          bytes.u32(capacity + 4 * index) | bytes.u32(allocatable + 4 * index)
          | bytes.u32(allocated + 4 * index)
        guard counts == 0 else { throw .nullCounted(row: index) }
      }
    }
  }

  private func overlapOrDisorder(_ bytes: RawSpan, _ index: Int) -> SegmentRejection {
    bytes.u16(from + 2 * index) <= bytes.u16(from + 2 * (index - 1))
      ? .orderBroken(.inventoryFrom, row: index)
      : .runsOverlap(.inventoryFrom, row: index)
  }
}

/// Where the reason runs of a presence segment lie.
struct ReasonColumns: Sendable {
  let count: Int
  let row: Int
  let from: Int
  let to: Int
  let code: Int

  init(_ file: SegmentFile) {
    count = file.rows(group: 1)
    row = file.offset(.reasonRow)
    from = file.offset(.reasonFrom)
    to = file.offset(.reasonTo)
    code = file.offset(.reasonCode)
  }

  func check(_ buffer: [UInt8], rowCount: Int, slotCount: Int) throws(SegmentRejection) {
    let bytes = buffer.span.bytes
    var previousRow: UInt32 = 0
    var previousFrom: UInt16 = 0
    var previousEnd: UInt16 = 0
    for index in 0..<count {
      let row = bytes.u32(row + 4 * index)
      let from = bytes.u16(from + 2 * index)
      let to = bytes.u16(to + 2 * index)
      let code = bytes.u8(code + index)
      guard row < rowCount else {
        throw .numberOutOfRange(.reasonRow, row: index, value: UInt64(row))
      }
      guard DownReason(rawValue: code) != nil else {
        throw .numberOutOfRange(.reasonCode, row: index, value: UInt64(code))
      }
      guard to <= slotCount else {
        throw .numberOutOfRange(.reasonTo, row: index, value: UInt64(to))
      }
      guard from < to else { throw .runEmpty(.reasonFrom, row: index) }
      if index > 0, row <= previousRow {
        guard row == previousRow else { throw .orderBroken(.reasonRow, row: index) }
        guard from > previousFrom else { throw .orderBroken(.reasonFrom, row: index) }
        guard from >= previousEnd else { throw .runsOverlap(.reasonFrom, row: index) }
      }
      previousRow = row
      previousFrom = from
      previousEnd = to
    }
  }
}
