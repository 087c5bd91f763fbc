import Quantities
import Testing

/// Each rejection of the room is produced by a row; the switch stops compiling for a new case, and
/// the count fails for one that no row produces.
@Suite struct QuantityErrorTests {
  private func number(_ error: QuantityError) -> Int {
    switch error {
    case .malformed: 0
    case .outOfBounds: 1
    case .tooFine: 2
    case .overflow: 3
    case .currencyMismatch: 4
    case .negative: 5
    case .endsBeforeStart: 6
    }
  }

  @Test func everyRuleIsBrokenByARowAndHasItsOwnWords() throws {
    let dollar = try Money("1 USD")
    let limit = try Amount(micros: Amount.limitMicros)
    let rows: [() throws -> Void] = [
      { _ = try Money("x") },
      { _ = try Price18("0") },
      { _ = try Ratio("0.0000001") },
      { _ = try limit.adding(dollar.amount) },
      { _ = try dollar.adding(Money("1 AKT")) },
      { _ = try Ratio.one.floor(of: dollar.amount.negated) },
      { _ = try TimeSpan(start: .latest, end: .earliest) },
    ]
    var errors: [QuantityError] = []
    for row in rows {
      do {
        try row()
      } catch let error as QuantityError {
        errors.append(error)
      }
    }
    #expect(errors.map(number) == Array(0..<7))
    #expect(Set(errors.map(\.description)).count == 7)
  }
}
