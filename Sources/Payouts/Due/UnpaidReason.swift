/// Why a unit that was earned is not being paid: the closed list of law 7, in its order.
public enum UnpaidReason: String, Hashable, Sendable, CaseIterable, Comparable {
  /// Earned, and not yet vested.
  case unvested
  /// Its statement can still be disputed, or its payout date has not come.
  case inHold = "in-hold"
  /// Held until a review decides.
  case heldForReview = "held-for-review"
  /// Held until a dispute is resolved.
  case disputed
  /// Set against what the same beneficiary was paid too much.
  case owedBack = "owed-back"
  /// The committee halted payouts.
  case payoutsHalted = "payouts-halted"
  /// The administration holds the payee; nothing more is said in public.
  case administrativeHold = "administrative-hold"
  /// The payee's address cannot be paid.
  case payeeRefused = "payee-refused"
  /// The provider did not sign the change of payee.
  case payeeUnsigned = "payee-unsigned"
  /// The change of payee is too recent.
  case payeeCooling = "payee-cooling"
  /// Dollars, and no valid price to pay them at.
  case waitingForPrice = "waiting-for-price"
  /// The wallet does not hold enough.
  case walletShort = "wallet-short"
  /// More than the market is given in these days.
  case paced
  /// Carried until it reaches the least amount of a payout.
  case belowMinimum = "below-minimum"
  /// The batch is full; next in line.
  case beyondBatch = "beyond-batch"

  /// Orders by position in the list.
  public static func < (left: UnpaidReason, right: UnpaidReason) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}
