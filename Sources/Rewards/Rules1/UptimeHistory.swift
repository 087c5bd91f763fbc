import Policy
import Quantities

/// What earlier statements say of the units of a claim, where uptime looks back (section 5).
struct UptimeHistory {
  /// Sums over earlier epochs, in seconds per unit.
  struct Sums: Equatable {
    var verified: UInt128 = 0
    var denominator: UInt128 = 0
  }

  private let curve: UptimeCurve
  private let statements: [Statement]
  /// Per statement: where the part of each claim stands.
  private let places: [[Label: (line: Int, part: Int)]]

  /// Looks at the w − 1 statements before, as far as they exist.
  init(_ context: CloseContext, _ curve: UptimeCurve) {
    self.curve = curve
    statements = Array(context.input.previous.prefix(context.pool.uptime.windowEpochs - 1))
    places = statements.map { statement in
      var places: [Label: (line: Int, part: Int)] = [:]
      for (lineIndex, line) in statement.lines.enumerated() {
        for (partIndex, part) in line.parts.enumerated() {
          places[part.claim] = (lineIndex, partIndex)
        }
      }
      return places
    }
  }

  /// Whether there is nothing to look back at.
  var isEmpty: Bool { statements.isEmpty }

  /// The groups of a claim in each earlier statement that has it.
  func groups(of claim: Label) -> [[UnitGroup]] {
    zip(statements, places).compactMap { statement, places in
      places[claim].map { statement.lines[$0.line].parts[$0.part].groups }
    }
  }

  /// The sums of one unit, numbered from 0.
  func sums(ofUnit unit: Int, in earlier: [[UnitGroup]]) -> Sums {
    var sums = Sums()
    for groups in earlier {
      guard
        let group = groups.first(where: { $0.first <= unit + 1 && unit + 1 - $0.first < $0.units })
      else { continue }
      sums.verified += UInt128(group.seconds.verified)
      sums.denominator += UInt128(curve.denominator(group.seconds))
    }
    return sums
  }
}
