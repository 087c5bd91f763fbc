public import Policy
public import Quantities

/// What one claim earned in one epoch, with the seconds and the reasons.
public struct StatementPart: Hashable, Sendable {
  /// The claim.
  public var claim: Label
  /// The provider's address; in an activity pool the participant's, deployers' too.
  public var provider: Address
  /// The class; nil in an activity pool, whose claims have leases instead.
  public var gpuClass: GPUClass?
  /// The claim's units; 0 in an activity pool.
  public var units: Int
  /// What it earned.
  public var amountMicros: Int64
  /// What the payee's amount is split by: unit weights, credit at the rate, or demand.
  public var weight: UInt128
  /// What a reader should see beside it.
  public var flags: [PartFlag]
  /// Why it earned less than its verified seconds at full rate, or is held.
  public var reasons: [PartReason]
  /// Its units, alike ones together, by number.
  public var groups: [UnitGroup]
  /// The leases that the claim is paid for: of an activity pool, or with a part of an epoch pool's
  /// pot.
  public var leases: [PaidLease] = []

  /// Takes every field as it is.
  public init(
    claim: Label, provider: Address, gpuClass: GPUClass?, units: Int, amountMicros: Int64,
    weight: UInt128, flags: [PartFlag], reasons: [PartReason], groups: [UnitGroup]
  ) {
    self.claim = claim
    self.provider = provider
    self.gpuClass = gpuClass
    self.units = units
    self.amountMicros = amountMicros
    self.weight = weight
    self.flags = flags
    self.reasons = reasons
    self.groups = groups
  }

  /// What of the amount is for leases.
  public var leasedMicros: Int64 { leases.reduce(0) { $0 + $1.amountMicros } }

  /// The seconds of all units together.
  public var unitSeconds: KindSeconds {
    var sum = KindSeconds()
    for group in groups { sum.add(group.seconds, units: group.units) }
    return sum
  }

  /// Why it is held, if it is.
  public var holdReason: PartReason? { reasons.last { $0.holds } }
}
