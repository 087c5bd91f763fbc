import Quantities

/// A moment at which an administrator looks at the treasury: prepares, or enters what became of
/// what was prepared. What that is follows from the seed and from what the entries say by then.
struct PlannedPayment: Hashable, Sendable {
  /// When.
  let at: Timestamp
  /// The seed of what is done.
  let seed: UInt64
}
