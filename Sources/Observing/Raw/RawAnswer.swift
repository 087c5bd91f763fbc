public import Quantities

/// One body as it came over the wire.
public struct RawAnswer: Hashable, Sendable {
  /// What came.
  public let body: [UInt8]
  /// When.
  public let at: Timestamp
  /// From whom, by its dense number.
  public let provider: UInt32
  /// What it answers, as the index numbers questions.
  public let question: UInt32
  /// Whether whoever answered was proven to be the provider.
  public let isProven: Bool

  /// Takes every field as it is.
  public init(
    _ body: [UInt8], at: Timestamp, provider: UInt32, question: UInt32, isProven: Bool = true
  ) {
    self.body = body
    self.at = at
    self.provider = provider
    self.question = question
    self.isProven = isProven
  }
}
