/// One check of a provider, as its owner or a reviewer reads it.
///
/// Names and outcomes follow AEP-86 where it has them.
public struct SelfTestLine: Hashable, Sendable {
  /// How a check came out.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// In order.
    case pass
    /// Not in order.
    case fail
    /// It does not concern this provider.
    case notApplicable = "not_applicable"
    /// It could not be decided.
    case notEvaluated = "not_evaluated"
  }

  /// The check's name: `provider_registered_on_chain`.
  public let check: String
  /// How it came out.
  public let status: Status
  /// What was found, in plain words.
  public let text: String
  /// What to do; nil where there is nothing to do.
  public let advice: String?

  /// Takes every field as it is.
  public init(_ check: String, _ status: Status, _ text: String, advice: String? = nil) {
    self.check = check
    self.status = status
    self.text = text
    self.advice = advice
  }
}
