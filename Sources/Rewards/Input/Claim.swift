public import Quantities

/// What a provider brought into a pool: a contract, an enrolment or a campaign participation.
///
/// Every claim of every pool is part of a close, ended ones too: earlier claims of the same
/// provider and class use up its units (law 5), and what vests later may still be forfeited.
public struct Claim: Hashable, Sendable {
  /// The most units that one claim may have.
  public static let limitUnits = 100_000

  /// The id; an amended enrolment is several claims, `x`, `x.2`, `x.3`.
  public let id: Label
  /// The pool that pays.
  public let pool: Label
  /// The provider's number on the roster.
  public let provider: ProviderIndex
  /// The class in the pinned catalogue.
  public let gpuClass: ClassIndex
  /// The number of GPUs, 1…100,000.
  public let units: Int
  /// The first second.
  public let from: Timestamp
  /// The first second after it: the stated end, or an earlier one; at or before `from`: empty.
  public let until: Timestamp
  /// The end as first stated; without one the pool's or the campaign's end.
  public let statedUntil: Timestamp
  /// When it ended before its stated end, except by an amendment; what has not vested may be lost.
  public let endedEarly: Timestamp?
  /// Who is paid.
  public let payee: Address
  /// Whom caps follow.
  public let beneficiary: Beneficiary
  /// The number of the fact that began it; claims stand in this order.
  public let line: Int
  /// What kind of claim it is.
  public let kind: Kind

  /// Takes every field as it is.
  public init(
    id: Label, pool: Label, provider: ProviderIndex, gpuClass: ClassIndex, units: Int,
    from: Timestamp, until: Timestamp, statedUntil: Timestamp, endedEarly: Timestamp? = nil,
    payee: Address, beneficiary: Beneficiary, line: Int, kind: Kind
  ) {
    self.id = id
    self.pool = pool
    self.provider = provider
    self.gpuClass = gpuClass
    self.units = units
    self.from = from
    self.until = until
    self.statedUntil = statedUntil
    self.endedEarly = endedEarly
    self.payee = payee
    self.beneficiary = beneficiary
    self.line = line
    self.kind = kind
  }

  /// The kinds, as the kinds of pool have them.
  public enum Kind: Hashable, Sendable {
    /// A contract at a rate per GPU-hour, in the pool's currency.
    case contract(rateMicros: Int64)
    /// An enrolment in an epoch pool.
    case enrolment
    /// A participation in a campaign of a research pool.
    case participation(campaign: Label)
    /// A participant's claim on pay for leases, of no class, in an activity pool.
    case activity
  }

  /// Whether it shares a second with the stretch.
  public func overlaps(_ stretch: TimeSpan) -> Bool {
    max(from, stretch.start) < min(until, stretch.end)
  }

  /// The seconds that it shares with the stretch.
  public func seconds(in stretch: TimeSpan) -> Int64 {
    max(0, min(until, stretch.end).seconds - max(from, stretch.start).seconds)
  }
}

extension Claim {
  /// The same claim, paid to somebody else.
  public func paid(to payee: Address, beneficiary: Beneficiary) -> Claim {
    Claim(
      id: id, pool: pool, provider: provider, gpuClass: gpuClass, units: units, from: from,
      until: until, statedUntil: statedUntil, endedEarly: endedEarly, payee: payee,
      beneficiary: beneficiary, line: line, kind: kind)
  }
}
