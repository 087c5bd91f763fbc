import Quantities

/// What the evidence makes of one claim, before any money is shared.
///
/// Numbers only, nothing that is counted by references: hundreds of thousands are sorted and moved.
struct ClaimOutcome {
  /// Position among the input's claims.
  let claim: Int
  /// Why it may not be paid; nil: it may.
  var refusal: PartReason?
  var flags: PartFlags = []
  /// Where its units stand among all groups of units.
  var groups = 0..<0
  /// The seconds of all units together.
  var unitSeconds = KindSeconds()
  /// Σ U + D' of all units.
  var measuredSeconds: UInt128 = 0
  /// Σ credit of all units.
  var credit: UInt128 = 0
  /// The highest credit of one of its units, which earns a floor.
  var bestCredit: UInt64 = 0
  /// Σ unit weight in an epoch pool, credit at the rate elsewhere, demand in a floor pool.
  var weight: UInt128 = 0
  /// Σ U · units of the groups with weight above 0.
  var weightedVerifiedSeconds: UInt128 = 0
  /// Why units earned less than they might.
  var losses: UnitLosses = []
  /// Why the part is held; nil: it is not.
  var holdReason: PartReason?
  /// Σ factor · verified seconds per quarter, where amounts vest quarterly.
  var quarterWeights = QuarterWeights()
  /// Which line, among those of the statement.
  var line = 0
  /// What it earned.
  var amountMicros: Int64 = 0

  init(claim: Int) {
    self.claim = claim
  }

  /// Whether it may be paid.
  var isEligible: Bool { refusal == nil }

  /// Law 7: the reasons in the order of statements.
  var reasons: [PartReason] {
    var reasons: [PartReason] = []
    if let refusal { reasons.append(refusal) }
    if losses.contains(.sizeClass) { reasons.append(.sizeClass) }
    if losses.contains(.baseline) { reasons.append(.baseline) }
    if losses.contains(.uptimeBelowThreshold) { reasons.append(.uptimeBelowThreshold) }
    if losses.contains(.uptimeReduced) { reasons.append(.uptimeReduced) }
    if let holdReason { reasons.append(holdReason) }
    return reasons
  }
}

/// The outcomes of some claims, with the groups of their units.
struct MeteredClaims: Sendable {
  private(set) var outcomes: [ClaimOutcome] = []
  private(set) var groups: [UnitGroup] = []

  /// Joins what was measured side by side.
  init(_ parts: [MeteredClaims]) {
    outcomes.reserveCapacity(parts.reduce(0) { $0 + $1.outcomes.count })
    groups.reserveCapacity(parts.reduce(0) { $0 + $1.groups.count })
    for part in parts {
      let offset = groups.count
      for var outcome in part.outcomes {
        outcome.groups = outcome.groups.lowerBound + offset..<outcome.groups.upperBound + offset
        outcomes.append(outcome)
      }
      groups.append(contentsOf: part.groups)
    }
  }

  init(_ outcomes: [ClaimOutcome], _ groups: [UnitGroup]) {
    self.outcomes = outcomes
    self.groups = groups
  }
}

/// Flags as bits: most claims have none, and hundreds of thousands are held at once.
struct PartFlags: OptionSet {
  let rawValue: UInt8

  static let priceAboveGuidance = PartFlags(rawValue: 1)
  static let priceUnknown = PartFlags(rawValue: 2)
  static let exceptionAllowed = PartFlags(rawValue: 4)

  /// The flags in the order of statements.
  var flags: [PartFlag] {
    guard !isEmpty else { return [] }
    let all: [(PartFlags, PartFlag)] = [
      (.priceAboveGuidance, .priceAboveGuidance), (.priceUnknown, .priceUnknown),
      (.exceptionAllowed, .exceptionAllowed),
    ]
    return all.compactMap { contains($0) ? $1 : nil }
  }
}

/// Why verified seconds weigh less than they might, as bits.
struct UnitLosses: OptionSet {
  let rawValue: UInt8

  static let sizeClass = UnitLosses(rawValue: 1)
  static let baseline = UnitLosses(rawValue: 2)
  static let uptimeBelowThreshold = UnitLosses(rawValue: 4)
  static let uptimeReduced = UnitLosses(rawValue: 8)
}
