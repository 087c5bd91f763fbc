public import Payouts
public import Quantities

/// The plans of a wallet's batches by what became of them, as the journal's entries have it.
public struct PaymentHistory: Hashable, Sendable {
  /// Dollars that a sale of tokens paid out for a line.
  public struct Sold: Hashable, Sendable {
    /// The line.
    public let key: DueLine.Key
    /// In micro-dollars.
    public let micros: Int64

    /// Takes both as they are.
    public init(key: DueLine.Key, micros: Int64) {
      self.key = key
      self.micros = micros
    }
  }

  /// The plans that were paid.
  public var paid: [Digest]
  /// The plan that is neither landed nor proven dead.
  public var undecided: Digest?
  /// What was paid in dollars.
  public var sold: [Sold]

  /// Takes every field as it is.
  public init(paid: [Digest] = [], undecided: Digest? = nil, sold: [Sold] = []) {
    self.paid = paid
    self.undecided = undecided
    self.sold = sold
  }
}
