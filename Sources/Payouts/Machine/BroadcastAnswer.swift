/// What came back when signed bytes were sent; none of it ends an attempt.
public enum BroadcastAnswer: Hashable, Sendable {
  /// The node took it, or has it already.
  case accepted
  /// Refused at check; another node may take it until the timeout.
  case refused(code: UInt32)
  /// No answer.
  case lost
}
