import Quantities

/// Consecutive slots of one length, and which of them a span of time means.
struct SlotStretch: Equatable, Sendable {
  let start: Timestamp
  let slotSeconds: Int64
  let slotCount: Int

  /// The slots of a span whose ends are multiples of the slot.
  init(_ span: TimeSpan, slotSeconds: Int64) {
    precondition(span.seconds % slotSeconds == 0, "A segment covers whole slots.")
    start = span.start
    self.slotSeconds = slotSeconds
    slotCount = Int(span.seconds / slotSeconds)
  }

  var span: TimeSpan { TimeSpan(start, seconds: slotSeconds * Int64(slotCount)) }

  /// The slots whose first second lies in the span: an observer looks at a slot's beginning.
  func slots(of span: TimeSpan) -> Range<Int> {
    let from = bounded(span.start)
    return from..<max(from, bounded(span.end))
  }

  private func bounded(_ time: Timestamp) -> Int {
    let seconds = time.seconds - start.seconds
    guard seconds > 0 else { return 0 }
    return Int(min((seconds + slotSeconds - 1) / slotSeconds, Int64(slotCount)))
  }
}
