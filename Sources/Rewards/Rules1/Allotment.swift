import Accounting
import Quantities

/// A pot on its way to its parts: what is shared, and what goes to nobody.
///
///     available = Σ parts + Σ unallocated   (law 1, before corrections and what is taken back)
struct Allotment {
  /// The pot's new money.
  var baseMicros: Int64 = 0
  /// What the epoch before left.
  var carriedInMicros: Int64 = 0
  /// Σ of all corrections.
  var correctionsMicros: Int64 = 0
  var totalWeight: UInt128 = 0
  var unallocated = UnallocatedLedger()
  var campaigns: [Statement.CampaignTotal] = []

  /// Begins with what the epoch before left and what corrections take.
  init(_ context: CloseContext, _ corrections: CorrectionRoll) {
    correctionsMicros = corrections.sumMicros
    carriedInMicros = context.input.previous.first?.pot.carriedOutMicros ?? 0
  }

  /// Splits an amount over some outcomes by their weights, each at most one unit from its share.
  static func split(
    _ micros: Int64, over indices: some Sequence<Int>, of outcomes: inout [ClaimOutcome]
  ) throws(CloseRejection) {
    guard micros > 0 else { return }
    var total: UInt128 = 0
    for index in indices { total = try total.plus(outcomes[index].weight, .weight) }
    var split = CumulativeSplit(amount: UInt64(micros), totalWeight: total)
    for index in indices {
      outcomes[index].amountMicros = Int64(split.next(weight: outcomes[index].weight))
    }
  }
}
