/// A promise of the port that a store did not keep.
public struct StoreBreach: Error, CustomStringConvertible {
  /// The promise, and what was found instead.
  public let description: String

  /// Takes the sentence.
  public init(_ description: String) {
    self.description = description
  }
}
