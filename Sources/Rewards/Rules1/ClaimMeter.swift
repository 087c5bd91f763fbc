import Evidence
import Policy
import Quantities

/// Measures claims against the tally: each second of each unit gets exactly one kind (law 7).
///
///     Σ over kinds of seconds(unit, kind) = slots in force · slot
///
/// Law 5: unit i of a claim is device offset + i of its provider and class, the offset being the
/// units of the earlier claims in force, of all pools; so that
///
///     Σ over claims of verified seconds ≤ Σ over slots of count · slot
struct ClaimMeter {
  let context: CloseContext
  let curve: UptimeCurve
  let history: UptimeHistory
  var terms: ClassTermsTable
  private let assessor: ClaimAssessor
  private var masks: ProviderMasks
  private var profile = UnitProfile()
  private var stretches: [Stretch] = []
  /// The units of all claims so far, alike ones of a claim together.
  private var groups: [UnitGroup] = []
  /// The slots in which the claim's count decides, as bits.
  private var counted: [UInt64]
  private let findsDuplicates: Bool
  private let findsSharedHosts: Bool

  /// Which units of their provider and class a claim's units are (section 2).
  private struct UnitPlaces {
    /// The number of the unit before the first, from 0.
    let first: Int
    /// How many of the claim's first units are *before*; nil: no difference is made.
    let baseline: Int?
  }

  /// Up slots with the same thresholds, in one quarter of the claim's term.
  private struct Stretch {
    var thresholds: UnitProfile.Thresholds
    var slots: Int
    var quarter: Int
  }

  init(_ context: CloseContext) throws(CloseRejection) {
    self.context = context
    curve = UptimeCurve(context.pool.uptime)
    history = try UptimeHistory(context, curve)
    terms = ClassTermsTable(context)
    assessor = ClaimAssessor(context)
    masks = ProviderMasks(context)
    counted = Array(repeating: 0, count: context.tally.wordsPerRow)
    findsDuplicates = context.tally.findings.contains { $0.kind == .duplicateDevice }
    findsSharedHosts = context.tally.findings.contains { $0.kind == .sharedHost }
  }

