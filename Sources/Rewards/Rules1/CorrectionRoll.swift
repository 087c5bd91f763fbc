import Policy
import Quantities

/// What corrections of earlier epochs add to lines, claim by claim (section 8, O-54).
///
///     Σ corrections = Σ amounts,   amount = difference, 0 when refused or forfeited
struct CorrectionRoll {
  /// One claim's difference, and what becomes of it.
  struct Entry {
    /// Position among the input's claims.
    let claim: Int
    /// Whose line takes it.
    let key: LineKey
    let epoch: Int
    let vests: Timestamp
    let differenceMicros: Int64
    let micros: Int64
    let reason: LineCorrection.Reason?
  }

  /// The lines, ascending.
  private(set) var keys: [LineKey] = []
  /// The differences by line, then by epoch and claim.
  private(set) var entries: [Entry] = []
  private var starts: [Int] = []
  /// Σ of all amounts.
  private(set) var sumMicros: Int64 = 0

  init(
    _ context: CloseContext, _ claims: ClaimIndex, _ vesting: Vesting
  ) throws(CloseRejection) {
    let calendar = EpochCalendar(context.pool)
    var epochs = SortedMap<Int, Bool>()
    for correction in context.input.corrections {
      guard correction.epoch < context.input.epoch,
        let span = calendar.epoch(correction.epoch),
        epochs.updateValue(true, forKey: correction.epoch) == nil
      else { throw .correctionOutOfPlace(epoch: correction.epoch) }
      for difference in correction.claims where difference.micros != 0 {
        let claim = try claims.position(of: difference.claim)
        let vests = try vesting.time(ofClaim: claim, inEpochEnding: span.end)
        let reason = Self.reason(difference, claim, correction.epoch, vests, vesting)
        entries.append(
          Entry(
            claim: claim, key: Self.key(difference, vests, reason, context, claim),
            epoch: correction.epoch, vests: vests,
            differenceMicros: difference.micros,
            micros: reason?.isLoss ?? false ? 0 : difference.micros, reason: reason))
      }
    }
    sort(context.claims)
    for (index, entry) in entries.enumerated() {
      sumMicros = try sumMicros.plusMicros(entry.micros)
      if keys.last != entry.key {
        keys.append(entry.key)
        starts.append(index)
      }
    }
    starts.append(entries.count)
  }

  /// The differences of a line, given by its position among `keys`.
  func entries(ofLine line: Int) -> ArraySlice<Entry> { entries[starts[line]..<starts[line + 1]] }

  /// What still waits stands on the line that earned it, and so does its difference: refused or
  /// forfeited, both go together. What has vested is between the program and the payee of the day.
  private static func key(
    _ difference: Correction.ClaimDifference, _ vests: Timestamp,
    _ reason: LineCorrection.Reason?, _ context: CloseContext, _ claim: Int
  ) -> LineKey {
    switch reason {
    case .held: difference.line
    case nil where vests > context.span.end: difference.line
    default: context.claims[claim].lineKey
    }
  }

  private static func reason(
    _ difference: Correction.ClaimDifference, _ claim: Int, _ epoch: Int, _ vests: Timestamp,
    _ vesting: Vesting
  ) -> LineCorrection.Reason? {
    let decision = difference.hold == nil ? nil : vesting.decision(claim: claim, epoch: epoch)
    if decision == .refuse { return .refused }
    if vesting.isForfeited(claim: claim, vests: vests) { return .forfeited }
    guard let hold = difference.hold, decision == nil else { return nil }
    return .held(hold)
  }

  private mutating func sort(_ claims: [Claim]) {
    entries.sort { left, right in
      let (first, second) = (claims[left.claim], claims[right.claim])
      let keys = left.key.compare(right.key)
      if keys != 0 { return keys < 0 }
      if left.epoch != right.epoch { return left.epoch < right.epoch }
      return ByteOrder.compare(first.id.bytes, second.id.bytes) < 0
    }
  }
}
