import Policy
import Quantities

/// What earlier statements say of the units of a provider and class, where uptime looks back
/// (section 5).
///
/// A unit is the k-th of its provider and class, counted over the parts of a statement one after
/// the other; so that neither an amendment nor a new enrolment leaves its past behind.
struct UptimeHistory {
  /// Sums over earlier epochs, in seconds per unit.
  struct Sums: Equatable {
    var verified: UInt128 = 0
    var denominator: UInt128 = 0
  }

  /// Units of one earlier statement with the same seconds, k from 0.
  struct Run {
    let units: Range<Int>
    let seconds: KindSeconds
  }

  private struct Key: Hashable {
    let provider: Address
    let gpuClass: GPUClass
  }

  private let curve: UptimeCurve
  private let statements: [Statement]
  /// Per statement: where the parts of each provider and class stand, in their order.
  private let places: [[Key: [(line: Int, part: Int)]]]

  /// Looks at the w − 1 statements before, as far as they exist.
  init(_ context: CloseContext, _ curve: UptimeCurve) {
    self.curve = curve
    statements = Array(context.input.previous.prefix(context.pool.uptime.windowEpochs - 1))
    places = statements.map { statement in
      var places: [Key: [(line: Int, part: Int)]] = [:]
      for (lineIndex, line) in statement.lines.enumerated() {
        for (partIndex, part) in line.parts.enumerated() {
          let key = Key(provider: part.provider, gpuClass: part.gpuClass)
          places[key, default: []].append((lineIndex, partIndex))
        }
      }
      return places
    }
  }

  /// Whether there is nothing to look back at.
  var isEmpty: Bool { statements.isEmpty }

  /// The runs of a provider's units of a class in each earlier statement, ascending.
  func runs(of provider: Address, _ gpuClass: GPUClass) -> [[Run]] {
    let key = Key(provider: provider, gpuClass: gpuClass)
    return zip(statements, places).map { statement, places in
      var runs: [Run] = []
      var before = 0
      for place in places[key] ?? [] {
        let part = statement.lines[place.line].parts[place.part]
        for group in part.groups {
          let start = before + group.first - 1
          runs.append(Run(units: start..<start + group.units, seconds: group.seconds))
        }
        before += part.units
      }
      return runs
    }
  }

  /// The sums of the k-th unit, k from 0.
  func sums(ofUnit unit: Int, in earlier: [[Run]]) -> Sums {
    var sums = Sums()
    for runs in earlier {
      guard let run = runs.first(where: { $0.units.contains(unit) }) else { continue }
      sums.verified += UInt128(run.seconds.verified)
      sums.denominator += UInt128(curve.denominator(run.seconds))
    }
    return sums
  }
}
