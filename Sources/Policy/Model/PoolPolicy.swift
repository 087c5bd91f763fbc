public import Quantities

/// Part of the budget with one rule.
public struct PoolPolicy: Hashable, Sendable {
  /// Name of the pool.
  public var name: Label
  /// How the pool pays.
  public var kind: Kind
  /// Its money; the currency is the pool's currency.
  public var amount: Money
  /// Share of the budget as the documents state it.
  public var share: Ratio?
  /// When its epochs run.
  public var span: TimeSpan
  /// Length of an epoch.
  public var epoch: CalendarDuration
  /// Proof level that a unit needs.
  public var proof: ProofLevel
  /// What may be paid.
  public var eligibility: EligibilityRule
  /// From uptime to factor.
  public var uptime: UptimeRule
  /// Weight of each class; none listed: all equal.
  public var classWeights: [ClassWeight]
  /// Factor by the size of a claim.
  public var sizeClasses: [SizeClass]
  /// What was there before the program.
  public var baseline: BaselineRule?
  /// Highest price of a participant's own leases.
  public var priceGuidance: PriceGuidance?
  /// Upper bounds.
  public var caps: CapRule
  /// Pays up to, or regardless of, a floor instead of pro rata.
  public var floor: FloorRule?
  /// Planned contracts of a committed pool.
  public var lines: [PlannedLine]
  /// When earned amounts vest.
  public var vesting: VestingRule
  /// Where the remainder and everything unallocated goes.
  public var unallocated: Unallocated
  /// When dollars become AKT; `nil` in a uakt pool.
  public var conversion: ConversionRule?
  /// What is paid for leases, in an activity pool or with a part of an epoch pool's pots (rules 2).
  public var activity: ActivityRule?

  /// Takes every field as it is.
  public init(
    name: Label,
    kind: Kind,
    amount: Money,
    share: Ratio?,
    span: TimeSpan,
    epoch: CalendarDuration,
    proof: ProofLevel,
    eligibility: EligibilityRule,
    uptime: UptimeRule,
    classWeights: [ClassWeight],
    sizeClasses: [SizeClass],
    baseline: BaselineRule?,
    priceGuidance: PriceGuidance?,
    caps: CapRule,
    floor: FloorRule?,
    lines: [PlannedLine],
    vesting: VestingRule,
    unallocated: Unallocated,
    conversion: ConversionRule?,
    activity: ActivityRule? = nil
  ) {
    self.name = name
    self.kind = kind
    self.amount = amount
    self.share = share
    self.span = span
    self.epoch = epoch
    self.proof = proof
    self.eligibility = eligibility
    self.uptime = uptime
    self.classWeights = classWeights
    self.sizeClasses = sizeClasses
    self.baseline = baseline
    self.priceGuidance = priceGuidance
    self.caps = caps
    self.floor = floor
    self.lines = lines
    self.vesting = vesting
    self.unallocated = unallocated
    self.conversion = conversion
    self.activity = activity
  }

  /// What of an epoch's pot leases share, floored: nothing, a part, or all in an activity pool.
  public func leasedMicros(ofPot micros: Int128) -> Int128 {
    guard let activity else { return 0 }
    guard kind == .epoch else { return micros }
    return micros * Int128(activity.part?.ppm ?? 0) / Int128(Ratio.ppmPerOne)
  }

  /// What of an epoch's pot is shared by presence.
  public func presenceMicros(ofPot micros: Int128) -> Int128 {
    micros - leasedMicros(ofPot: micros)
  }

  /// Currency of the pool's obligations.
  public var currency: Currency { amount.currency }

  /// How a pool pays.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Contracts at a rate.
    case committed
    /// A fixed amount per epoch, pro rata.
    case epoch
    /// Campaigns with rate and cap.
    case research
    /// A fixed amount per epoch for leases, each capped below its cost (rules 2).
    case activity

    /// Whether each epoch brings a fixed part of the amount, whoever takes part.
    public var hasFixedPots: Bool { self == .epoch || self == .activity }
  }

  /// Where the remainder and everything unallocated goes.
  public enum Unallocated: String, Hashable, Sendable, CaseIterable {
    /// To the next epoch of the pool.
    case carry
    /// Back to the community at close-out.
    case `return`
  }
}
