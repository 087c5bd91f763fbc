import Payouts
import Quantities

extension TreasuryRefusal {
  /// What is wrong, and what to do.
  var wording: RejectionWording {
    walletWording ?? transferWording ?? payoutWording ?? saleWording
      ?? RejectionWording("The rule \(rule.rawValue) refuses the entry.", "See errors.md.")
  }

  private var walletWording: RejectionWording? {
    switch self {
    case .criticalMissing:
      RejectionWording(
        "An entry about money is marked as if readers could pass over it.",
        "Set \"critical\":true.")
    case .treasuryMissing:
      RejectionWording(
        "The policy in force has no treasury.", "Amend the policy with one first.")
    case .walletMissing:
      RejectionWording(
        "No wallet was opened.", "Have the committee open it by wallet.opened first.")
    case .walletTaken(let line):
      RejectionWording("The wallet was opened in line \(line).", "A program has one wallet.")
    case .walletKeys:
      RejectionWording(
        "The network has no such key.",
        "Name distinct secp256k1 keys, and a threshold from 1 to their number.")
    case .fundingBuffer(let buffer, let most):
      RejectionWording(
        "\(buffer.ppm) ppm are added, and the policy lets \(most.ppm).",
        "Ask with a smaller buffer.")
    case .fundingRequest(let uakt, let expected):
      RejectionWording(
        "It asks for \(uakt) uakt, and \(expected.map { "\($0)" } ?? "none") follows.",
        "Compute it with stipend funding request.")
    case .requestUnknown(let request):
      RejectionWording(
        "There is no request \(request).", "Name one that was made, or none.")
    case .fundingExceeded(let committed, let limit):
      RejectionWording(
        "\(committed) micro-dollars would be committed, and \(limit) may be: what was received,"
          + " and what the policy lets be committed before.",
        "Wait for the next tranche, or commit less.")
    default: nil
    }
  }

  private var transferWording: RejectionWording? {
    switch self {
    case .amountEmpty:
      RejectionWording("Nothing moved: the amount is 0.", "Leave the entry out.")
    case .transferKnown(let transaction, let line):
      RejectionWording(
        "That transfer of \(transaction) stands in line \(line).", "Leave the entry out.")
    case .transferCounterparty:
      RejectionWording(
        "A fee has no counterparty, and every other transfer has one.",
        "Name whom the chain shows.")
    case .walletShort(let uakt, let held):
      RejectionWording(
        "\(uakt) uakt would leave a wallet that holds \(held) by the entries.",
        "Record what arrived first, or pay less.")
    case .revenueWithoutTerms:
      RejectionWording(
        "Nothing was agreed for the beginning of that span.", "Record the terms first.")
    case .revenueAmounts:
      RejectionWording("More was refunded than earned.", "Check both figures.")
    case .revenueOverlap(let line):
      RejectionWording(
        "Line \(line) has a part of that span already.", "Begin where it ends.")
    default: nil
    }
  }

  private var payoutWording: RejectionWording? {
    switch self {
    case .payoutsHalted(let line):
      RejectionWording(
        "The committee halted payouts in line \(line).", "Wait until it resumes them.")
    case .payout(let refusal):
      RejectionWording(
        "The wallet's record refuses it: \(refusal).", "See docs/reference/payouts.md, section 4.")
    case .payoutTotals:
      RejectionWording(
        "Its totals are empty, out of order, without their price, or not what is sent.",
        "Take them from the plan; a return settles nothing and has one output.")
    case .payoutBeyondMatured(let pool, let currency, let settled, let most):
      RejectionWording(
        "\(settled) millionths of \(pool) in \(currency.rawValue) would be settled, and \(most)"
          + " have matured and are not.",
        "Compute the batch anew.")
    case .payoutWorth(let pool, let uakt, let most):
      RejectionWording(
        "\(uakt) uakt are sent for \(pool), and what is settled is worth \(most).",
        "Take both from the plan.")
    case .returnOwed(let uakt, let most):
      RejectionWording(
        "\(uakt) uakt would be returned; \(most) are neither owed, committed nor the fee.",
        "Return less, or name the price by which dollars owed are counted.")
    default: nil
    }
  }

  private var saleWording: RejectionWording? {
    switch self {
    case .sale(.amounts):
      RejectionWording("Nothing was sold, or an amount is out of bounds.", "Check the receipt.")
    case .sale(.feeAboveProceeds):
      RejectionWording("The fee is more than the proceeds.", "Check the receipt.")
    case .sale(.reasonMissing):
      RejectionWording(
        "It was sold on the open market without a reason.", "Name why in reason.")
    case .sale(.price):
      RejectionWording("The average price is out of bounds.", "Check the receipt.")
    case .salePaidOut:
      RejectionWording(
        "More dollars were sent on than came in hand, or than were owed.", "Check the receipt.")
    default: nil
    }
  }
}
