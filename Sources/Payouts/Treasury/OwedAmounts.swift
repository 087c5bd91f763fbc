import Quantities

/// What a program owes in one currency, by how certain it is.
public struct OwedAmounts: Hashable, Sendable {
  /// Earned, and not yet vested.
  public var accruedMicros: Int64
  /// Vested, and not paid.
  public var vestedMicros: Int64
  /// Held for review.
  public var heldMicros: Int64
  /// Held because it is disputed.
  public var disputedMicros: Int64

  /// Takes every field as it is.
  public init(
    accruedMicros: Int64 = 0, vestedMicros: Int64 = 0, heldMicros: Int64 = 0,
    disputedMicros: Int64 = 0
  ) {
    self.accruedMicros = accruedMicros
    self.vestedMicros = vestedMicros
    self.heldMicros = heldMicros
    self.disputedMicros = disputedMicros
  }

  /// The sum, at least 0; nil out of bounds.
  var totalMicros: Int64? {
    let parts = [accruedMicros, vestedMicros, heldMicros, disputedMicros]
    let sum = parts.reduce(Int128(0)) { $0 + Int128($1) }
    return sum <= Int128(Amount.limitMicros) ? Int64(max(0, sum)) : nil
  }
}
