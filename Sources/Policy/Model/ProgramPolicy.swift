public import Quantities

/// The rules of a program as data: the canonical form that the engine reads.
///
/// Keys, units and defaults: `docs/reference/policy.md`.
public struct ProgramPolicy: Hashable, Sendable {
  /// The newest version of the arithmetic that this release knows.
  public static let latestRules = 2

  /// Name of the program.
  public var name: Label
  /// Network whose addresses and tokens are meant.
  public var network: Label
  /// Version of the engine's arithmetic.
  public var rules: Int
  /// Program window, half-open.
  public var window: TimeSpan
  /// Whole budget and the basis on which its shares are read.
  public var budget: BudgetRule
  /// Slots, grace, quorum and allowances.
  public var observation: ObservationRule
  /// How the AKT price of an epoch is found.
  public var price: PriceWindowRule
  /// Hold and payout calendar.
  public var payouts: PayoutRule
  /// How the wallet pays; nil: no wallet stands in the journal, and nothing is paid from it.
  public var treasury: TreasuryRule?
  /// Pools in the order in which they claim units (law 5).
  public var order: [Label]
  /// Assumptions that only `check` and `plan` read.
  public var market: MarketAssumptions
  /// What the money is to reach.
  public var targets: [Target]
  /// The pools, in the order of the file.
  public var pools: [PoolPolicy]
  /// Findings that somebody accepted, with reasons.
  public var acceptances: [Acceptance]
  /// Everything shown and hashed but read by no rule.
  public var declared: DeclaredText

  /// Takes every field as it is.
  public init(
    name: Label,
    network: Label,
    rules: Int,
    window: TimeSpan,
    budget: BudgetRule,
    observation: ObservationRule,
    price: PriceWindowRule,
    payouts: PayoutRule,
    treasury: TreasuryRule? = nil,
    order: [Label],
    market: MarketAssumptions,
    targets: [Target],
    pools: [PoolPolicy],
    acceptances: [Acceptance],
    declared: DeclaredText
  ) {
    self.name = name
    self.network = network
    self.rules = rules
    self.window = window
    self.budget = budget
    self.observation = observation
    self.price = price
    self.payouts = payouts
    self.treasury = treasury
    self.order = order
    self.market = market
    self.targets = targets
    self.pools = pools
    self.acceptances = acceptances
    self.declared = declared
  }

  /// The pool of that name.
  public func pool(named name: Label) -> PoolPolicy? {
    pools.first { $0.name == name }
  }
}
