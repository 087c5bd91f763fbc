public import Payouts
public import Quantities

/// Why an entry about the treasury is refused, one case per rule.
public enum TreasuryRefusal: Hashable, Sendable {
  /// The policy has no `treasury`.
  case treasuryMissing
  /// No wallet was opened.
  case walletMissing
  /// The wallet was opened by an earlier line.
  case walletTaken(line: Int)
  /// Its key cannot be one of the network: a threshold, a member twice, or another algorithm.
  case walletKeys
  /// A request adds more than the policy lets it.
  case fundingBuffer(Ratio, most: Ratio)
  /// A request asks for another amount than follows.
  case fundingRequest(uakt: Int64, expected: Int64?)
  /// No such request was made.
  case requestUnknown(Label)
  /// An amount that must be above 0 is 0.
  case amountEmpty
  /// A line recorded the transfer already.
  case transferKnown(Digest, line: Int)
  /// A fee has no counterparty, and every other transfer has one.
  case transferCounterparty
  /// More would be committed than was received and the policy lets be committed before.
  case fundingExceeded(committed: Int128, limit: Int128)
  /// The committee halted payouts.
  case payoutsHalted(line: Int)
  /// Law 8: what the wallet's own records refuse.
  case payout(PayoutRefusal)
  /// The totals are not in order, empty, without their price, or do not come to what is sent.
  case payoutTotals
  /// More is settled of a pool than has matured and is not paid.
  case payoutBeyondMatured(pool: Label, currency: Currency, settled: Int128, most: Int128)
  /// More dollars are claimed to be worth, or fewer: uakt beyond what the price says.
  case payoutWorth(pool: Label, uakt: Int64, most: Int64)
  /// More leaves than the wallet holds by the entries.
  case walletShort(uakt: Int128, held: Int128)
  /// A return of what is owed or committed.
  case returnOwed(uakt: Int128, most: Int128)
  /// A sale's figures.
  case sale(TokenSale.Refusal)
  /// Dollars were sent on beyond what is at hand or owed.
  case salePaidOut
  /// Nothing was agreed for a part of a span.
  case revenueWithoutTerms
  /// More was refunded than earned.
  case revenueAmounts
  /// The span shares a second with an earlier one of the same operator and class of leases.
  case revenueOverlap(line: Int)
  /// A kind that every reader must know is not marked critical.
  case criticalMissing
}

extension EntryKind {
  /// Whether a reader that does not know the kind could not say what the wallet holds.
  var movesMoney: Bool {
    switch self {
    case .walletOpened, .fundingRequested, .fundingReceived, .payoutPrepared, .payoutSigned,
      .payoutConfirmed, .payoutFailed, .payoutExpired, .saleMade, .revenueAgreed, .revenueEarned,
      .revenueReceived, .transferExplained:
      true
    default: false
    }
  }
}
