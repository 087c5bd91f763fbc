public import Quantities

/// What goes back to the community pool, as one transaction (O-10).
///
///     return = wallet − owed − committed − fee
public struct ReturnPlan: Hashable, Sendable {
  /// Why nothing can be returned.
  public enum Refusal: Error, Hashable, Sendable {
    /// A batch is undecided: what it sends is not yet known.
    case undecidedBatch(Int)
    /// The program is to close, and this much is still owed or committed.
    case stillOwed(uakt: Int64)
    /// The wallet has less than is owed, committed and needed for the fee.
    case short(byUakt: Int64)
    /// After what is owed, committed and the fee nothing is left: a return of 0 is no message.
    case nothingLeft(feeUakt: Int64)
    /// Amounts negative or out of bounds.
    case amounts
  }

  /// What the wallet holds.
  public let walletUakt: Int64
  /// What stays for what is owed or committed, in uakt at the lower price.
  public let keptUakt: Int64
  /// The return's own fee.
  public let feeUakt: Int64
  /// What goes back.
  public let returnedUakt: Int64
  /// Whether dollars are owed or committed, so that the price says how much is kept.
  public let usesPrice: Bool

  /// What the wallet holds afterwards: what is kept, 0 at close-out.
  public var remainingUakt: Int64 { walletUakt - returnedUakt - feeUakt }

  /// Computes a return; `isFinal` at the last contract's end, where nothing may be left.
  public init(
    walletUakt: Int64, owedUakt: Int64, owedMicroDollars: Int64, committedUakt: Int64,
    committedMicroDollars: Int64, lowerPrice: Price18, feeUakt: Int64, isFinal: Bool,
    undecidedBatch: Int? = nil
  ) throws(Refusal) {
    if let undecidedBatch { throw .undecidedBatch(undecidedBatch) }
    let amounts = [
      walletUakt, owedUakt, owedMicroDollars, committedUakt, committedMicroDollars, feeUakt,
    ]
    // Two amounts in bounds have a sum that can be converted, or is refused for its bounds.
    guard amounts.allSatisfy({ $0 >= 0 && $0 <= Amount.limitMicros }),
      let dollars = lowerPrice.uaktCeiling(
        forMicroDollars: owedMicroDollars + committedMicroDollars)
    else { throw .amounts }
    let kept = Int128(owedUakt) + Int128(committedUakt) + Int128(dollars)
    guard kept <= Int128(Amount.limitMicros) else { throw .amounts }
    if isFinal, kept > 0 { throw .stillOwed(uakt: Int64(kept)) }
    let left = Int128(walletUakt) - kept - Int128(feeUakt)
    guard left >= 0 else { throw .short(byUakt: Int64(-left)) }
    guard left > 0 else { throw .nothingLeft(feeUakt: feeUakt) }
    self.walletUakt = walletUakt
    keptUakt = Int64(kept)
    self.feeUakt = feeUakt
    returnedUakt = Int64(left)
    usesPrice = owedMicroDollars > 0 || committedMicroDollars > 0
  }
}

extension ReturnPlan.Refusal: CustomStringConvertible {
  /// The rule in one sentence.
  public var description: String {
    switch self {
    case .undecidedBatch(let batch): "batch \(batch) is undecided; decide it first"
    case .stillOwed(let uakt): "\(uakt) uakt are still owed or committed"
    case .short(let uakt): "the wallet lacks \(uakt) uakt for what is owed, committed and the fee"
    case .nothingLeft(let fee):
      "nothing is left beyond what is owed or committed and the fee of \(fee) uakt"
    case .amounts: "an amount is negative or out of bounds"
    }
  }
}
