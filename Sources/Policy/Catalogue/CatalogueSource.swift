/// Where facts of the catalogue come from.
public struct CatalogueSource: Hashable, Sendable {
  /// The id by which dates name it, such as `EP`.
  public let id: String
  /// What it is.
  public let title: String
  /// Where it is found.
  public let location: String

  /// Wraps the three parts.
  public init(id: String, title: String, location: String) {
    self.id = id
    self.title = title
    self.location = location
  }
}
