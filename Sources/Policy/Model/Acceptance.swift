public import Quantities

/// A finding that somebody accepted; it lapses when the figures change.
public struct Acceptance: Hashable, Sendable {
  /// Rule code of the finding.
  public var finding: String
  /// Who accepted.
  public var role: String
  /// Why.
  public var why: String
  /// When.
  public var date: CivilDate
  /// SHA-256 of the finding's figures.
  public var figures: Digest

  /// Takes every field as it is.
  public init(
    finding: String,
    role: String,
    why: String,
    date: CivilDate,
    figures: Digest
  ) {
    self.finding = finding
    self.role = role
    self.why = why
    self.date = date
    self.figures = figures
  }
}
