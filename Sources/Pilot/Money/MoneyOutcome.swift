public import Payouts
public import Quantities

/// What the pilot's money came to, and how chain and journal agree on it.
public struct MoneyOutcome: Sendable {
  /// The steps, in order.
  public let steps: [MoneyStep]
  /// The chain's transfers against the entries, at the end.
  public let reconciliation: Reconciliation
  /// How many transfers there were.
  public let transfers: Int
  /// What the wallet held before the first.
  public let openingUakt: Int64
  /// What it holds at the end, on chain.
  public let closingUakt: Int64
  /// What it holds by the entries.
  public let bookedUakt: Int128
  /// The wallet.
  public let wallet: Address

  /// Whether every transfer has its entry, every fault was met, and nothing is left.
  public var isAsExpected: Bool {
    reconciliation.isClean && isBalanced && closingUakt == 0 && bookedUakt == 0
      && MoneyFault.allCases.allSatisfy { fault in steps.contains { $0.fault == fault } }
      && MoneyStep.Kind.allCases.allSatisfy { kind in steps.contains { $0.kind == kind } }
  }

  /// in − out − fees = balance, beside what was there.
  public var isBalanced: Bool {
    Int128(openingUakt) + reconciliation.inUakt - reconciliation.outUakt
      - reconciliation.feesUakt == Int128(closingUakt)
  }
}
