public import Quantities

/// The plans of a wallet's batches by what became of them, as the journal's entries have it.
public struct PaymentHistory: Hashable, Sendable {
  /// The plans that were paid.
  public var paid: [Digest]
  /// The plan that is neither landed nor proven dead.
  public var undecided: Digest?

  /// Takes both as they are.
  public init(paid: [Digest] = [], undecided: Digest? = nil) {
    self.paid = paid
    self.undecided = undecided
  }
}
