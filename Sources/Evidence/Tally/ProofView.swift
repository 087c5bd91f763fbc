import Policy
import Quantities

/// A proof segment as the span sees it, read forward provider by provider.
struct ProofView {
  let segment: ProofSegment
  /// The position of the observer among those with proof evidence.
  let observer: Int
  let codes: [UInt32]
  let devices: [Int]
  private let shift: Int
  private let slotCount: Int
  private var next = 0

  init(
    _ segment: ProofSegment, observer: Int, shift: Int, slotCount: Int, devices: [Int],
    index: DeviceIndex
  ) {
    self.segment = segment
    self.observer = observer
    self.shift = shift
    self.slotCount = slotCount
    self.devices = devices
    codes = devices.map { index.codes[$0] }
  }

  /// The slots of the span that the segment covers.
  var coveredSlots: Range<Int> {
    (shift..<shift + segment.header.slotCount).clamped(to: 0..<slotCount)
  }

  /// The rows of a provider; providers must ascend.
  mutating func rows(of provider: UInt32) -> Range<Int> {
    while next < segment.rowCount, segment.provider(row: next) < provider { next += 1 }
    let first = next
    while next < segment.rowCount, segment.provider(row: next) == provider { next += 1 }
    return first..<next
  }

  /// The slots of the span that a row covers whole.
  func wholeSlots(_ row: ProofRow) -> Range<Int> {
    let slotSeconds = segment.header.slotSeconds
    let from = Int(SlotGrid.firstWholeSlot(Int64(row.from), slotSeconds)) + shift
    let to = Int(SlotGrid.slotsBefore(Int64(row.to), slotSeconds)) + shift
    return from < to ? (from..<to).clamped(to: 0..<slotCount) : 0..<0
  }
}
