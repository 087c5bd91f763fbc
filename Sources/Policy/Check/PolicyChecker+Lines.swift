import Encoding
import Quantities

/// A planned line's arithmetic, exact.
struct LineFigures {
  let line: PlannedLine

  /// Units × rate × hours.
  var exactMicros: Int128 { costMicros(hours: Int128(line.hours)) }

  func costMicros(hours: Int128) -> Int128 {
    Int128(line.units) * Int128(line.rateMicros) * hours
  }

  /// What the units cost over so many seconds, floored once.
  func costMicros(seconds: Int64) -> Int128 { costMicros(hours: Int128(seconds)) / 3_600 }

  /// How many units an amount pays for so many hours; nil for a line without rate or hours.
  func units(for micros: Int128, hours: Int128) -> Int128? {
    let each = Int128(line.rateMicros) * hours
    return each > 0 ? micros / each : nil
  }
}

extension PolicyChecker {
  /// O-02 to O-06: what the planned lines cost, against the pool, the stated totals and the
  /// calendar.
  mutating func checkLines(_ context: PoolContext) {
    let pool = context.pool
    guard pool.kind == .committed else { return }
    if pool.lines.isEmpty { add(.linesMissing, at: context.at("lines"), ["pool": context.name]) }
    for (index, line) in pool.lines.enumerated()
    where line.units == 0 || line.rateMicros == 0 || line.hours == 0 {
      add(
        .lineEmpty, at: context.at("lines", element: index),
        ["pool": context.name, "line": .label(line.name)])
    }
    guard !pool.lines.isEmpty else { return }
    checkLineSum(context)
    checkStatedTotals(context)
    checkUnitsThatFit(context)
    checkLineHours(context)
    checkLineWindow(context)
  }

  private mutating func checkLineSum(_ context: PoolContext) {
    let figures = context.pool.lines.map { LineFigures(line: $0) }
    let sum = figures.reduce(Int128(0)) { $0 + $1.exactMicros }
    let rows = FigureValue.rows(
      figures.map { figure in
        FindingFigures([
          "line": .label(figure.line.name), "units": .count(figure.line.units),
          "rate": context.money(Int128(figure.line.rateMicros)),
          "hours": .count(Int128(figure.line.hours)), "exact": context.money(figure.exactMicros),
        ])
      })
    let amount = context.amountMicros
    if sum > amount {
      add(
        .linesOverPool, at: context.at("lines"),
        [
          "pool": context.name, "sum": context.money(sum), "amount": context.money(amount),
          "over": context.money(sum - amount), "lines": rows,
        ])
    } else if sum < amount {
      add(
        .linesUnderPool, at: context.at("lines"),
        [
          "pool": context.name, "sum": context.money(sum), "amount": context.money(amount),
          "left": context.money(amount - sum), "lines": rows,
        ])
    }
  }

  private mutating func checkStatedTotals(_ context: PoolContext) {
    let figures = context.pool.lines.map { LineFigures(line: $0) }
    let stated = figures.reduce(Int128(0)) { $0 + Int128($1.line.statedMicros) }
    if stated != context.amountMicros {
      add(
        .statedSum, at: context.at("lines"),
        [
          "pool": context.name, "sum": context.money(stated),
          "amount": context.money(context.amountMicros),
        ])
    }
    guard figures.contains(where: { $0.exactMicros != Int128($0.line.statedMicros) }) else {
      return
    }
    add(
      .lineStatedDiffers, at: context.at("lines"),
      [
        "pool": context.name, "statedSum": context.money(stated),
        "exactSum": context.money(figures.reduce(Int128(0)) { $0 + $1.exactMicros }),
        "lines": .rows(
          figures.map { figure in
            let stated = Int128(figure.line.statedMicros)
            return FindingFigures([
              "line": .label(figure.line.name), "stated": context.money(stated),
              "exact": context.money(figure.exactMicros),
              "difference": context.money(stated - figure.exactMicros),
            ])
          }),
      ])
  }

  private mutating func checkUnitsThatFit(_ context: PoolContext) {
    var rows: [FindingFigures] = []
    var short = false
    for line in context.pool.lines {
      let figure = LineFigures(line: line)
      let hours = Int128(line.hours)
      guard let fit = figure.units(for: Int128(line.statedMicros), hours: hours) else { continue }
      short = short || fit < Int128(line.units)
      let cost = min(fit, Int128(line.units)) * Int128(line.rateMicros) * hours
      rows.append(
        FindingFigures([
          "line": .label(line.name), "planned": .count(line.units),
          "fit": .count(min(fit, Int128(line.units))), "cost": context.money(cost),
        ]))
    }
    guard short else { return }
    add(.lineFitsFewer, at: context.at("lines"), ["pool": context.name, "lines": .rows(rows)])
  }

  /// O-06: a year of 366 days is not 8,760 h.
  private mutating func checkLineHours(_ context: PoolContext) {
    let span = context.pool.span
    let spanHours = Int128(span.seconds / 3_600)
    guard context.pool.lines.contains(where: { Int128($0.hours) != spanHours }) else { return }
    let rows = context.pool.lines.map { line in
      let figure = LineFigures(line: line)
      let fit = figure.units(for: Int128(line.statedMicros), hours: spanHours) ?? 0
      return FindingFigures([
        "line": .label(line.name), "hours": .count(Int128(line.hours)),
        "exact": context.money(figure.exactMicros),
        "overSpan": context.money(figure.costMicros(hours: spanHours)),
        "fitOverSpan": .count(min(fit, Int128(line.units))),
      ])
    }
    add(
      .lineHours, at: context.at("lines"),
      [
        "pool": context.name, "spanHours": .count(spanHours), "start": .time(span.start),
        "end": .time(span.end), "lines": .rows(rows),
      ])
  }

  /// O-05: what of the contracts falls into the program window.
  private mutating func checkLineWindow(_ context: PoolContext) {
    let shared = policy.window.overlapSeconds(context.pool.span)
    let windowHours = Int128(shared / 3_600)
    let lines = context.pool.lines.map { LineFigures(line: $0) }
    guard lines.contains(where: { Int128($0.line.hours) > windowHours }) else { return }
    var inWindow: Int128 = 0
    var total: Int128 = 0
    let rows = lines.map { figure in
      let part = min(figure.exactMicros, figure.costMicros(seconds: shared))
      inWindow += part
      total += figure.exactMicros
      return FindingFigures([
        "line": .label(figure.line.name), "inWindow": context.money(part),
        "afterwards": context.money(figure.exactMicros - part),
      ])
    }
    add(
      .termBeyondWindow, at: context.at("lines"),
      [
        "pool": context.name, "windowHours": .count(windowHours),
        "inWindow": context.money(inWindow), "afterwards": context.money(total - inWindow),
        "lines": .rows(rows),
      ])
  }
}
