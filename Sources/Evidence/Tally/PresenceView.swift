import Quantities

/// A presence segment as the span sees it, read forward provider by provider.
struct PresenceView {
  let segment: PresenceSegment
  /// The position of the observer among those with presence evidence.
  let observer: Int
  /// The slot of the span at which the segment's slot 0 lies; may be negative.
  let shift: Int
  /// The class code and device position of each descriptor.
  let codes: [UInt32]
  let devices: [Int]
  private(set) var row = 0
  private(set) var run = 0

  init(
    _ segment: PresenceSegment, observer: Int, shift: Int, devices: [Int], index: DeviceIndex
  ) {
    self.segment = segment
    self.observer = observer
    self.shift = shift
    self.devices = devices
    codes = devices.map { index.codes[$0] }
  }

  /// Goes on to a provider; providers must ascend. Returns whether the segment has it.
  mutating func advance(to provider: UInt32) -> Bool {
    let segment = segment
    let bytes = segment.file.bytes.span.bytes
    while row < segment.rowCount {
      let here = bytes.u32(segment.providersOffset + 4 * row)
      if here >= provider { return here == provider }
      row += 1
    }
    return false
  }

  /// Adds the current row's bits to words of the span.
  func addPlanes(
    up: inout [UInt64], down: inout [UInt64], at offset: Int, words: Int
  ) {
    let bytes = segment.file.bytes.span.bytes
    let rowBytes = segment.header.planeRowBytes
    let upBase = segment.upOffset + row * rowBytes
    let downBase = segment.downOffset + row * rowBytes
    for word in 0..<words {
      let bit = word * 64 - shift
      up[offset + word] |= bytes.planeWord(base: upBase, rowBytes: rowBytes, bit: bit)
      down[offset + word] |= bytes.planeWord(base: downBase, rowBytes: rowBytes, bit: bit)
    }
  }

  /// The slots, as words of the span, in which any provider is up or down.
  func activeWords(_ words: Int) -> [UInt64] {
    let bytes = segment.file.bytes.span.bytes
    let rowBytes = segment.header.planeRowBytes
    var seen = Array(repeating: UInt8(0), count: rowBytes)
    let whole = rowBytes / 8
    var sums = Array(repeating: UInt64(0), count: whole)
    for row in 0..<segment.rowCount {
      let up = segment.upOffset + row * rowBytes
      let down = segment.downOffset + row * rowBytes
      for word in 0..<whole {
        sums[word] |= bytes.u64(up + 8 * word) | bytes.u64(down + 8 * word)
      }
      for index in whole * 8..<rowBytes {
        seen[index] |= bytes.u8(up + index) | bytes.u8(down + index)
      }
    }
    for index in 0..<whole * 8 {
      seen[index] = UInt8(truncatingIfNeeded: sums[index / 8] >> UInt64(index % 8 * 8))
    }
    let span = seen.span.bytes
    return (0..<words).map {
      span.planeWord(base: 0, rowBytes: rowBytes, bit: $0 * 64 - shift)
    }
  }

  /// The inventory runs of the current row, as positions in the segment's columns.
  mutating func currentRuns() -> Range<Int> {
    let segment = segment
    let bytes = segment.file.bytes.span.bytes
    let columns = segment.inventory
    while run < columns.count, bytes.u32(columns.row + 4 * run) < row { run += 1 }
    let first = run
    while run < columns.count, bytes.u32(columns.row + 4 * run) == row { run += 1 }
    return first..<run
  }
}

extension RawSpan {
  /// Sixty-four bits of a plane's row from a bit on, which may lie before or behind the row.
  func planeWord(base: Int, rowBytes: Int, bit: Int) -> UInt64 {
    let first = bit >> 3
    let shift = UInt64(bit & 7)
    if first >= 0, first + 9 <= rowBytes {
      let low = u64(base + first)
      guard shift != 0 else { return low }
      return low >> shift | UInt64(u8(base + first + 8)) << (64 - shift)
    }
    var word: UInt64 = 0
    for index in max(first, 0)..<max(min(first + 9, rowBytes), max(first, 0)) {
      let position = (index - first) * 8 - Int(shift)
      let byte = UInt64(u8(base + index))
      // Swift's smart shifts drop what leaves the word on either side.
      word |= position < 0 ? byte >> UInt64(-position) : byte << UInt64(position)
    }
    return word
  }
}
