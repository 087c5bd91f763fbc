/// A stretch of slots with one quorum count.
///
/// It speaks of the slots in which the provider's state is `up`; over other slots a run goes on.
public struct CountRun: Hashable, Sendable {
  static let unknownCount = UInt32.max

  /// The first slot.
  public let from: UInt32
  /// The first slot after it.
  public let to: UInt32
  let rawCount: UInt32

  init(from: UInt32, to: UInt32, rawCount: UInt32) {
    self.from = from
    self.to = to
    self.rawCount = rawCount
  }

  /// The devices counted, or nil where the count is unknown.
  public var count: UInt32? { rawCount == Self.unknownCount ? nil : rawCount }

  /// The slots.
  public var slots: Range<Int> { Int(from)..<Int(to) }
}

extension CountRun {
  /// Gives the counts of all slots as runs in their one form.
  ///
  /// Only slots in which the provider is up are looked at; over the others a run goes on, the first
  /// run backwards too. No up slot at all: one unknown run.
  static func forEach(
    _ values: ArraySlice<UInt32>, up: ArraySlice<UInt64>, _ body: (CountRun) -> Void
  ) {
    var from = 0
    var current: UInt32?
    for (index, word) in up.enumerated() {
      var rest = word
      while rest != 0 {
        let slot = index * 64 + rest.trailingZeroBitCount
        rest &= rest - 1
        let value = values[values.startIndex + slot]
        if let open = current, open != value {
          body(CountRun(from: UInt32(from), to: UInt32(slot), rawCount: open))
          from = slot
        }
        current = value
      }
    }
    body(
      CountRun(from: UInt32(from), to: UInt32(values.count), rawCount: current ?? unknownCount))
  }
}
