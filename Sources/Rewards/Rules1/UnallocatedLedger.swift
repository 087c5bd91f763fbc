import Quantities

/// What goes to nobody, by reason (law 7).
struct UnallocatedLedger {
  private var amounts: [Int64]

  init() {
    amounts = Array(repeating: 0, count: UnallocatedReason.allCases.count)
  }

  mutating func add(_ micros: Int64, _ reason: UnallocatedReason) throws(CloseRejection) {
    amounts[reason.rawValue] = try amounts[reason.rawValue].plusMicros(micros)
  }

  func total() throws(CloseRejection) -> Int64 {
    var total: Int128 = 0
    for amount in amounts { total += Int128(amount) }
    return try total.amountMicros()
  }

  /// The amounts that are not 0, in the order of reasons.
  var entries: [Statement.Unallocated] {
    UnallocatedReason.allCases.compactMap { reason in
      let micros = amounts[reason.rawValue]
      return micros == 0 ? nil : Statement.Unallocated(reason: reason, micros: micros)
    }
  }
}
