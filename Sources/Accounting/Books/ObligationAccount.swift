/// What a pool's money is at one moment: the closed set of accounts under `obligations/POOL`.
public enum ObligationAccount: String, Hashable, Sendable, CaseIterable {
  /// What the policy gives the pool; a source, so that its balance is negative.
  case authority
  /// What a conversion of dollars turned into an obligation in uakt; a source too.
  case authorityConversion = "authority/conversion"
  /// Promised to nobody.
  case available
  /// Promised: contracts, caps of campaigns, pots of epochs that have begun.
  case committed
  /// Earned, and not yet vested.
  case accrued
  /// Vested, and neither paid nor converted.
  case vestedUnpaid = "vested-unpaid"
  /// Earned, and held back until a review decides.
  case heldReview = "held/review"
  /// Earned, and held back until a dispute is resolved.
  case heldDispute = "held/dispute"
  /// Paid.
  case settledPaid = "settled/paid"
  /// Dollars owed no longer, because as much is owed in uakt.
  case settledConversion = "settled/conversion"
  /// Can no longer be earned; the money goes back to the community.
  case released

  /// The account's term in law 1.
  public var term: Term {
    switch self {
    case .authority, .authorityConversion: .authority
    case .available: .available
    case .committed: .committed
    case .accrued: .accrued
    case .vestedUnpaid: .vestedUnpaid
    case .heldReview, .heldDispute: .held
    case .settledPaid, .settledConversion: .settled
    case .released: .released
    }
  }

  /// The terms of law 1's first equation.
  public enum Term: String, Hashable, Sendable, CaseIterable {
    case authority
    case available
    case committed
    case accrued
    case vestedUnpaid = "vested-unpaid"
    case held
    case settled
    case released
  }
}
