import Policy
import Quantities

/// The cap that binds a beneficiary first, and whether it did, read back from a statement.
struct ExplainedCap {
  /// What one payee of several can lose by its own floor, in micro-units.
  private static let floorMicros: Int64 = 1

  /// The cap in micro-units, floored.
  let micros: Int64
  /// Which rule sets it, in words.
  let rule: String
  /// Whether the beneficiary has all of it.
  let isReached: Bool

  /// The least cap of the pool's rules; nil where none is set.
  init?(of beneficiary: Beneficiary, in statement: Statement, _ pool: PoolPolicy) {
    let lines = statement.lines.filter { $0.key.beneficiary == beneficiary }
    let parts = lines.flatMap(\.parts)
    guard let least = Self.caps(parts, statement, pool).min(by: { $0.micros < $1.micros })
    else { return nil }
    let earned = parts.reduce(Int64(0)) { $0 + $1.amountMicros - $1.leasedMicros }
    micros = least.micros
    rule = least.rule
    isReached = earned + Int64(lines.count) * Self.floorMicros > least.micros
  }

  private static func caps(
    _ parts: [StatementPart], _ statement: Statement, _ pool: PoolPolicy
  ) -> [(micros: Int64, rule: String)] {
    var caps: [(micros: Int64, rule: String)] = []
    let corrections = statement.lines.reduce(Int64(0)) { $0 + $1.correctionMicros }
    let whole = max(0, statement.pot.baseMicros + statement.pot.carriedInMicros - corrections)
    let pot = pool.presenceMicros(ofPot: Int128(whole))
    if let share = pool.caps.beneficiaryShare,
      let micros = mulDivFloor(UInt128(pot), UInt128(share.ppm), 1_000_000)
    {
      caps.append((Int64(clamping: micros), "its share of \(share.percentText) of the pot"))
    }
    if let amount = pool.caps.beneficiaryAmountMicros {
      caps.append((amount, "its amount per epoch"))
    }
    if let micros = hourly(parts, pool) { caps.append((micros, "its rate per GPU-hour")) }
    return caps
  }

  /// Σ U·units·rate / 3600 over the parts with weight; nil where a class has no rate.
  private static func hourly(_ parts: [StatementPart], _ pool: PoolPolicy) -> Int64? {
    guard !pool.caps.perGPUHour.isEmpty else { return nil }
    var sum: UInt128 = 0
    for part in parts where part.weight > 0 {
      guard let cap = part.hourCap(in: pool.caps) else { return nil }
      for group in part.groups where group.credit > 0 {
        sum += UInt128(group.seconds.verified) * UInt128(group.units) * UInt128(cap.amountMicros)
      }
    }
    return Int64(clamping: sum / 3_600)
  }
}
