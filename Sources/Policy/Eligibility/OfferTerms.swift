public import Quantities

/// What an offer says besides its GPUs.
public struct OfferTerms: Hashable, Sendable {
  /// The time offered; nil where no end is stated.
  public let span: TimeSpan?
  /// The tier of the data centre that the applicant declares.
  public let tier: Int?
  /// Whether evidence of the tier was handed in.
  public let hasTierEvidence: Bool

  /// Wraps the three parts.
  public init(span: TimeSpan?, tier: Int? = nil, hasTierEvidence: Bool = false) {
    self.span = span
    self.tier = tier
    self.hasTierEvidence = hasTierEvidence
  }
}
