public import Quantities

/// Up to where books are computed.
public enum BooksMoment: Hashable, Sendable {
  /// All of the record.
  case latest
  /// The first so many lines, and the statements that were made from no more.
  case lines(Int)
  /// Everything before a second.
  case before(Timestamp)
}
