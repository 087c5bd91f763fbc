import Quantities

extension PolicyPlan {
  /// O-02 to O-06: planned lines, exact beside stated, and what fits.
  func linesSection(_ pool: PoolPolicy) -> PlanSection {
    let spanHours = Int128(pool.span.seconds / 3_600)
    let shared = policy.window.overlapSeconds(pool.span)
    var exactSum: Int128 = 0
    var windowSum: Int128 = 0
    let rows = pool.lines.map { line -> FindingFigures in
      let figure = LineFigures(line: line)
      let stated = Int128(line.statedMicros)
      let inWindow = min(figure.exactMicros, figure.costMicros(seconds: shared))
      exactSum += figure.exactMicros
      windowSum += inWindow
      let fit = figure.units(for: stated, hours: Int128(line.hours)) ?? 0
      let fitSpan = figure.units(for: stated, hours: spanHours) ?? 0
      return FindingFigures([
        "line": .label(line.name), "units": .count(line.units),
        "rate": .money(Int128(line.rateMicros), pool.currency),
        "hours": .count(Int128(line.hours)), "exact": .money(figure.exactMicros, pool.currency),
        "stated": .money(stated, pool.currency),
        "difference": .money(stated - figure.exactMicros, pool.currency), "fit": .count(fit),
        "fitOverSpan": .count(fitSpan), "inWindow": .money(inWindow, pool.currency),
      ])
    }
    return PlanSection(
      "Lines of \(pool.name)",
      figures: FindingFigures([
        "exactSum": .money(exactSum, pool.currency), "amount": .money(pool.amount),
        "inWindow": .money(windowSum, pool.currency),
        "afterWindow": .money(exactSum - windowSum, pool.currency),
        "spanHours": .count(spanHours),
      ]), rows: rows)
  }

  /// What a GPU-hour earns at an assumed participation, and what the rules around it mean.
  func participationSections(_ pool: PoolPolicy) -> [PlanSection] {
    var sections: [PlanSection] = []
    if pool.floor == nil {
      sections.append(participation.isEmpty ? roundNumbers(pool) : assumed(pool))
    }
    sections.append(boundsSection(pool))
    return sections
  }

  private func roundNumbers(_ pool: PoolPolicy) -> PlanSection {
    let seconds = max(1, Int128(pool.span.seconds))
    let perHour = Int128(pool.amount.amount.micros) * 3_600 / seconds
    let rows = [10, 100, 250, 500, 1_000].map { units in
      FindingFigures([
        "gpus": .count(units), "perGpuHour": .money(perHour / Int128(units), pool.currency),
        "perGpuDay": .money(perHour * 24 / Int128(units), pool.currency),
      ])
    }
    return PlanSection(
      "What a GPU earns in \(pool.name), all equal, before caps", rows: rows)
  }

  private func assumed(_ pool: PoolPolicy) -> PlanSection {
    let shares = ParticipationShares(pool, participation, catalogue: knownClasses)
    let rows = shares.shares.map { share in
      FindingFigures([
        "class": .text(share.participation.gpuClass.text),
        "gpus": .count(share.participation.units),
        "perEpoch": .money(share.amountMicros, pool.currency),
        "perGpuHour": .money(share.perHourMicros, pool.currency),
        "heldBy": .text(share.refusal ?? (share.isCapped ? "cap" : "")),
      ])
    }
    return PlanSection(
      "What the assumed participation earns in epoch 1 of \(pool.name)",
      figures: FindingFigures([
        "pot": .money(shares.potMicros, pool.currency),
        "unallocated": .money(shares.unallocatedMicros, pool.currency),
      ]), rows: rows, notes: ["Each row is one beneficiary, up in every slot."])
  }

