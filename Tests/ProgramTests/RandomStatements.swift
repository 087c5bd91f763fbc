import Policy
import Program
import Quantities
import Rewards
import TestSupport

/// Totals of statements as a pool's rule could give them, drawn from a seed.
struct RandomStatements {
  let pool: PoolPolicy
  /// The newest totals; nil before epoch 1.
  private(set) var last: StatementTotals?
  /// What participants of all campaigns earned before anything was taken back.
  private var campaignsMicros: Int64 = 0
  private var random: SplitMix64

  init(_ pool: PoolPolicy, seed: UInt64) {
    self.pool = pool
    random = SplitMix64(seed: seed)
  }

  var nextEpoch: Int { (last?.epoch ?? 0) + 1 }

  /// The next epoch's totals, from the program as it is when the epoch is frozen.
  mutating func next(in state: ProgramState) throws -> StatementTotals {
    let epoch = nextEpoch
    let calendar = EpochCalendar(pool)
    guard let span = calendar.epoch(epoch) else { throw RowError("no epoch \(epoch)") }
    let carriedIn = last?.pot.carriedOutMicros ?? 0
    let accrued = Int64(last?.accruedMicros ?? 0)
    let base = try base(epoch, span, state)
    let parts = drawn(max(0, base + carriedIn))
    let back = random.oneIn(3) ? drawn(accrued) : 0
    if pool.kind == .research { campaignsMicros += parts }
    let earned = parts - back
    let unallocated = base + carriedIn - earned
    let carries =
      pool.kind.hasFixedPots && pool.unallocated == .carry && epoch < calendar.count
    let totals = totals(
      epoch, accrued: accrued + earned, takenBack: back,
      pot: Statement.Pot(
        baseMicros: base, carriedInMicros: carriedIn, earnedMicros: earned,
        unallocatedMicros: unallocated, carriedOutMicros: carries ? unallocated : 0,
        returnedMicros: carries ? 0 : unallocated))
    last = totals
    return totals
  }

  private mutating func base(
    _ epoch: Int, _ span: TimeSpan, _ state: ProgramState
  ) throws -> Int64 {
    switch pool.kind {
    case .epoch, .activity:
      return Int64(EpochCalendar(pool).potMicros(of: pool.amount.amount, epoch: epoch))
    case .committed:
      return Self.contracted(before: span.end, pool.name, state)
        - Self.contracted(before: span.start, pool.name, state)
    case .research:
      let caps = Int64(state.campaigns.capMicros(pool: pool.name))
      return drawn(caps - campaignsMicros)
    }
  }

  /// ⌊Σ units · rate · seconds before a time / 3600⌋, contract by contract.
  private static func contracted(
    before time: Timestamp, _ pool: Label, _ state: ProgramState
  ) -> Int64 {
    var sum: UInt128 = 0
    for contract in state.contracts.contracts where contract.body.pool == pool {
      let end = min(contract.until.seconds, time.seconds)
      guard end > contract.body.from.seconds else { continue }
      let seconds = UInt128(end - contract.body.from.seconds)
      sum += seconds * UInt128(contract.body.units) * UInt128(contract.body.rate.magnitude)
    }
    return Int64(sum / 3600)
  }

  /// 0, all of it, or a part.
  private mutating func drawn(_ limit: Int64) -> Int64 {
    guard limit > 0 else { return 0 }
    switch random.below(4) {
    case 0: return 0
    case 1: return limit
    default: return Int64(random.next() % UInt64(limit + 1))
    }
  }

  private mutating func totals(
    _ epoch: Int, accrued: Int64, takenBack: Int64, pot: Statement.Pot
  ) -> StatementTotals {
    let onHold = random.oneIn(3) ? drawn(accrued) : 0
    let vested = random.oneIn(3) ? drawn(accrued - onHold) : accrued - onHold
    var totals = StatementTotals(
      pool: pool.name, epoch: epoch, currency: pool.currency, price: nil, pot: pot,
      accruedMicros: Int128(accrued), vestedMicros: Int128(vested),
      onHoldMicros: Int128(onHold), takenBackMicros: Int128(takenBack), waitingMicros: 0,
      uaktToDate: 0)
    if pool.conversion?.moment == .close { convert(&totals) }
    return totals
  }

  /// What is due becomes uakt where there is a price and anything above 0, and waits otherwise.
  private mutating func convert(_ totals: inout StatementTotals) {
    totals.price =
      random.oneIn(4) ? nil : try? Price18(scaled: Price18.scale / 2 + UInt128(random.next()))
    totals.uaktToDate = last?.uaktToDate ?? 0
    let due = totals.vestedMicros - (last?.vestedMicros ?? 0) + (last?.waitingMicros ?? 0)
    guard due > 0, let price = totals.price,
      let uakt = mulDivFloor(UInt128(due), Price18.scale, price.scaled)
    else {
      totals.waitingMicros = due
      return
    }
    totals.uaktToDate += Int128(uakt)
  }
}
