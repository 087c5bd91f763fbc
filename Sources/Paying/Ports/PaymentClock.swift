public import Quantities

/// The time of an executor, and the one place where it waits.
public protocol PaymentClock: Sendable {
  /// The present.
  func now() -> Timestamp
  /// Returns after so many seconds, or earlier where the executor is to end.
  func wait(seconds: Int64) async
}

extension PaymentClock {
  /// The present.
  var reading: Timestamp { now() }
}
