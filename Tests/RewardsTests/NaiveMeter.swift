import Evidence
import Policy
import Quantities
import Rewards

/// Rule by rule, slot by slot, unit by unit, as `rules-1.md` section 3 is written: the oracle.
struct NaiveMeter {
  let input: EpochInput
  let pool: PoolPolicy
  let tally: Tally
  private let isUnobservedAll: [Bool]

  init(_ input: EpochInput) {
    self.input = input
    guard let pool = input.policy.pool(named: input.pool) else {
      preconditionFailure("The test's pool exists.")
    }
    self.pool = pool
    tally = input.tally
    let level = pool.proof
    isUnobservedAll = (0..<tally.slotCount).map { [tally] slot in
      tally.presenceUnobserved.contains(slot)
        || (level > .reported && tally.proofUnobserved.contains(slot))
    }
  }

  private func span(ofSlot slot: Int) -> Range<Int64> {
    let start = tally.start.seconds + Int64(slot) * tally.slotSeconds
    return start..<start + tally.slotSeconds
  }

  private func isInForce(_ claim: Claim, _ slot: Int) -> Bool {
    let span = span(ofSlot: slot)
    return claim.from.seconds <= span.lowerBound && span.upperBound <= claim.until.seconds
  }

  private func stands(_ left: Claim, before right: Claim) -> Bool {
    let order = input.policy.order
    let first = order.firstIndex(of: left.pool) ?? 0
    let second = order.firstIndex(of: right.pool) ?? 0
    return first == second ? left.line < right.line : first < second
  }

  private func offset(_ claim: Claim, _ slot: Int) -> Int {
    input.claims.filter {
      $0.provider == claim.provider && $0.gpuClass == claim.gpuClass
        && stands($0, before: claim) && isInForce($0, slot)
    }.reduce(0) { $0 + $1.units }
  }

  private func isOutsideSchedule(_ claim: Claim, _ slot: Int) -> Bool {
    guard pool.kind != .committed else { return false }
    let span = span(ofSlot: slot)
    let holding = input.schedules.filter {
      $0.provider == claim.provider && $0.pool == pool.name && $0.from.seconds <= span.lowerBound
        && $0.until.map { span.upperBound <= $0.seconds } ?? true
    }
    guard let schedule = holding.max(by: { $0.line < $1.line }),
      schedule.openSecond != schedule.closeSecond
    else { return false }
    // Walks the slot in steps that every opening, closing and slot is a multiple of.
    for time in stride(from: span.lowerBound, to: span.upperBound, by: 60) {
      let second = time % 86_400
      let isInside =
        schedule.openSecond < schedule.closeSecond
        ? schedule.openSecond <= second && second < schedule.closeSecond
        : schedule.openSecond <= second || second < schedule.closeSecond
      if !isInside { return true }
    }
    return false
  }

  private func maintenanceSlots(_ provider: ProviderIndex) -> Set<Int> {
    let rule = input.policy.observation.maintenance
    var counted: Set<Int> = []
    for slot in 0..<tally.slotCount where !isUnobservedAll[slot] {
      let span = span(ofSlot: slot)
      let isAnnounced = input.maintenance.contains {
        $0.provider == provider
          && $0.span.start.seconds >= $0.admittedAt.seconds + rule.noticeSeconds
          && $0.span.start.seconds <= span.lowerBound && span.upperBound <= $0.span.end.seconds
      }
      let seconds = Int64(counted.count + 1) * tally.slotSeconds
      if isAnnounced, seconds <= rule.allowanceSeconds { counted.insert(slot) }
    }
    return counted
  }

  /// The seconds of each unit of a claim that may be paid.
  func seconds(_ claim: Claim, isEligible: Bool) -> [KindSeconds] {
    var result = [KindSeconds](repeating: KindSeconds(), count: claim.units)
    let maintenance = maintenanceSlots(claim.provider)
    let track = CountTrack(level: pool.proof, homogeneous: pool.eligibility.homogeneousNodes)
    let plain = CountTrack(level: pool.proof, homogeneous: false)
    for slot in 0..<tally.slotCount where isInForce(claim, slot) {
      let offset = offset(claim, slot)
      let common = commonKind(claim, slot, isEligible: isEligible, maintenance)
      let count = tally.count(claim.provider, claim.gpuClass, track, slot: slot)
      for unit in 1...claim.units {
        let device = UInt32(offset + unit)
        let kind: SecondKind
        if let common {
          kind = common
        } else if let count {
          let plainCount = tally.count(claim.provider, claim.gpuClass, plain, slot: slot) ?? 0
          let reported =
            tally.count(claim.provider, claim.gpuClass, .reported, slot: slot) ?? 0
          kind =
            device <= count
            ? .verified
            : device <= plainCount ? .nodeMixed : device <= reported ? .unproven : .missing
        } else {
          kind = .inventoryUnknown
        }
        result[unit - 1][kind] += UInt64(tally.slotSeconds)
      }
    }
    return result
  }

  private func commonKind(
    _ claim: Claim, _ slot: Int, isEligible: Bool, _ maintenance: Set<Int>
  ) -> SecondKind? {
    if !isEligible { return .notEligible }
    if isOutsideSchedule(claim, slot) { return .outsideSchedule }
    if isUnobservedAll[slot] { return .unobservedAll }
    if maintenance.contains(slot) { return .maintenance }
    switch tally.state(claim.provider, slot: slot) {
    case .unobservedAll: return .unobservedAll
    case .conflict: return .conflict
    case .unobservedProvider: return .unobservedProvider
    case .down: return .down
    case .up: return nil
    }
  }
}
