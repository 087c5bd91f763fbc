import Encoding
public import Quantities

/// O-55: what some units earn, scaled to others; always marked as the guess that it is.
public struct Extrapolation: Hashable, Sendable {
  /// Units that were looked at.
  public let units: Int
  /// What they earned in a day.
  public let perDay: Money
  /// Units asked about.
  public let targetUnits: Int

  /// Takes what was looked at and what is asked; nil without units or below zero.
  public init?(units: Int, perDay: Money, targetUnits: Int) {
    guard units > 0, units <= PolicyBounds.units, targetUnits >= 0,
      targetUnits <= PolicyBounds.units, !perDay.amount.isNegative
    else { return nil }
    self.units = units
    self.perDay = perDay
    self.targetUnits = targetUnits
  }

  /// Micro-units per unit and day, rounded to the nearest.
  public var perUnitDayMicros: Int128 { scaled(1) }

  /// Micro-units per day of the units asked about, rounded to the nearest.
  public var targetPerDayMicros: Int128 { scaled(Int128(targetUnits)) }

  private func scaled(_ count: Int128) -> Int128 {
    (Int128(perDay.amount.micros) * count + Int128(units) / 2) / Int128(units)
  }

  /// The figures, and the words that mark them.
  public var figures: FindingFigures {
    FindingFigures([
      "kind": .text("extrapolation, not a measurement"), "units": .count(units),
      "perDay": .money(perDay), "perUnitDay": .money(perUnitDayMicros, perDay.currency),
      "targetUnits": .count(targetUnits),
      "targetPerDay": .money(targetPerDayMicros, perDay.currency),
    ])
  }

  /// `30.77 USD per GPU-day; 1,000 GPUs: 30,769 USD per day (extrapolation from 65 GPUs)`.
  public var sentence: String {
    let unit = perDay.currency == .usd ? " USD" : " AKT"
    let each = FigureText.rounded(perUnitDayMicros, decimals: 2) + unit
    let all = FigureText.rounded(targetPerDayMicros, decimals: 0) + unit
    let target = FigureText.count(Int128(targetUnits))
    return "\(each) per GPU-day; \(target) GPUs: \(all) per day "
      + "(extrapolation from \(FigureText.count(Int128(units))) GPUs)"
  }
}
