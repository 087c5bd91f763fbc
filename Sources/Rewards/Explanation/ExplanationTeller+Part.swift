import Encoding
import Policy
import Quantities

extension ExplanationTeller {
  /// One claim: its amount, where it comes from, what was lost on the way.
  mutating func tell(_ part: StatementPart, of key: LineKey) {
    guard let gpuClass = part.gpuClass else { return tellLeases(part) }
    say(
      "\(part.claim): \(money(part.amountMicros)) for \(part.units) × \(gpuClass).", depth: 1)
    for group in part.groups { tell(group, of: part) }
    for reason in part.reasons { say(ExplanationWording.sentence(reason), depth: 2) }
    for flag in part.flags { say(ExplanationWording.sentence(flag), depth: 2) }
    tellShare(part)
    tellChanges(part, of: key)
    tellLeasedPart(part)
  }

  /// Seconds by kind, uptime, factor and credit of units that fared alike.
  private mutating func tell(_ group: UnitGroup, of part: StatementPart) {
    let last = group.first + group.units - 1
    let name = group.units == 1 ? "Unit \(last)" : "Units \(group.first) to \(last), each"
    let kinds = SecondKind.allCases.filter { group.seconds[$0] > 0 }.map { kind in
      "\(ExplanationWording.hours(group.seconds[kind])) \(kind.name)"
    }
    guard !kinds.isEmpty else {
      return say("\(name): no whole slot of this epoch was in force.", depth: 2)
    }
    var text = "\(name): \(kinds.joined(separator: ", "))"
    if let uptime = group.uptimePPM {
      text += "; uptime \(FigureText.ratio(Int128(uptime))), so factor"
      text += " \(FigureText.ratio(Int128(group.factorPPM)))"
    }
    say(text + ".", depth: 2)
    if group.seconds[.missing] > 0 {
      say(
        "Missing: the provider was up, but its inventory held fewer devices than claimed.", depth: 3
      )
    }
    if group.seconds[.unproven] > 0 {
      say("Unproven: reported, but not shown at the level \(pool.proof.name).", depth: 3)
    }
  }

  /// Which share of what the part is.
  private mutating func tellShare(_ part: StatementPart) {
    if part.weight == 0, pool.floor?.mode == .topUp, part.groups.contains(where: { $0.credit > 0 })
    {
      say(
        "The provider's lease revenue reaches what the floor would give: nothing is topped up.",
        depth: 2)
      return
    }
    guard part.weight > 0, statement.weight > 0 else { return }
    if pool.kind == .research { return tellCampaign(part) }
    guard pool.kind == .epoch, let ppm = mulDivFloor(part.weight, 1_000_000, statement.weight)
    else { return }
    let share = FigureText.ratio(Int128(ppm))
    if pool.floor != nil {
      say("Its demand is \(share) of all demands for the floor.", depth: 2)
      tellFloor(part)
    } else {
      say("Its weight is \(part.weight) of \(statement.weight): \(share).", depth: 2)
    }
    if part.amountMicros == 0 {
      say("There was nothing in the epoch's pot for it, or less than the smallest unit.", depth: 2)
    }
  }

  /// What a campaign's cap, or the pool's amount, leaves short of the rate; one micro-unit may go
  /// to rounding.
  private mutating func tellCampaign(_ part: StatementPart) {
    let worth = Int64(clamping: part.weight / RatedShares.scale)
    guard part.amountMicros < worth - 1 else { return }
    say(
      "At its campaign's rate it comes to \(money(worth)): the campaign's cap, or the pool's"
        + " amount, had less left.", depth: 2)
  }

  /// A floor is earned by each claim's best unit.
  private mutating func tellFloor(_ part: StatementPart) {
    let best = (part.groups.map(\.credit).max() ?? 0) / Ratio.ppmPerOne
    say(
      "A floor is earned by one unit all the time: the best unit here is credited with"
        + " \(ExplanationWording.hours(best)) of \(ExplanationWording.hours(observedSeconds)).",
      depth: 2)
  }

  /// The seconds of the epoch that enough observers watched.
  private var observedSeconds: UInt64 {
    let observed = statement.observed
    guard observed.slots > 0 else { return 0 }
    return UInt64(statement.span.seconds) / UInt64(observed.slots)
      * UInt64(observed.slots - observed.unobservedAll)
  }

  /// Whether a group with full credit would be the best of its claim, which alone earns a floor.
  private func isWorthTelling(_ group: UnitGroup, due: UInt64, of part: StatementPart) -> Bool {
    guard pool.floor != nil else { return true }
    let best = part.groups.map(\.credit).max() ?? 0
    // Seconds come from files, so that the product may be beyond what is sensible.
    let (full, overflow) = due.multipliedReportingOverflow(by: Ratio.ppmPerOne)
    return overflow || full > best
  }

  /// What would have changed the amount: the next step of the curve, and full uptime.
  private mutating func tellChanges(_ part: StatementPart, of key: LineKey) {
    let curve = UptimeCurve(pool.uptime)
    for (position, group) in part.groups.enumerated() {
      let due = group.seconds.verified + curve.denominator(group.seconds)
      guard due > group.seconds.verified, isWorthTelling(group, due: due, of: part) else {
        continue
      }
      let name = group.units == 1 ? "unit \(group.first)" : "units from \(group.first) on"
      let lost = due - group.seconds.verified
      func gain(_ seconds: UInt64) -> String {
        let change = Counterfactual.Change(
          line: key, claim: part.claim, group: position, seconds: seconds)
        guard let amounts = Counterfactual(statement, pool).amounts(change) else { return "" }
        return ": +\(money(amounts.after - amounts.before))"
      }
      if let step = nextStep(group, due: due), step.seconds < lost {
        say(
          "What would have changed it: \(ExplanationWording.hours(step.seconds)) more up would"
            + " have lifted \(name) from \(FigureText.ratio(Int128(group.uptimePPM ?? 0))) to"
            + " \(FigureText.ratio(Int128(step.from))) and the factor to"
            + " \(FigureText.ratio(Int128(step.factor)))\(gain(step.seconds)).", depth: 2)
      }
      say(
        "What would have changed it: all \(ExplanationWording.hours(lost)) of lost time up would"
          + " have given \(name) full credit\(gain(lost)).", depth: 2)
    }
  }

  /// The next step that begins above the group's uptime, and the seconds that were lacking.
  private func nextStep(
    _ group: UnitGroup, due: UInt64
  ) -> (from: UInt64, factor: UInt64, seconds: UInt64)? {
    let uptime = UInt64(group.uptimePPM ?? 0)
    guard pool.uptime.windowEpochs == 1,
      let step = pool.uptime.curve.first(where: { $0.from.ppm > uptime }), step.from <= .one
    else { return nil }
    // The least U' with ⌊U'·10^6 / due⌋ ≥ from is ⌈from·due / 10^6⌉.
    let wanted = (step.from.ppm * due + 999_999) / 1_000_000
    guard wanted < due, wanted > group.seconds.verified else { return nil }
    let factor: UInt64 =
      switch step.factor {
      case .fixed(let ratio): ratio.ppm
      case .proportional: step.from.ppm
      }
    return (step.from.ppm, factor, wanted - group.seconds.verified)
  }
}
