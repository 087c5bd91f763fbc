import Encoding
import Quantities

/// O-07: what a target asks of the whole budget.
public struct TargetFigures: Hashable, Sendable {
  /// The target.
  public let target: Target
  /// Hours of the program window.
  public let hours: Int64
  /// The most that a GPU-hour may cost, floored to micro-units; nil without hours.
  public let highestRateMicros: Int128?
  /// The rate that the policy states for such a class: a planned line's, else a market rent's.
  public let statedRateMicros: Int64?
  /// How many units the whole budget buys at the stated rate.
  public let fit: Int128?
  /// What these cost.
  public let costMicros: Int128?
  /// How many units the planned lines hold.
  public let plannedUnits: Int

  init(_ target: Target, of policy: ProgramPolicy) {
    self.target = target
    hours = policy.window.seconds / 3_600
    let budget = Int128(policy.budget.amount.amount.micros)
    let unitHours = Int128(target.units) * Int128(hours)
    highestRateMicros = unitHours > 0 ? budget / unitHours : nil
    let lines = policy.pools.filter { $0.currency == policy.budget.amount.currency }
      .flatMap(\.lines).filter { $0.pattern.overlaps(target.pattern) }
    plannedUnits = lines.reduce(0) { $0 + $1.units }
    let rents = policy.market.rents.filter { $0.pattern.overlaps(target.pattern) }
    let isUSD = policy.budget.amount.currency == .usd
    let rate =
      lines.map(\.rateMicros).filter { $0 > 0 }.min()
      ?? (isUSD ? rents.first { $0.perHourMicros > 0 }?.perHourMicros : nil)
    statedRateMicros = rate
    let each = Int128(rate ?? 0) * Int128(hours)
    fit = each > 0 ? budget / each : nil
    costMicros = fit.map { $0 * each }
  }
}

extension PolicyChecker {
  mutating func checkTargets() {
    for (index, target) in policy.targets.enumerated() {
      let path = JSONPath.element(.member(.root, "targets"), index)
      checkReach(TargetFigures(target, of: policy), at: path)
      if let by = target.by, by < policy.window.start || by > policy.window.end {
        add(
          .targetDate, at: .member(path, "by"),
          ["target": .label(target.name), "by": .time(by)])
      }
    }
  }

  private mutating func checkReach(_ figures: TargetFigures, at path: JSONPath) {
    let target = figures.target
    let budget = policy.budget.amount
    let currency = budget.currency
    let hours = FigureValue.count(Int128(figures.hours))
    guard let highest = figures.highestRateMicros else { return }
    var known = FindingFigures([
      "target": .label(target.name), "budget": .money(budget), "hours": hours,
      "units": .count(target.units), "rate": .money(highest, currency),
    ])
    guard let rate = figures.statedRateMicros, let fit = figures.fit, let cost = figures.costMicros
    else {
      add(.targetRate, at: path, known)
      add(
        .targetRateUnknown, at: path,
        ["target": .label(target.name), "class": .text(target.pattern.text)])
      return
    }
    known.add("statedRate", .money(Int128(rate), currency))
    known.add("fit", .count(fit))
    known.add("cost", .money(cost, currency))
    add(.targetRate, at: path, known)
    if fit < Int128(target.units) {
      add(
        .targetUnreachable, at: path,
        [
          "target": .label(target.name), "rate": .money(Int128(rate), currency),
          "fit": .count(fit), "units": .count(target.units), "hours": hours,
        ])
    }
    checkPlannedUnits(figures, at: path)
  }

  private mutating func checkPlannedUnits(_ figures: TargetFigures, at path: JSONPath) {
    let target = figures.target
    let currency = policy.budget.amount.currency
    guard policy.pools.contains(where: { !$0.lines.isEmpty }),
      figures.plannedUnits < target.units
    else { return }
    let others = policy.pools.filter { $0.lines.isEmpty && $0.currency == currency }
    let money = others.reduce(Int128(0)) { $0 + Int128($1.amount.amount.micros) }
    let missing = target.units - figures.plannedUnits
    let unitHours = Int128(missing) * Int128(figures.hours)
    add(
      .targetBeyondLines, at: path,
      [
        "target": .label(target.name), "planned": .count(figures.plannedUnits),
        "units": .count(target.units), "missing": .count(missing),
        "rest": .money(unitHours > 0 ? money / unitHours : 0, currency),
      ])
  }
}
