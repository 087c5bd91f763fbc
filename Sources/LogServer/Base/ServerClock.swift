public import Quantities

/// The time that a server goes by; tests and simulations put their own in its place.
public protocol ServerClock: Sendable {
  /// The present second.
  func present() -> Timestamp
  /// Milliseconds since any fixed moment, never going back.
  func uptimeMilliseconds() -> Int64
}
