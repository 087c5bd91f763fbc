import Quantities

/// Slots by their numbers: slot n has the seconds [n·length, (n + 1)·length).
struct SlotNumbering: Hashable, Sendable {
  let slotSeconds: Int64
  /// The seconds of a page of memory: a day, or less where a day has more slots than a segment.
  let pageSeconds: Int64

  init(slotSeconds: Int64) {
    self.slotSeconds = slotSeconds
    pageSeconds = slotSeconds == 1 ? Timestamp.secondsPerDay / 2 : Timestamp.secondsPerDay
  }

  /// The slot that holds a millisecond; nil outside the years known, with a day to spare.
  func slot(wallMilliseconds: Int64) -> Int64? {
    let latest = Timestamp.limitSeconds - 2 * Timestamp.secondsPerDay
    guard wallMilliseconds >= 0, wallMilliseconds / 1_000 < latest else { return nil }
    return wallMilliseconds / 1_000 / slotSeconds
  }

  /// Whether a slot lies in the years known, so that every time of it can be said.
  func isKnown(_ slot: Int64) -> Bool {
    slot >= 0 && slot < (Timestamp.limitSeconds - Timestamp.secondsPerDay) / slotSeconds
  }

  /// The first second of a known slot.
  func start(_ slot: Int64) -> Timestamp {
    precondition(isKnown(slot), "Slots outside the years known are refused where they come in.")
    return (try? Timestamp(seconds: slot * slotSeconds)) ?? .latest
  }

  /// The seconds of known slots.
  func span(_ slots: Range<Int64>) -> TimeSpan {
    guard
      let span = try? TimeSpan(start: start(slots.lowerBound), end: start(slots.upperBound))
    else { preconditionFailure("A range begins before it ends.") }
    return span
  }

  /// The slot that a second lies in.
  func slot(holding time: Timestamp) -> Int64 { time.seconds / slotSeconds }

  /// The first slot that begins at a second or after it.
  func slot(from time: Timestamp) -> Int64 { (time.seconds + slotSeconds - 1) / slotSeconds }

  /// The page that a slot belongs to.
  func page(of slot: Int64) -> Int64 { slot * slotSeconds / pageSeconds }

  /// The slots of a page.
  func slots(ofPage page: Int64) -> Range<Int64> {
    let first = (page * pageSeconds + slotSeconds - 1) / slotSeconds
    let next = ((page + 1) * pageSeconds + slotSeconds - 1) / slotSeconds
    return first..<next
  }
}