  /// Largest share, uptime, baseline, floor and guidance as stated amounts.
  private func boundsSection(_ pool: PoolPolicy) -> PlanSection {
    let pot = pool.presenceMicros(
      ofPot: EpochCalendar(pool).potMicros(of: pool.amount.amount, epoch: 1))
    var figures = FindingFigures()
    var largest = pot
    if let share = pool.caps.beneficiaryShare {
      largest = min(largest, pot * Int128(share.ppm) / 1_000_000)
    }
    if let amount = pool.caps.beneficiaryAmountMicros { largest = min(largest, Int128(amount)) }
    figures.add("largestShare", .money(largest, pool.currency))
    for cap in pool.caps.perGPUHour {
      figures.add(
        "capPerGpuHour \(cap.pattern.text)", .money(Int128(cap.amountMicros), pool.currency))
    }
    if let floor = pool.floor {
      figures.add("floor", .money(Int128(floor.amountMicros), pool.currency))
      figures.add("floorMode", .text(floor.mode.rawValue))
      if floor.amountMicros > 0 {
        figures.add("wholeFloors", .count(pot / Int128(floor.amountMicros)))
      }
    }
    guard pool.floor == nil else { return PlanSection("Bounds of \(pool.name)", figures: figures) }
    let reduced = pool.baseline?.rule == .reduced ? pool.baseline?.factor : nil
    let used = pool.baseline?.rule ?? .full
    let rows = GrowthView.allRules(
      unitsBefore: 16, unitsEnrolled: 24, reducedFactor: reduced ?? Ratio.knownPPM(500_000)
    ).map { view -> FindingFigures in
      var row = view.figures
      row.add("here", .text(view.rule.rule == used ? "yes" : ""))
      return row
    }
    return PlanSection(
      "Bounds of \(pool.name), and 16 units before with 24 enrolled", figures: figures, rows: rows)
  }

  /// O-07 for each target.
  var targetSections: [PlanSection] {
    policy.targets.map { target in
      let figures = TargetFigures(target, of: policy)
      let currency = policy.budget.amount.currency
      var section = FindingFigures([
        "class": .text(target.pattern.text), "units": .count(target.units),
        "by": .time(target.by ?? policy.window.end), "hours": .count(Int128(figures.hours)),
        "plannedInLines": .count(figures.plannedUnits),
      ])
      if let rate = figures.highestRateMicros {
        section.add("highestRatePerGpuHour", .money(rate, currency))
      }
      if let rate = figures.statedRateMicros, let fit = figures.fit, let cost = figures.costMicros {
        section.add("statedRate", .money(Int128(rate), currency))
        section.add("fitInBudget", .count(fit))
        section.add("cost", .money(cost, currency))
      }
      return PlanSection("Target \(target.name)", figures: section)
    }
  }

  /// O-40, and the day on which each committed pool runs out.
  var volumeSection: PlanSection {
    let payout = PayoutVolume(policy)
    var figures = FindingFigures([
      "perDay": .money(payout.perDayMicros, .usd),
      "holdOfAStatement": .text(policy.payouts.hold.text),
      "firstPayoutDate": .time(policy.payouts.first),
      "payoutsEvery": .text(policy.payouts.every.text),
    ])
    if let volume = policy.market.dailyVolume, volume.lowMicros > 0, volume.highMicros > 0 {
      figures.add("ofVolumeAtLeast", .share(payout.share(of: volume.highMicros)))
      figures.add("ofVolumeAtMost", .share(payout.share(of: volume.lowMicros)))
    }
    let rows = policy.pools.compactMap { pool -> FindingFigures? in
      let perHour = pool.lines.reduce(Int128(0)) { $0 + Int128($1.units) * Int128($1.rateMicros) }
      guard perHour > 0 else { return nil }
      let seconds = min(
        Int128(pool.amount.amount.micros) * 3_600 / perHour, Int128(Timestamp.limitSeconds))
      let runOut = (try? pool.span.start.adding(seconds: Int64(seconds))) ?? .latest
      return FindingFigures([
        "pool": .label(pool.name), "planCostsADay": .money(perHour * 24, pool.currency),
        "runsOut": .time(runOut), "spanEnds": .time(pool.span.end),
      ])
    }
    return PlanSection("Payouts", figures: figures, rows: rows)
  }
}
