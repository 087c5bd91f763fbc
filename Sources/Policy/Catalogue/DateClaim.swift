/// A launch date with the source that gives it.
public struct DateClaim: Hashable, Sendable {
  /// What the date is of; nil for a record that gives one release date without saying which.
  public let kind: EligibilityRule.DateKind?
  /// The date.
  public let date: CatalogueDate
  /// The source's id in the catalogue, with the record after a colon where it has one.
  public let source: String

  /// Wraps the three parts.
  public init(kind: EligibilityRule.DateKind?, date: CatalogueDate, source: String) {
    self.kind = kind
    self.date = date
    self.source = source
  }
}
