/// What stopped a generator or a measurement.
public struct Failure: Error, CustomStringConvertible {
  /// In words.
  public let description: String

  /// Takes the words.
  public init(_ description: String) {
    self.description = description
  }
}
