import Policy

/// Chooses the arithmetic that a policy names; a released version is never changed (law 6).
public enum RewardEngine {
  /// The versions that this release knows.
  public static let versions = [1, 2]

  /// The statement that an input gives, the same for ever and everywhere, whoever works on it.
  public static func statement(
    for input: EpochInput, by workforce: some Workforce = SingleWorker()
  ) throws(CloseRejection) -> Statement {
    switch input.policy.rules {
    case 1: try Rules1.statement(for: input, by: workforce)
    case 2: try Rules2.statement(for: input, by: workforce)
    default: throw .unknownRules(input.policy.rules)
    }
  }
}
