/// How serious a finding is.
public enum FindingSeverity: String, Hashable, Sendable, CaseIterable {
  /// The policy contradicts itself or cannot be paid; it must be changed.
  case error
  /// A risk or a deviation that a role must take on with a reason.
  case needsAcceptance = "needs-acceptance"
  /// Worth knowing.
  case note
}
