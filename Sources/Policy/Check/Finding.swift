public import Encoding
public import Quantities

/// Something about a policy that somebody should know, with its figures.
public struct Finding: Hashable, Sendable {
  /// The rule that found it.
  public let rule: FindingRule
  /// How serious it is; an acceptance turns `needsAcceptance` into `note`.
  public let severity: FindingSeverity
  /// The key that it is about.
  public let path: JSONPath
  /// The figures, in the order in which they are hashed.
  public let figures: FindingFigures
  /// SHA-256 of the figures' canonical JSON.
  public let digest: Digest
  /// Who took it on, if anybody did.
  public let acceptance: Acceptance?

  /// Takes every field as it is.
  public init(
    rule: FindingRule, severity: FindingSeverity, path: JSONPath, figures: FindingFigures,
    digest: Digest, acceptance: Acceptance?
  ) {
    self.rule = rule
    self.severity = severity
    self.path = path
    self.figures = figures
    self.digest = digest
    self.acceptance = acceptance
  }

  /// Whether the policy can go ahead as far as this finding goes.
  public var isSettled: Bool { severity == .note }
}
