import Accounting
import Policy
import Quantities

/// What a statement would have given one payee with other seconds, all else as it was.
///
/// Weights, beneficiaries, caps and pot are taken up again from the statement and the pool's rules,
/// so that the answer is the arithmetic's own and not an estimate.
struct Counterfactual {
  private let statement: Statement
  private let pool: PoolPolicy
  private let curve: UptimeCurve

  init(_ statement: Statement, _ pool: PoolPolicy) {
    self.statement = statement
    self.pool = pool
    curve = UptimeCurve(pool.uptime)
  }

  /// Units of one group of one claim with more verified seconds each, out of those lost.
  struct Change {
    let line: LineKey
    let claim: Label
    /// Position among the part's groups.
    let group: Int
    let seconds: UInt64
  }

  /// The sum of the line's parts before and after; nil where the statement does not tell enough.
  func amounts(_ change: Change) -> (before: Int64, after: Int64)? {
    guard pool.uptime.windowEpochs == 1, pool.floor == nil, let line = statement.line(change.line),
      let part = line.parts.first(where: { $0.claim == change.claim }),
      part.groups.indices.contains(change.group),
      let perCredit = perCredit(part, group: change.group)
    else { return nil }
    let group = part.groups[change.group]
    let credit = curve.credit(
      moving(change.seconds, in: group.seconds), earlier: UptimeHistory.Sums()
    ).credit
    guard credit >= group.credit,
      let more = product([UInt128(credit - group.credit), UInt128(group.units), perCredit])
    else { return nil }
    // Units that begin to count may put the whole claim into another size class.
    let counted = credited(part)
    let counting = counted + (group.credit == 0 && credit > 0 ? group.units : 0)
    guard size(ofUnits: counted) == size(ofUnits: counting) else { return nil }
    let before = line.earnedMicros - line.correctionMicros + line.takenBackMicros
    let hours = HourChange(
      claim: change.claim, group: change.group, seconds: change.seconds, credit: credit)
    guard let after = amount(change.line, moreWeight: more, hours) else { return nil }
    return (before, after)
  }

  /// Moves seconds to `verified` from what uptime is measured against, lost ones first.
  private func moving(_ count: UInt64, in seconds: KindSeconds) -> KindSeconds {
    var moved = seconds
    var left = count
    let lost: [SecondKind] = [
      .down, .missing, .unproven, .nodeMixed, .unobservedProvider, .conflict, .inventoryUnknown,
    ]
    for kind in lost {
      let part = min(left, moved[kind])
      moved[kind] -= part
      left -= part
    }
    moved[.verified] += count - left
    return moved
  }

  /// How many units of a part have credit: its size.
  private func credited(_ part: StatementPart) -> Int {
    part.groups.reduce(0) { $0 + ($1.credit > 0 ? $1.units : 0) }
  }

  private func size(ofUnits units: Int) -> UInt128 {
    guard pool.kind == .epoch, !pool.sizeClasses.isEmpty else { return 1 }
    let range = pool.sizeClasses.first { sizeClass in
      sizeClass.from <= units && sizeClass.below.map { units < $0 } ?? true
    }
    return UInt128(range?.factor.ppm ?? 0)
  }

  /// What a unit of credit weighs in a group; nil where it cannot be told.
  private func perCredit(_ part: StatementPart, group: Int) -> UInt128? {
    guard pool.kind == .epoch else {
      // Contracts and participations weigh credit at their rate.
      let credit = part.groups.reduce(UInt128(0)) { $0 + UInt128($1.credit) * UInt128($1.units) }
      guard credit > 0, part.weight % credit == 0 else { return nil }
      return part.weight / credit
    }
    var perCredit: UInt128 = 1
    if !pool.classWeights.isEmpty {
      let weight = part.weightPPM(in: pool.classWeights)
      perCredit *= UInt128(weight)
    }
    perCredit *= size(ofUnits: credited(part))
    guard let baseline = pool.baseline, baseline.rule != .full else { return perCredit }
    let before = baseline.rule == .reduced ? UInt128(baseline.factor.ppm) : 0
    let boundaries = (0...part.groups.count).filter { boundary in
      weight(part, perCredit, before: before, boundary: boundary) == part.weight
    }
    let isBefore = boundaries.map { group < $0 }
    guard let first = isBefore.first, isBefore.allSatisfy({ $0 == first }) else { return nil }
    return product([perCredit, first ? before : UInt128(Ratio.ppmPerOne)])
  }

  /// The part's weight if its first `boundary` groups were there before the program.
  private func weight(
    _ part: StatementPart, _ perCredit: UInt128, before: UInt128, boundary: Int
  ) -> UInt128? {
    var sum: UInt128 = 0
    for (index, group) in part.groups.enumerated() {
      let factor = index < boundary ? before : UInt128(Ratio.ppmPerOne)
      guard
        let weight = product([UInt128(group.credit), UInt128(group.units), perCredit, factor])
      else { return nil }
      let (total, overflow) = sum.addingReportingOverflow(weight)
      guard !overflow else { return nil }
      sum = total
    }
    return sum
  }

