import Policy
import Quantities
import Rewards

/// From a pool's statement to the next: what changed, and what follows from entries alone.
struct StatementStep {
  let pool: PoolPolicy
  let totals: StatementTotals
  let before: StatementTotals?
  let policyDigest: Digest
  /// What the epoch must bring; nil in research pools, where it hangs on who takes part.
  private let expectedBase: Int128?
  /// Whether it is of the pool's last epoch.
  let isLast: Bool

  init(
    pool: PoolPolicy, totals: StatementTotals, before: StatementTotals?, rules: ProgramRules,
    state: ProgramState
  ) {
    self.pool = pool
    self.totals = totals
    self.before = before
    policyDigest = rules.policyDigest
    let calendar = EpochCalendar(pool)
    isLast = totals.epoch == calendar.count
    expectedBase =
      switch pool.kind {
      case .epoch, .activity: calendar.potMicros(of: pool.amount.amount, epoch: totals.epoch)
      case .committed: state.contractedMicros(pool: pool.name, in: calendar.epoch(totals.epoch))
      case .research: nil
      }
  }

  /// What lines earned less what they gave back, negative where corrections took more.
  var earnedMicros: Int128 { Int128(totals.pot.earnedMicros) }

  /// What vests later, more than before.
  var unvestedMicros: Int128 { totals.unvestedMicros - (before?.unvestedMicros ?? 0) }
  /// What vested, more than before.
  var vestedMicros: Int128 { totals.vestedMicros - (before?.vestedMicros ?? 0) }
  /// What is held, more than before.
  var onHoldMicros: Int128 { totals.onHoldMicros - (before?.onHoldMicros ?? 0) }

  /// What leaves committed for good: in research pools only what was taken back, because a
  /// campaign can still earn in later epochs what it did not earn in this one.
  var releasedMicros: Int128 {
    pool.kind == .research ? totals.takenBackMicros : Int128(totals.pot.returnedMicros)
  }

  /// The figures that are not those that follow, as (figure, stated, expected).
  var differences: [(StatementFigure, Int128, Int128)] {
    let pot = totals.pot
    let base = Int128(pot.baseMicros)
    let incoming = base + Int128(pot.carriedInMicros)
    let unallocated = Int128(pot.unallocatedMicros)
    let figures: [(StatementFigure, Int128, Int128)] = [
      (.base, base, expectedBase ?? base),
      (.carriedIn, Int128(pot.carriedInMicros), Int128(before?.pot.carriedOutMicros ?? 0)),
      (.pot, earnedMicros + unallocated, incoming),
      (.unallocated, Int128(pot.carriedOutMicros) + Int128(pot.returnedMicros), unallocated),
      (.accrued, totals.accruedMicros, (before?.accruedMicros ?? 0) + earnedMicros),
    ]
    return figures.filter { $0.1 != $0.2 }
  }

  /// What this statement converted; nil where statements of the pool convert nothing.
  var conversion: Conversion? {
    guard pool.currency == .usd, let rule = pool.conversion, rule.moment != .payout else {
      return nil
    }
    let dueMicros = totals.vestedMicros - totals.waitingMicros
    let dueBefore = (before?.vestedMicros ?? 0) - (before?.waitingMicros ?? 0)
    return Conversion(
      dollarMicros: dueMicros - dueBefore, uakt: totals.uaktToDate - (before?.uaktToDate ?? 0),
      price: rule.moment == .funding ? rule.fundingPrice : totals.price,
      isFundingPrice: rule.moment == .funding)
  }

  /// Dollars that became uakt at a price.
  struct Conversion {
    let dollarMicros: Int128
    let uakt: Int128
    let price: Price18?
    let isFundingPrice: Bool

    /// ⌊µUSD · 10^18 / P⌋; floored line by line, no more can come out. Nil without a price.
    var mostUakt: Int128? {
      guard dollarMicros >= 0, let price,
        let worth = mulDivFloor(UInt128(dollarMicros), Price18.scale, price.scaled)
      else { return nil }
      return Int128(exactly: worth)
    }
  }
}

extension ProgramState {
  /// ⌊A(end)/3600⌋ − ⌊A(start)/3600⌋, A(x) = Σ units · rate · contracted seconds before x: the base
  /// of a committed pool's epoch (`rules-1.md`, section 1); nil where there is no such epoch.
  fileprivate func contractedMicros(pool: Label, in span: TimeSpan?) -> Int128? {
    guard let span else { return nil }
    var start: UInt128 = 0
    var end: UInt128 = 0
    for contract in contracts.contracts where contract.body.pool == pool {
      // 2^31 units and 10^18 stay below 2^91; with 2^33 seconds, and summed within a pool's amount
      // times 3600, below 2^127.
      let perSecond = UInt128(contract.body.units) * UInt128(contract.body.rate.magnitude)
      func seconds(before time: Timestamp) -> UInt128 {
        UInt128(max(0, min(contract.until, time).seconds - contract.body.from.seconds))
      }
      start += perSecond * seconds(before: span.start)
      end += perSecond * seconds(before: span.end)
    }
    return Int128(end / 3600) - Int128(start / 3600)
  }
}
