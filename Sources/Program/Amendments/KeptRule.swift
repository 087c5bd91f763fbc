public import Policy
public import Quantities

/// What an amendment may not change, because epochs, entries or claims of before rest on it.
public enum KeptRule: Hashable, Sendable {
  /// The version of the arithmetic goes on, never back.
  case rules
  /// Seconds per slot, and the grace: whether a segment counts is the same for every freeze.
  case slot, grace
  /// A pool is there as long as the program.
  case pool(Label)
  /// Its kind, currency, span or epochs.
  case kind(Label), currency(Label), calendar(Label)
  /// Its amount may rise, never fall: what was promised may be owed.
  case amount(Label)
  /// When what it earned vests, and whether and when it is converted: entries wait by the one, and
  /// what was converted once is counted by the other.
  case vesting(Label), conversion(Label)
  /// A new pool begins when the amendment does, or later.
  case beginning(Label)
  /// Pools claim in the order in which they did.
  case order
  /// A class that the catalogue had: claims name it.
  case gpuClass(GPUClass)

  /// The first thing that new rules change and may not; nil where there is none.
  static func broken(
    from old: ProgramRules, to new: ProgramRules, at time: Timestamp
  ) -> KeptRule? {
    let (before, after) = (old.policy, new.policy)
    if after.rules < before.rules { return .rules }
    if after.observation.slotSeconds != before.observation.slotSeconds { return .slot }
    if after.observation.graceSeconds != before.observation.graceSeconds { return .grace }
    for pool in before.pools {
      guard let amended = after.pool(named: pool.name) else { return .pool(pool.name) }
      if let broken = broken(from: pool, to: amended) { return broken }
    }
    let added = after.pools.first {
      before.pool(named: $0.name) == nil && $0.span.start < time
    }
    if let added { return .beginning(added.name) }
    let kept = Set(before.order)
    if after.order.filter({ kept.contains($0) }) != before.order { return .order }
    let dropped = old.catalogue.entries.first { new.catalogue.index(of: $0.gpuClass) == nil }
    return dropped.map { .gpuClass($0.gpuClass) }
  }

  private static func broken(from old: PoolPolicy, to new: PoolPolicy) -> KeptRule? {
    if new.kind != old.kind { return .kind(old.name) }
    if new.amount.currency != old.amount.currency { return .currency(old.name) }
    if new.span != old.span || new.epoch != old.epoch { return .calendar(old.name) }
    if new.amount.amount < old.amount.amount { return .amount(old.name) }
    if new.vesting != old.vesting { return .vesting(old.name) }
    return new.conversion?.moment != old.conversion?.moment ? .conversion(old.name) : nil
  }
}

extension KeptRule: CustomStringConvertible {
  /// What it is, in words.
  public var description: String {
    switch self {
    case .rules: "the version of the rules, which only rises"
    case .slot: "the seconds of a slot"
    case .grace: "the grace"
    case .pool(let pool): "the pool \(pool), which is gone"
    case .kind(let pool): "the kind of the pool \(pool)"
    case .currency(let pool): "the currency of the pool \(pool)"
    case .calendar(let pool): "the span or the epochs of the pool \(pool)"
    case .amount(let pool): "the amount of the pool \(pool), which only rises"
    case .vesting(let pool): "how the pool \(pool) vests"
    case .conversion(let pool): "the moment at which the pool \(pool) converts"
    case .beginning(let pool): "what was: the new pool \(pool) begins before the amendment does"
    case .order: "the order in which pools claim"
    case .gpuClass(let gpuClass): "the class \(gpuClass), which is gone from the catalogue"
    }
  }
}
