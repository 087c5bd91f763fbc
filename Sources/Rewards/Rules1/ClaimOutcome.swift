import Quantities

/// What the evidence makes of one claim, before any money is shared.
struct ClaimOutcome {
  /// Position among the input's claims.
  let claim: Int
  /// Why it may not be paid; nil: it may.
  var refusal: PartReason?
  var flags: [PartFlag] = []
  var groups: [UnitGroup] = []
  /// The seconds of all units together.
  var unitSeconds = KindSeconds()
  /// Σ U + D' of all units.
  var measuredSeconds: UInt128 = 0
  /// Σ credit of all units.
  var credit: UInt128 = 0
  /// Σ unit weight in an epoch pool, credit at the rate elsewhere, demand in a floor pool.
  var weight: UInt128 = 0
  /// Σ U · units of the groups with weight above 0.
  var weightedVerifiedSeconds: UInt128 = 0
  /// Why units earned less than they might, then why the part is held.
  var reasons: [PartReason] = []
  var holdReason: PartReason?
  /// Σ factor · verified seconds per quarter, where amounts vest quarterly.
  var quarterWeights: [UInt128] = []
  /// Which line, among those of the statement.
  var line = 0
  /// What it earned.
  var amountMicros: Int64 = 0

  init(claim: Int) {
    self.claim = claim
  }

  /// Whether it may be paid.
  var isEligible: Bool { refusal == nil }
}
