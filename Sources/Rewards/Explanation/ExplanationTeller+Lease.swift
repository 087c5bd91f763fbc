import Policy
import Quantities

extension ExplanationTeller {
  /// A participant of an activity pool: each lease with what it cost, its cap and what it got.
  mutating func tellLeases(_ part: StatementPart) {
    let stretches = part.leases.count == 1 ? "1 stretch" : "\(part.leases.count) stretches"
    say("\(part.claim): \(money(part.amountMicros)) for \(stretches) of leases.", depth: 1)
    for lease in part.leases { tell(lease) }
    if part.leases.isEmpty {
      say("Enough observers saw no lease of it in this epoch.", depth: 2)
    }
  }

  /// What of an epoch pool's pot goes to leases, and what a claim has of it.
  mutating func tellLeasedPart(_ part: StatementPart) {
    guard pool.kind == .epoch, let share = pool.activity?.part, !part.leases.isEmpty else { return }
    let ratio = FigureText.ratio(Int128(share.ppm))
    say(
      "Of it \(money(part.leasedMicros)) for leases, which share \(ratio) of the pot:", depth: 2)
    for lease in part.leases { tell(lease) }
  }

  private mutating func tell(_ lease: PaidLease) {
    let seconds = UInt64(lease.span.seconds)
    say(
      "With \(lease.counterparty): \(ExplanationWording.hours(seconds)) of \(lease.gpus) GPUs and"
        + " \(cores(lease.milliCores)) cores: \(money(lease.amountMicros)).", depth: 2)
    if let price = lease.pricePerHourMicros,
      let spent = product(price, UInt128(seconds), 1, over: 3_600),
      let most = product(price, UInt128(seconds), UInt128(lease.sharePPM), over: 3_600_000_000)
    {
      say(
        "It cost \(money(spent)), of which the chain keeps"
          + " \(FigureText.ratio(Int128(lease.costPPM))); at most"
          + " \(FigureText.ratio(Int128(lease.sharePPM))) of it, \(money(most)), is paid here.",
        depth: 3)
    }
    if let reason = lease.reason {
      say(ExplanationWording.sentence(reason), depth: 3)
    } else {
      say("The pot had no more for leases below their caps; it is shared by weight.", depth: 3)
    }
  }

  private func product(
    _ price: UInt128, _ seconds: UInt128, _ share: UInt128, over scale: UInt128
  ) -> Int64? {
    mulDivFloor(price, seconds * share, scale).map { Int64(clamping: $0) }
  }

  private func cores(_ thousandths: UInt32) -> String {
    let rest = thousandths % 1_000
    guard rest > 0 else { return "\(thousandths / 1_000)" }
    let digits = String(rest)
    return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