  var unobservedAllSlots: Int { masks.unobservedAll.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// The outcome of every claim of the pool that shares a second with the epoch.
  func outcomes(by workforce: some Workforce) throws(CloseRejection) -> MeteredClaims {
    let entries = try ClaimOrder(context).entries
    let baselines = BaselineTable(context)
    let parts = try workforce.share(entries.count) { range throws(CloseRejection) in
      var meter = self
      let outcomes = try meter.outcomes(entries[entries.wholeGroups(range)], baselines)
      return MeteredClaims(outcomes, meter.groups)
    }
    return parts.count == 1 ? parts[0] : MeteredClaims(parts)
  }

  /// The outcomes of some groups: nothing of a claim depends on other providers and classes.
  private mutating func outcomes(
    _ entries: ArraySlice<ClaimOrder.Entry>, _ baselines: BaselineTable
  ) throws(CloseRejection) -> [ClaimOutcome] {
    let numbers = UnitNumbers(context)
    var outcomes: [ClaimOutcome] = []
    outcomes.reserveCapacity(entries.count)
    groups.reserveCapacity(entries.count)
    var offsets = OffsetProfile()
    var provider: ProviderIndex?
    var next = entries.startIndex
    while next < entries.endIndex {
      let group = next..<entries[next...].endOfGroup
      next = group.upperBound
      offsets.reset()
      for index in group {
        let claim = context.claims[entries[index].claim]
        let slots = slotsInForce(claim)
        if claim.pool == context.pool.name {
          if provider != claim.provider {
            masks.move(to: claim.provider)
            provider = claim.provider
          }
          // Nothing else asks for a unit's number.
          let isNumbered = baselines.isActive || !history.isEmpty
          let first = isNumbered ? numbers.unitsBefore(entries[group], at: index) : 0
          let places = UnitPlaces(
            first: first,
            baseline: baselines.units(claim).map { max(0, $0 - first) })
          outcomes.append(try outcome(entries[index].claim, slots: slots, offsets, places))
        }
        if index + 1 < group.upperBound { offsets.add(slots, units: claim.units) }
      }
    }
    return outcomes
  }

  /// The slots whose every second lies in the claim.
  private func slotsInForce(_ claim: Claim) -> Range<Int> {
    guard let stretch = try? TimeSpan(start: claim.from, end: claim.until) else { return 0..<0 }
    return context.tally.wholeSlots(in: stretch)
  }

  private mutating func outcome(
    _ index: Int, slots: Range<Int>, _ offsets: OffsetProfile, _ places: UnitPlaces
  ) throws(CloseRejection) -> ClaimOutcome {
    let claim = context.claims[index]
    let terms = terms[claim.gpuClass]
    let verdict = assessor.verdict(claim, terms)
    var outcome = ClaimOutcome(claim: index)
    outcome.refusal = verdict.refusal
    outcome.flags = verdict.flags
    if verdict.refusal != nil || slots.isEmpty {
      var seconds = KindSeconds()
      seconds[.notEligible] = verdict.refusal == nil ? 0 : self.seconds(of: slots.count)
      outcome.groups = groups.count..<groups.count + 1
      groups.append(
        UnitGroup(
          first: 1, units: claim.units, seconds: seconds, uptimePPM: nil, factorPPM: 0, credit: 0))
      outcome.unitSeconds.add(seconds, units: claim.units)
      return outcome
    }
    let quarters = QuarterSlots(claim, context)
    let common = readStates(claim, slots)
    let unknownSlots = readCounts(claim, slots, offsets, quarters)
    var base = common
    base[.inventoryUnknown] = seconds(of: unknownSlots)
    try gather(&outcome, claim, terms, base, places)
    if !quarters.isTrivial { weighQuarters(&outcome) }
    findHold(&outcome, claim)
    return outcome
  }

  private func seconds(of slots: Int) -> UInt64 {
    // A tally's slots lie within the years known, so that their seconds fit.
    UInt64(slots) * UInt64(context.slotSeconds)
  }
}

extension ClaimMeter {
  /// Kinds 2 to 7, the same for every unit; what is left, up and countable, goes to `counted`.
  private mutating func readStates(_ claim: Claim, _ slots: Range<Int>) -> KindSeconds {
    let up = context.tally.upWords(claim.provider)
    let down = context.tally.downWords(claim.provider)
    let conflict = context.tally.conflictWords(claim.provider)
    let row = up.startIndex
    let outside = masks.outside
    let maintenance = masks.inMaintenance
    var counts = SIMD8<Int>.zero
    for word in SlotWords.words(slots) {
      var rest = SlotWords.mask(word, slots)
      if let outside {
        counts[0] += (rest & outside[word]).nonzeroBitCount
        rest &= ~outside[word]
      }
      counts[1] += (rest & masks.unobservedAll[word]).nonzeroBitCount
      rest &= ~masks.unobservedAll[word]
      if let maintenance {
        counts[2] += (rest & maintenance[word]).nonzeroBitCount
        rest &= ~maintenance[word]
      }
      counts[3] += (rest & conflict[row + word]).nonzeroBitCount
      rest &= ~conflict[row + word]
      let isUp = rest & up[row + word]
      let isDown = rest & ~isUp & down[row + word]
      counts[4] += isDown.nonzeroBitCount
      counts[5] += (rest & ~isUp & ~isDown).nonzeroBitCount
      counted[word] = isUp
    }
    var seconds = KindSeconds()
    seconds[.outsideSchedule] = self.seconds(of: counts[0])
    seconds[.unobservedAll] = self.seconds(of: counts[1])
    seconds[.maintenance] = self.seconds(of: counts[2])
    seconds[.conflict] = self.seconds(of: counts[3])
    seconds[.down] = self.seconds(of: counts[4])
    seconds[.unobservedProvider] = self.seconds(of: counts[5])
    return seconds
  }

