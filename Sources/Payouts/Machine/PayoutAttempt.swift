public import Quantities

/// One attempt as the journal has it.
public struct PayoutAttempt: Hashable, Sendable {
  /// What the journal says became of it.
  public enum Outcome: Hashable, Sendable {
    /// Its payees are paid.
    case confirmed(IncludedTransaction)
    /// It failed on chain.
    case failed(IncludedTransaction)
    /// It can never be included.
    case expired(NonInclusion)
  }

  /// What was prepared.
  public let prepared: PreparedPayout
  /// The stored transactions of its sign bytes, in the journal's order.
  public internal(set) var transactions: [Digest] = []
  /// What became of it; nil: undecided.
  public internal(set) var outcome: Outcome?

  init(_ prepared: PreparedPayout) {
    self.prepared = prepared
  }

  /// Whether it stands in a block, and used its sequence.
  public var isIncluded: Bool {
    switch outcome {
    case .confirmed, .failed: true
    case .expired, nil: false
    }
  }

  /// Whether its payees are paid.
  public var isPaid: Bool {
    if case .confirmed = outcome { true } else { false }
  }
}
