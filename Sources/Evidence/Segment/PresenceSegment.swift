public import Policy
public import Quantities

/// A checked `presence` segment: who was up or down in which slot, and with which inventory.
///
/// Everything but the descriptors is read in place from the file's bytes.
public struct PresenceSegment: Sendable {
  /// The index that says that a node's inventory was null.
  public static let nullDescriptor = UInt16.max
  /// The count that stands for every larger one.
  public static let largestCount = UInt32.max

  let file: SegmentFile
  /// What was seen, as it was reported.
  public let descriptors: [DeviceDescriptor]

  let providersOffset: Int
  let upOffset: Int
  let downOffset: Int
  let inventory: InventoryColumns
  let reasons: ReasonColumns

  /// The number of providers seen.
  public let rowCount: Int

  /// Reads and checks a whole file; its digest is the caller's to check.
  public init(bytes: [UInt8]) throws(SegmentRejection) {
    file = try SegmentFile(bytes, .presence)
    descriptors = try DescriptorTable.read(file)
    rowCount = file.rows(group: 0)
    providersOffset = file.offset(.providers)
    upOffset = file.offset(.up)
    downOffset = file.offset(.down)
    reasons = ReasonColumns(file)
    inventory = InventoryColumns(file)
    try checkProviders()
    try checkPlanes()
    try reasons.check(bytes, rowCount: rowCount, slotCount: header.slotCount)
    try inventory.check(
      bytes, rowCount: rowCount, slotCount: header.slotCount,
      descriptorCount: descriptors.count)
  }

  /// The first line.
  public var header: SegmentHeader { file.header }

  /// The file's bytes.
  public var bytes: [UInt8] { file.bytes }

  /// The provider of a row.
  public func provider(row: Int) -> ProviderIndex {
    precondition(row >= 0 && row < rowCount, "A row belongs to its segment.")
    return ProviderIndex(file.bytes.span.bytes.u32(providersOffset + 4 * row))
  }

  /// The slots of the segment in which a row's provider was up.
  public func upSlots(row: Int) -> SlotSet { plane(upOffset, row: row) }

  /// The slots of the segment in which a row's provider was down.
  public func downSlots(row: Int) -> SlotSet { plane(downOffset, row: row) }

  private func plane(_ offset: Int, row: Int) -> SlotSet {
    precondition(row >= 0 && row < rowCount, "A row belongs to its segment.")
    let bytes = file.bytes.span.bytes
    var set = SlotSet(slotCount: header.slotCount)
    let base = offset + row * header.planeRowBytes
    for slot in 0..<header.slotCount where bytes.u8(base + slot / 8) >> (slot % 8) & 1 == 1 {
      set.insert(slot)
    }
    return set
  }

  private func checkProviders() throws(SegmentRejection) {
    let bytes = file.bytes.span.bytes
    var floor: UInt32 = 0
    let limit = header.rosterSize
    for row in 0..<rowCount {
      let provider = bytes.u32(providersOffset + 4 * row)
      guard provider < limit else {
        throw .numberOutOfRange(.providers, row: row, value: UInt64(provider))
      }
      guard row == 0 || provider >= floor else { throw .orderBroken(.providers, row: row) }
      floor = provider + 1
    }
  }

  private func checkPlanes() throws(SegmentRejection) {
    let bytes = file.bytes.span.bytes
    let rowBytes = header.planeRowBytes
    let length = rowCount * rowBytes
    var both: UInt64 = 0
    for word in 0..<length / 8 {
      both |= bytes.u64(upOffset + 8 * word) & bytes.u64(downOffset + 8 * word)
    }
    for index in length / 8 * 8..<length {
      both |= UInt64(bytes.u8(upOffset + index) & bytes.u8(downOffset + index))
    }
    guard both == 0 else { throw bothBits() }
    guard header.slotCount % 8 != 0 else { return }
    let spare = UInt8.max << UInt8(header.slotCount % 8)
    for row in 0..<rowCount {
      let last = row * rowBytes + rowBytes - 1
      if bytes.u8(upOffset + last) & spare != 0 { throw .spareBit(.up, row: row) }
      if bytes.u8(downOffset + last) & spare != 0 { throw .spareBit(.down, row: row) }
    }
  }

  private func bothBits() -> SegmentRejection {
    let bytes = file.bytes.span.bytes
    let rowBytes = header.planeRowBytes
    for index in 0..<rowCount * rowBytes {
      let both = bytes.u8(upOffset + index) & bytes.u8(downOffset + index)
      guard both != 0 else { continue }
      let slot = index % rowBytes * 8 + both.trailingZeroBitCount
      return .bothBits(row: index / rowBytes, slot: slot)
    }
    preconditionFailure("A bit in both planes was found before.")
  }
}
