/// The world outside did not keep or give what it was asked for.
public struct RecordFailure: Error, Hashable, Sendable {
  /// What was tried, on what, and what the system said.
  public let message: String

  /// Takes the message.
  public init(_ message: String) {
    self.message = message
  }
}
