import Quantities
import Rewards

/// What statements tell of an enrolment's leases: what was paid for them, and what the chain kept
/// of what their tenant paid.
struct LeasesTold {
  /// What was paid for them, in uakt.
  private(set) var paidMicros: Int64 = 0
  /// What the chain kept, in uakt, each lease rounded down.
  private(set) var keptMicros: Int64 = 0
  private var refused = SortedMap<String, Int>()
  private var count = 0

  /// Reads the parts of one enrolment.
  init(_ parts: [StatementPart]) {
    for lease in parts.flatMap(\.leases) {
      count += 1
      paidMicros += lease.amountMicros
      if let reason = lease.reason, reason != .leaseCapped {
        refused[reason.code] = (refused[reason.code] ?? 0) + 1
      }
      let spent = (lease.pricePerHourMicros ?? 0) * UInt128(lease.span.seconds)
      keptMicros += Int64(spent * UInt128(lease.costPPM) / (3_600 * 1_000_000))
    }
  }

  /// Why whoever leases from itself gains nothing: its leases are not paid, or cost it more.
  var words: [String] {
    let reasons = zip(refused.keys, refused.values).map { code, leases in
      "\(code) in \(leases) of \(count) leases"
    }
    guard keptMicros > 0 else { return reasons }
    return reasons + [
      "its cost: of what it paid itself the chain kept \(keptMicros) uakt, the program paid"
        + " \(paidMicros) uakt"
    ]
  }
}
