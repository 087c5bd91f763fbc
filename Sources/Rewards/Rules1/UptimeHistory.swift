import Policy
import Quantities

/// What earlier statements say of the units of a provider and class, where uptime looks back
/// (section 5).
///
/// A unit is the k-th of its provider and class (`UnitNumbers`), whatever claims it belongs to; so
/// that neither an amendment, nor a new enrolment, nor a claim of a moment leaves its past behind.
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

  private let context: CloseContext
  private let curve: UptimeCurve
  private let statements: [Statement]
  /// Per statement: where the parts of each provider and class stand, in their order.
  private let places: [[Key: [(line: Int, part: Int)]]]
  private let claims: ClaimIndex?

  /// Looks at the w − 1 statements before, as far as they exist.
  init(_ context: CloseContext, _ curve: UptimeCurve) throws(CloseRejection) {
    self.context = context
    self.curve = curve
    statements = Array(context.input.previous.prefix(context.pool.uptime.windowEpochs - 1))
    claims = statements.isEmpty ? nil : try ClaimIndex(context, always: true)
    places = statements.map { statement in
      var places: [Key: [(line: Int, part: Int)]] = [:]
      for (lineIndex, line) in statement.lines.enumerated() {
        for (partIndex, part) in line.parts.enumerated() {
          guard let gpuClass = part.gpuClass else { continue }
          let key = Key(provider: part.provider, gpuClass: gpuClass)
          places[key, default: []].append((lineIndex, partIndex))
        }
      }
      return places
    }
  }

  /// Whether there is nothing to look back at.
  var isEmpty: Bool { statements.isEmpty }

  /// The runs of the units of a claim's provider and class in each earlier statement.
  func runs(ofClaim index: Int) throws(CloseRejection) -> [[Run]] {
    guard let claims else { return [] }
    let claim = context.claims[index]
    let key = Key(
      provider: context.input.roster[claim.provider.position],
      gpuClass: context.input.catalogue.entries[claim.gpuClass.position].gpuClass)
    var all: [[Run]] = []
    for (statement, places) in zip(statements, places) {
      var runs: [Run] = []
      var earlier: [Claim] = []
      for place in places[key] ?? [] {
        let part = statement.lines[place.line].parts[place.part]
        let other = context.claims[try claims.position(of: part.claim)]
        let before = UnitNumbers.fewest(earlier, during: other, in: statement.span)
        for group in part.groups {
          let start = before + group.first - 1
          runs.append(Run(units: start..<start + group.units, seconds: group.seconds))
        }
        earlier.append(other)
      }
      all.append(runs)
    }
    return all
  }

  /// The sums of the k-th unit, k from 0.
  func sums(ofUnit unit: Int, in earlier: [[Run]]) -> Sums {
    var sums = Sums()
    for runs in earlier {
      for run in runs where run.units.contains(unit) {
        sums.verified += UInt128(run.seconds.verified)
        sums.denominator += UInt128(curve.denominator(run.seconds))
      }
    }
    return sums
  }
}
