public import Quantities

/// The outcome of one epoch of one pool; bytes in `docs/reference/statement.md`.
///
/// Law 1:
///
///     base + carriedIn = earned + unallocated,   unallocated = carriedOut + returned
public struct Statement: Hashable, Sendable {
  /// The highest number of an epoch or version.
  public static let limitCount = 1 << 40

  /// The program's id.
  public var program: Digest
  /// The pool.
  public var pool: Label
  /// The epoch, from 1.
  public var epoch: Int
  /// 1, or one more for each correction.
  public var version: Int
  /// The epoch's seconds.
  public var span: TimeSpan
  /// The version of the arithmetic.
  public var rules: Int
  /// Whether the program is a demonstration.
  public var isDemonstration: Bool
  /// The policy's digest.
  public var policy: Digest
  /// The catalogue's digest.
  public var catalogue: Digest
  /// The digest of the facts as frozen.
  public var facts: Digest
  /// The digest of the statement before.
  public var previous: Digest?
  /// The pool's currency.
  public var currency: Currency
  /// The epoch's price.
  public var price: Price18?
  /// Where the money came from and went.
  public var pot: Pot
  /// What went to nobody, by reason, without zeros, in the order of reasons.
  public var unallocated: [Unallocated]
  /// The dates that follow.
  public var dates: Dates
  /// How much of the epoch was observed.
  public var observed: Observed
  /// The campaigns of a research pool.
  public var campaigns: [CampaignTotal]
  /// The sum of all weights.
  public var weight: UInt128
  /// The lines, ascending by payee and beneficiary.
  public var lines: [StatementLine]

  /// Takes every field as it is.
  public init(
    program: Digest, pool: Label, epoch: Int, version: Int, span: TimeSpan, rules: Int,
    isDemonstration: Bool, policy: Digest, catalogue: Digest, facts: Digest, previous: Digest?,
    currency: Currency, price: Price18?, pot: Pot, unallocated: [Unallocated], dates: Dates,
    observed: Observed, campaigns: [CampaignTotal], weight: UInt128, lines: [StatementLine]
  ) {
    self.program = program
    self.pool = pool
    self.epoch = epoch
    self.version = version
    self.span = span
    self.rules = rules
    self.isDemonstration = isDemonstration
    self.policy = policy
    self.catalogue = catalogue
    self.facts = facts
    self.previous = previous
    self.currency = currency
    self.price = price
    self.pot = pot
    self.unallocated = unallocated
    self.dates = dates
    self.observed = observed
    self.campaigns = campaigns
    self.weight = weight
    self.lines = lines
  }

  /// The line of a payee and beneficiary, if any.
  public func line(_ key: LineKey) -> StatementLine? {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = low + (high - low) / 2
      if lines[middle].key < key { low = middle + 1 } else { high = middle }
    }
    guard low < lines.count, lines[low].key == key else { return nil }
    return lines[low]
  }

  /// What was unallocated for one reason.
  public func unallocatedMicros(_ reason: UnallocatedReason) -> Int64 {
    unallocated.first { $0.reason == reason }?.micros ?? 0
  }
}

extension Statement {
  /// Where an epoch's money came from and went, in micro-units of the pool's currency.
  public struct Pot: Hashable, Sendable {
    /// What the epoch brings.
    public var baseMicros: Int64
    /// What the epoch before left; below 0, what corrections took beyond its pot.
    public var carriedInMicros: Int64
    /// The sum of what the lines earned.
    public var earnedMicros: Int64
    /// What went to nobody.
    public var unallocatedMicros: Int64
    /// The part of it that the next epoch gets; below 0, what it has to bear.
    public var carriedOutMicros: Int64
    /// The part of it that goes back to the community.
    public var returnedMicros: Int64

    /// Takes every field as it is.
    public init(
      baseMicros: Int64, carriedInMicros: Int64, earnedMicros: Int64, unallocatedMicros: Int64,
      carriedOutMicros: Int64, returnedMicros: Int64
    ) {
      self.baseMicros = baseMicros
      self.carriedInMicros = carriedInMicros
      self.earnedMicros = earnedMicros
      self.unallocatedMicros = unallocatedMicros
      self.carriedOutMicros = carriedOutMicros
      self.returnedMicros = returnedMicros
    }
  }

  /// An amount that went to nobody, and why.
  public struct Unallocated: Hashable, Sendable {
    /// Why.
    public var reason: UnallocatedReason
    /// The amount, not 0; below 0 only for what corrections took.
    public var micros: Int64

    /// Takes both fields as they are.
    public init(reason: UnallocatedReason, micros: Int64) {
      self.reason = reason
      self.micros = micros
    }
  }

  /// The dates that follow from an epoch's end.
  public struct Dates: Hashable, Sendable {
    /// Until when evidence is taken.
    public var deadline: Timestamp
    /// Until when the statement can be disputed.
    public var holdUntil: Timestamp
    /// The first payout date after that.
    public var payable: Timestamp

    /// Takes every field as it is.
    public init(deadline: Timestamp, holdUntil: Timestamp, payable: Timestamp) {
      self.deadline = deadline
      self.holdUntil = holdUntil
      self.payable = payable
    }
  }

  /// How much of an epoch was observed at all.
  public struct Observed: Hashable, Sendable {
    /// The epoch's slots.
    public var slots: Int
    /// Those in which too few observers were at work for this pool's proof level.
    public var unobservedAll: Int

    /// Takes both fields as they are.
    public init(slots: Int, unobservedAll: Int) {
      self.slots = slots
      self.unobservedAll = unobservedAll
    }
  }

  /// What a campaign had and paid, in micro-units of the pool's currency.
  public struct CampaignTotal: Hashable, Sendable {
    /// The campaign.
    public var campaign: Label
    /// The most that this epoch could pay.
    public var baseMicros: Int64
    /// What this epoch's parts earned.
    public var earnedMicros: Int64
    /// What all epochs' parts earned, with corrections.
    public var earnedToDateMicros: Int64

    /// Takes every field as it is.
    public init(
      campaign: Label, baseMicros: Int64, earnedMicros: Int64, earnedToDateMicros: Int64
    ) {
      self.campaign = campaign
      self.baseMicros = baseMicros
      self.earnedMicros = earnedMicros
      self.earnedToDateMicros = earnedToDateMicros
    }
  }
}