  private func product(_ factors: [UInt128]) -> UInt128? {
    var product: UInt128 = 1
    for factor in factors {
      let (next, overflow) = product.multipliedReportingOverflow(by: factor)
      guard !overflow else { return nil }
      product = next
    }
    return product
  }
}

extension Counterfactual {
  /// More verified seconds of one group, which raise a cap per GPU-hour.
  private struct HourChange {
    let claim: Label
    let group: Int
    let seconds: UInt64
    /// What each unit is then credited with.
    let credit: UInt64
  }

  /// The sum, at most the highest number: so high, a share is refused and a cap never binds.
  private static func sum(_ left: UInt128, _ right: UInt128) -> UInt128 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }

  private static func weight(_ line: StatementLine, more: UInt128) -> UInt128 {
    line.parts.reduce(more) { sum($0, $1.weight) }
  }

  private func amount(
    _ key: LineKey, moreWeight: UInt128, _ hours: HourChange
  ) -> Int64? {
    switch pool.kind {
    case .research, .activity: return nil
    case .committed:
      guard let line = statement.line(key) else { return nil }
      return Int64(clamping: Self.weight(line, more: moreWeight) / RatedShares.scale)
    case .epoch: return share(key, moreWeight: moreWeight, hours)
    }
  }

  /// Shares the epoch's pot again, with one line heavier.
  private func share(_ key: LineKey, moreWeight: UInt128, _ hours: HourChange) -> Int64? {
    let corrections = statement.lines.reduce(Int128(0)) { $0 + Int128($1.correctionMicros) }
    let micros = Int128(statement.pot.baseMicros) + Int128(statement.pot.carriedInMicros)
    let presence = pool.presenceMicros(ofPot: max(0, micros - corrections))
    let pot = UInt128(presence) * BeneficiaryCaps.perHour
    let parties = SortedMap(
      statement.lines.map { line in
        let own = line.key == key
        let weight = Self.weight(line, more: own ? moreWeight : 0)
        let seconds = cappedHours(line, own ? hours : nil)
        return (line.key.beneficiary, Party(weight: weight, hourCap: seconds))
      }
    ) { $0.joined($1) }
    let claimants = parties.values.map { party in
      CappedShares.Claimant(weight: party.weight, cap: cap(party, pot: pot))
    }
    guard let level = CappedShares(pot: pot, claimants: claimants),
      let line = statement.line(key)
    else { return nil }
    let index = parties.lowerBound(key.beneficiary)
    let weight = Self.weight(line, more: moreWeight)
    let shared = Int64(
      clamping: level.floor(
        weight: weight, of: claimants[index].weight, at: index, over: BeneficiaryCaps.perHour))
    // What leases are paid does not depend on presence.
    return shared + line.parts.reduce(0) { $0 + $1.leasedMicros }
  }

  /// A beneficiary's weight, and its cap per GPU-hour: nil where one of its classes has none.
  private struct Party {
    let weight: UInt128
    let hourCap: UInt128?

    func joined(_ other: Party) -> Party {
      var cap: UInt128?
      if let hourCap, let more = other.hourCap { cap = Counterfactual.sum(hourCap, more) }
      return Party(weight: Counterfactual.sum(weight, other.weight), hourCap: cap)
    }
  }

  private func cappedHours(_ line: StatementLine, _ hours: HourChange?) -> UInt128? {
    guard !pool.caps.perGPUHour.isEmpty else { return nil }
    var sum: UInt128 = 0
    for part in line.parts where part.weight > 0 || part.claim == hours?.claim {
      let cap = part.hourCap(in: pool.caps)
      for (index, group) in part.groups.enumerated()
      where (perCredit(part, group: index) ?? 0) > 0 {
        let change = hours.flatMap { $0.claim == part.claim && $0.group == index ? $0 : nil }
        guard change?.credit ?? group.credit > 0 else { continue }
        guard let limit = cap?.amountMicros, limit >= 0 else { return nil }
        let seconds = group.seconds.verified + (change?.seconds ?? 0)
        let value = UInt128(seconds) * UInt128(group.units) * UInt128(limit)
        sum = Self.sum(sum, value)
      }
    }
    return sum
  }

  private func cap(_ party: Party, pot: UInt128) -> UInt128? {
    var caps: [UInt128] = []
    if let share = pool.caps.beneficiaryShare,
      let cap = mulDivFloor(pot, UInt128(share.ppm), UInt128(Ratio.ppmPerOne))
    {
      caps.append(cap)
    }
    if let amount = pool.caps.beneficiaryAmountMicros, amount >= 0 {
      caps.append(UInt128(amount) * BeneficiaryCaps.perHour)
    }
    if !pool.caps.perGPUHour.isEmpty, let cap = party.hourCap { caps.append(cap) }
    return caps.min()
  }
}