  /// Kinds 8 to 12: fills the profile, returns the slots whose count is unknown.
  private mutating func readCounts(
    _ claim: Claim, _ slots: Range<Int>, _ offsets: OffsetProfile, _ quarters: QuarterSlots
  ) -> Int {
    let tally = context.tally
    let runs = tally.counts(claim.provider, claim.gpuClass, context.track)
    let plainRuns =
      context.track.homogeneous
      ? tally.counts(claim.provider, claim.gpuClass, context.plainTrack) : runs
    let reportedRuns =
      context.track.level == .reported
      ? plainRuns : tally.counts(claim.provider, claim.gpuClass, .reported)
    profile.reset()
    stretches.removeAll(keepingCapacity: true)
    guard !runs.isEmpty else { return SlotWords.count(counted, in: slots) }
    var cursor = RunCursor(runs)
    var plain = RunCursor(plainRuns)
    var reported = RunCursor(reportedRuns)
    var step = offsets.step(at: slots.lowerBound)
    var unknown = 0
    var position = slots.lowerBound
    while position < slots.upperBound {
      cursor.move(to: position)
      plain.move(to: position)
      reported.move(to: position)
      while step + 1 < offsets.starts.count, offsets.starts[step + 1] <= position { step += 1 }
      let quarter = quarters.quarter(of: position)
      var end = min(slots.upperBound, cursor.end, plain.end, reported.end)
      end = min(end, quarters.end(of: quarter))
      if step + 1 < offsets.starts.count { end = min(end, offsets.starts[step + 1]) }
      let up = SlotWords.count(counted, in: position..<end)
      position = end
      guard up > 0 else { continue }
      guard let count = cursor.count else {
        unknown += up
        continue
      }
      let taken = offsets.offsets[step]
      func reach(_ count: UInt32?) -> Int { min(max(Int(count ?? 0) - taken, 0), claim.units) }
      let verified = reach(count)
      let mixed = max(verified, reach(plain.count))
      let thresholds = UnitProfile.Thresholds(
        verified: verified, nodeMixed: mixed, unproven: max(mixed, reach(reported.count)))
      add(Stretch(thresholds: thresholds, slots: up, quarter: quarter))
    }
    for stretch in stretches {
      profile.add(stretch.thresholds, slots: stretch.slots, units: claim.units)
    }
    return unknown
  }

  private mutating func add(_ stretch: Stretch) {
    if let last = stretches.last, last.thresholds == stretch.thresholds,
      last.quarter == stretch.quarter
    {
      stretches[stretches.count - 1].slots += stretch.slots
    } else {
      stretches.append(stretch)
    }
  }
}

extension ClaimMeter {
  /// Makes the groups, with credit and, in an epoch pool, weight.
  private mutating func gather(
    _ outcome: inout ClaimOutcome, _ claim: Claim, _ terms: ClassTerms, _ base: KindSeconds,
    _ places: UnitPlaces
  ) throws(CloseRejection) {
    let earlier = try history.runs(ofClaim: outcome.claim)
    cut(at: earlier, claim, places)
    let slot = UInt64(context.slotSeconds)
    let start = groups.count
    profile.forEachRun(units: claim.units) { units, slots in
      var seconds = base
      seconds[.verified] = slots[0] * slot
      seconds[.nodeMixed] = slots[1] * slot
      seconds[.unproven] = slots[2] * slot
      seconds[.missing] = slots[3] * slot
      let sums = history.sums(ofUnit: places.first + units.lowerBound, in: earlier)
      let credit = curve.credit(seconds, earlier: sums)
      let group = UnitGroup(
        first: units.lowerBound + 1, units: units.count, seconds: seconds,
        uptimePPM: credit.uptimePPM, factorPPM: credit.factorPPM, credit: credit.credit)
      // Units before and after the baseline stand apart, however alike they are.
      let last = groups.count - 1
      if last >= start, units.lowerBound != places.baseline, groups[last].isAlike(group) {
        groups[last].units += group.units
      } else {
        groups.append(group)
      }
    }
    outcome.groups = start..<groups.count
    let weigher = UnitWeigher(
      groups[start...], terms, context.pool, baselineUnits: places.baseline)
    for index in outcome.groups {
      try weigher.add(
        groups[index], denominator: curve.denominator(groups[index].seconds), to: &outcome)
    }
    outcome.losses = weigher.losses(groups[start...])
  }

