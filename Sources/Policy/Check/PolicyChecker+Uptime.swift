import Encoding
import Quantities

extension PolicyChecker {
  /// O-30's curve: starts at 0, rises, stays at or below one, and can be reached.
  mutating func checkUptime(_ context: PoolContext) {
    let curve = context.pool.uptime.curve
    let path = context.at("uptime", "curve")
    guard let first = curve.first else {
      add(.curveEmpty, at: path, ["pool": context.name])
      return
    }
    if first.from != .zero {
      add(.curveStart, at: path, ["pool": context.name, "from": .ratio(first.from)])
    }
    for (index, step) in curve.enumerated() {
      let place = JSONPath.element(path, index)
      if step.from > .one {
        add(.curveAboveWhole, at: place, ["pool": context.name, "from": .ratio(step.from)])
      }
      if case .fixed(let factor) = step.factor, factor > .one {
        add(.curveFactorAboveOne, at: place, ["pool": context.name, "factor": .ratio(factor)])
      }
      if index > 0 { checkRise(context, from: curve[index - 1], to: step, at: place) }
    }
    if curve.allSatisfy({ $0.factor == .fixed(.zero) }) {
      add(.curvePaysNothing, at: path, ["pool": context.name])
    }
    checkReach(context)
  }

  private mutating func checkRise(
    _ context: PoolContext, from before: CurveStep, to step: CurveStep, at place: JSONPath
  ) {
    guard before.from < step.from else {
      add(
        .curveOrder, at: place,
        ["pool": context.name, "from": .ratio(step.from), "before": .ratio(before.from)])
      return
    }
    // The highest factor just below the step, and the lowest of the step itself.
    let highest: UInt64
    switch before.factor {
    case .fixed(let factor): highest = factor.ppm
    case .proportional: highest = step.from.ppm - 1
    }
    let lowest: UInt64
    switch step.factor {
    case .fixed(let factor): lowest = factor.ppm
    case .proportional: lowest = step.from.ppm
    }
    guard lowest < highest else { return }
    add(
      .curveNotRising, at: place,
      [
        "pool": context.name, "from": .ratio(step.from), "factor": .ratio(Int128(lowest)),
        "before": .ratio(Int128(highest)),
      ])
  }

  /// Steps that no fully observed epoch reaches, or only one without a single slot down.
  private mutating func checkReach(_ context: PoolContext) {
    let rule = context.pool.uptime
    if rule.windowEpochs > context.calendar.count, context.calendar.count > 0 {
      add(
        .uptimeWindowLong, at: context.at("uptime", "window"),
        [
          "pool": context.name, "window": .count(rule.windowEpochs),
          "epochs": .count(context.calendar.count),
        ])
    }
    let perEpoch = context.epochSeconds / policy.observation.slotSeconds
    let slots = perEpoch * Int64(min(rule.windowEpochs, max(1, context.calendar.count)))
    guard slots > 0 else { return }
    for (index, step) in rule.curve.enumerated() where step.from <= .one {
      let place = context.at("uptime", "curve", element: index)
      let next = index + 1 < rule.curve.count ? rule.curve[index + 1].from.ppm : Ratio.ppmPerOne + 1
      guard step.from.ppm < next else { continue }
      // The fewest slots up whose floored uptime reaches the step.
      let needed = Int64((UInt128(step.from.ppm) * UInt128(slots) + 999_999) / 1_000_000)
      let reached = uptime(needed, of: slots)
      if reached >= next {
        add(
          .curveStepIdle, at: place,
          [
            "pool": context.name, "slots": .count(Int128(slots)), "from": .ratio(step.from),
            "next": .ratio(Int128(next)),
          ])
      } else if step.from < .one, needed >= slots {
        add(
          .curveStepWithoutSlack, at: place,
          [
            "pool": context.name, "slots": .count(Int128(slots)), "from": .ratio(step.from),
            "best": .ratio(Int128(uptime(slots - 1, of: slots))),
          ])
      }
    }
  }

  private func uptime(_ up: Int64, of slots: Int64) -> UInt64 {
    UInt64(UInt128(up) * 1_000_000 / UInt128(slots))
  }
}
