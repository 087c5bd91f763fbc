import Policy
import Quantities

/// From credit to weight, and the reasons for what is lost on the way (section 5).
///
///     unit weight = credit · class weight · size · baseline,   each in ppm, 1 where no rule is set
///
/// Law 3: each factor is the same for units that are alike in every rule input, and the weight
/// never falls when credit rises. A claim's size is the number of its units with credit, so that
/// units that are claimed and never seen lift nobody's factor.
struct UnitWeigher {
  private let classWeight: UInt128
  private let size: UInt128
  private let isSizeOutside: Bool
  /// The first units that are *before*; nil: no difference is made.
  private let baselineUnits: Int?
  private let baselineFactor: UInt128

  init(
    _ groups: ArraySlice<UnitGroup>, _ terms: ClassTerms, _ pool: PoolPolicy, baselineUnits: Int?
  ) {
    classWeight = terms.weight ?? 0
    self.baselineUnits = baselineUnits
    baselineFactor =
      pool.baseline?.rule == .reduced ? UInt128(pool.baseline?.factor.ppm ?? 0) : 0
    guard pool.kind == .epoch, !pool.sizeClasses.isEmpty else {
      size = 1
      isSizeOutside = false
      return
    }
    let units = groups.reduce(0) { $0 + ($1.credit > 0 ? $1.units : 0) }
    let range = pool.sizeClasses.first { sizeClass in
      sizeClass.from <= units && sizeClass.below.map { units < $0 } ?? true
    }
    size = UInt128(range?.factor.ppm ?? 0)
    // Without any credit there is no size to speak of.
    isSizeOutside = range == nil && units > 0
  }

  private func baseline(ofUnit unit: Int) -> UInt128 {
    guard let baselineUnits else { return 1 }
    return unit < baselineUnits ? baselineFactor : UInt128(Ratio.ppmPerOne)
  }

  /// Adds a group's seconds, credit and weight to the claim's sums.
  func add(
    _ group: UnitGroup, denominator: UInt64, to outcome: inout ClaimOutcome
  ) throws(CloseRejection) {
    let units = UInt128(group.units)
    outcome.unitSeconds.add(group.seconds, units: group.units)
    let measured = UInt128(group.seconds.verified) + UInt128(denominator)
    outcome.measuredSeconds += measured * units
    outcome.credit += UInt128(group.credit) * units
    outcome.bestCredit = max(outcome.bestCredit, group.credit)
    let unitWeight = try UInt128(group.credit).times(classWeight, .weight)
      .times(size, .weight).times(baseline(ofUnit: group.first - 1), .weight)
    outcome.weight = try outcome.weight.plus(unitWeight.times(units, .weight), .weight)
    if unitWeight > 0 {
      outcome.weightedVerifiedSeconds += UInt128(group.seconds.verified) * units
    }
  }

  /// Law 7: why units with verified seconds weigh less than those seconds.
  func losses(_ groups: ArraySlice<UnitGroup>) -> UnitLosses {
    var losses: UnitLosses = []
    for group in groups where group.seconds.verified > 0 {
      if isSizeOutside { losses.insert(.sizeClass) }
      if let baselineUnits, group.first <= baselineUnits { losses.insert(.baseline) }
      if group.credit == 0 {
        losses.insert(.uptimeBelowThreshold)
      } else if group.credit < group.seconds.verified * Ratio.ppmPerOne {
        losses.insert(.uptimeReduced)
      }
    }
    return losses
  }
}
