import Quantities

/// A line at a moment, before anything is chosen: what may be paid, and why the rest may not.
///
///     matured = least vested(k), k ≥ the last payable statement
///     accrued − paid − inBatch = credit + Σ unpaid − owing
struct LineStanding {
  /// The line.
  let line: DueLine
  /// Earned since the first epoch.
  let accruedMicros: Int64
  /// What may still be paid.
  private(set) var creditMicros: Int64
  /// What the line was paid too much.
  let owingMicros: Int64
  /// What is not paid, by reason.
  private(set) var unpaid = SortedMap<UnpaidReason, Int64>()
  /// Since when its oldest unpaid amount could have been paid.
  let since: Timestamp

  init(_ line: DueLine, at now: Timestamp) {
    self.line = line
    let matured = Self.matured(line.steps, at: now)
    let newest = line.steps.last?.vestedMicros ?? 0
    let spent = line.paidMicros + line.inBatchMicros
    accruedMicros = newest + line.unvestedMicros + line.reviewMicros + line.waitingMicros
    creditMicros = max(0, matured - spent)
    owingMicros = max(0, spent - matured)
    since = line.steps.first { $0.vestedMicros > spent }?.payable ?? now
    add(.inHold, newest - matured)
    add(.unvested, line.unvestedMicros)
    add(.heldForReview, line.reviewMicros)
    add(.waitingForPrice, line.waitingMicros)
    for dispute in line.disputes { hold(dispute, at: now) }
  }

  /// Never more than any statement since says: what was taken back since is not paid.
  private static func matured(_ steps: [DueLine.Step], at now: Timestamp) -> Int64 {
    let last = steps.lastIndex { $0.payable <= now }
    let least = steps[(last ?? 0)...].map(\.vestedMicros).min() ?? 0
    return last == nil ? min(0, least) : least
  }

  private mutating func hold(_ dispute: DueLine.Dispute, at now: Timestamp) {
    var left = dispute.micros
    if dispute.payable > now {
      move(&left, from: .inHold)
      move(&left, from: .unvested)
      take(&left)
    } else {
      take(&left)
      move(&left, from: .unvested)
      move(&left, from: .inHold)
    }
  }

  private mutating func move(_ left: inout Int64, from reason: UnpaidReason) {
    let part = min(left, unpaid[reason] ?? 0)
    add(reason, -part)
    add(.disputed, part)
    left -= part
  }

  private mutating func take(_ left: inout Int64) {
    let part = min(left, creditMicros)
    withhold(part, .disputed)
    left -= part
  }

  /// Takes a part of the credit away, for a reason.
  mutating func withhold(_ micros: Int64, _ reason: UnpaidReason) {
    precondition(micros >= 0 && micros <= creditMicros, "No more is withheld than is due.")
    creditMicros -= micros
    add(reason, micros)
  }

  private mutating func add(_ reason: UnpaidReason, _ micros: Int64) {
    let sum = (unpaid[reason] ?? 0) + micros
    unpaid[reason] = sum == 0 ? nil : sum
  }
}