  /// Lets units differ where their past or their baseline does.
  private mutating func cut(
    at earlier: [[UptimeHistory.Run]], _ claim: Claim, _ places: UnitPlaces
  ) {
    func cut(_ unit: Int) {
      if unit > 0, unit < claim.units { profile.cut(at: unit) }
    }
    for runs in earlier {
      for run in runs {
        cut(run.units.lowerBound - places.first)
        cut(run.units.upperBound - places.first)
      }
    }
    if let baseline = places.baseline { cut(baseline) }
  }

  /// Σ over units of factor · (verified seconds in slots that start in the quarter).
  private func weighQuarters(_ outcome: inout ClaimOutcome) {
    var weights = QuarterWeights()
    for stretch in stretches {
      var factors: UInt128 = 0
      for group in groups[outcome.groups] where group.first <= stretch.thresholds.verified {
        let units = min(group.units, stretch.thresholds.verified - group.first + 1)
        factors += UInt128(units) * UInt128(group.factorPPM)
      }
      weights[stretch.quarter] += factors * UInt128(seconds(of: stretch.slots))
    }
    outcome.quarterWeights = weights
  }

  /// The first of the reasons to hold (section 8).
  private func findHold(_ outcome: inout ClaimOutcome, _ claim: Claim) {
    let seconds = outcome.unitSeconds
    let unknown = UInt128(seconds.unknown)
    let seen = UInt128(seconds.verified) + UInt128(seconds.down) + unknown
    let allowance = UInt128(context.input.policy.observation.unobservedAllowance.ppm)
    if unknown * UInt128(Ratio.ppmPerOne) > allowance * seen {
      outcome.holdReason = .unobservedBeyondAllowance
    } else if findsDuplicates,
      context.tally.hasFinding(.duplicateDevice, claim.provider, claim.gpuClass)
    {
      outcome.holdReason = .duplicateDevice
    } else if findsSharedHosts,
      context.tally.hasFinding(.sharedHost, claim.provider, claim.gpuClass)
    {
      outcome.holdReason = .sharedHost
    }
  }
}

extension UnitGroup {
  /// Whether adjacent units belong to one group, their baseline being the same.
  func isAlike(_ other: UnitGroup) -> Bool {
    seconds == other.seconds && uptimePPM == other.uptimePPM && factorPPM == other.factorPPM
      && credit == other.credit
  }
}

extension [ClaimOrder.Entry] {
  /// The groups whose first entry lies in a range; ranges side by side give each group once.
  fileprivate func wholeGroups(_ range: Range<Int>) -> Range<Int> {
    firstGroup(from: range.lowerBound)..<firstGroup(from: range.upperBound)
  }

  /// Where the first group begins at or after a position.
  private func firstGroup(from position: Int) -> Int {
    var start = position
    while start > 0, start < count, self[start].group == self[start - 1].group { start += 1 }
    return start
  }
}

extension ArraySlice<ClaimOrder.Entry> {
  /// The position after the last entry of the first entry's group.
  fileprivate var endOfGroup: Int {
    var end = startIndex
    while end < endIndex, self[end].group == self[startIndex].group { end += 1 }
    return end
  }
}
