import Application
import ArgumentParser
import Encoding
import Payouts
import Policy
import Program
import Quantities
import Rewards

/// `stipend payout explain`: what one payee was paid, what is due, and what is not, and why.
struct PayoutExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says of one payee, provider or party what was paid, what is due, and why not more.",
    discussion: """
      What each epoch was worth, and why, stipend epoch explain says.

      Example: stipend payout explain akash1… --data var/program
      """)

  @Argument(help: "The payee, a provider that it is paid for, or the party behind them.")
  var payee: String

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption
  @OptionGroup var price: PriceOption

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let now = try clock.now()
    let open = try OpenTreasury(data)
    let named = try price.read()
    let input = try open.input(
      now: now, price: named ?? open.treasury.price(at: now), walletUakt: open.walletUakt,
      screening: ScreeningList())
    let lines = input.lines.filter(isMeant)
    guard !lines.isEmpty else {
      throw Ending.refused(
        .providerUnknown, "\(payee.prefix(90)) has no line in any statement.",
        "stipend payout list shows everybody who has.")
    }
    let plan: BatchPlan
    do {
      plan = try BatchPlan(input)
    } catch {
      throw TreasuryEnding.due(error)
    }
    let keys = lines.map(\.key)
    let outcomes = plan.outcomes.filter { keys.contains($0.key) }
    let payments = try payments(open, keys)
    if json {
      Terminal.write(document(outcomes, payments))
    } else {
      for (line, outcome) in zip(lines, outcomes) { show(line, outcome, at: now) }
      show(payments)
    }
  }

  private func isMeant(_ line: DueLine) -> Bool {
    let bytes = Array(payee.utf8)
    return line.key.payee.bytes == bytes || line.key.beneficiary.bytes == bytes
      || line.providers.contains { $0.bytes == bytes }
  }

  private struct Payment {
    let batch: Int
    let included: IncludedTransaction
    let key: DueLine.Key
    let settledMicros: Int64
    let uakt: Int64
  }

  private func payments(_ open: OpenTreasury, _ keys: [DueLine.Key]) throws -> [Payment] {
    var payments: [Payment] = []
    for (prepared, _, included) in open.treasury.paid {
      for part in try open.plan(prepared.plan).outputs.flatMap(\.parts)
      where keys.contains(part.key) {
        payments.append(
          Payment(
            batch: prepared.batch, included: included, key: part.key,
            settledMicros: part.settledMicros, uakt: part.uakt))
      }
    }
    return payments
  }

  private func show(_ line: DueLine, _ outcome: LineOutcome, at now: Timestamp) {
    let currency = line.key.currency
    print(Terminal.bold("\(line.key.payee.text), pool \(line.key.pool)"))
    if line.key.beneficiary.bytes != line.key.payee.bytes {
      print("  behind it  \(line.key.beneficiary)")
    }
    for provider in line.providers where provider != line.key.payee {
      print("  paid for   \(provider)")
    }
    print("  accrued    \(MoneyText.text(outcome.accruedMicros, currency))")
    print("  paid       \(MoneyText.text(outcome.paidMicros, currency))")
    if outcome.inBatchMicros > 0 {
      print("  in batch   \(MoneyText.text(outcome.inBatchMicros, currency)), not decided yet")
    }
    print("  due now    \(MoneyText.text(outcome.outputMicros, currency))")
    for (reason, micros) in outcome.unpaid {
      print("  not yet    \(MoneyText.text(micros, currency)): \(Self.meaning(reason))")
    }
    if outcome.owingMicros > 0 {
      print("  owes       \(MoneyText.text(outcome.owingMicros, currency)) of what it was paid")
    }
    if let next = line.steps.first(where: { $0.payable > now }) {
      print("  next date  \(next.payable)")
    }
  }

  private func show(_ payments: [Payment]) {
    guard !payments.isEmpty else { return print("Nothing was paid yet.") }
    print("Paid:")
    for payment in payments {
      let settled = MoneyText.text(payment.settledMicros, payment.key.currency)
      print(
        "  batch \(payment.batch), block \(payment.included.height): "
          + "\(MoneyText.text(payment.uakt, .uakt)) for \(settled) of pool \(payment.key.pool), "
          + payment.included.transaction.hex.uppercased())
    }
  }

  /// A reason as a payee reads it.
  static func meaning(_ reason: UnpaidReason) -> String {
    switch reason {
    case .unvested: "earned, and not vested yet"
    case .inHold: "its statement can still be disputed"
    case .heldForReview: "held until a review decides"
    case .disputed: "held until a dispute is decided"
    case .owedBack: "set against what lines of the same party owe back"
    case .payoutsHalted: "the committee halted payouts"
    case .administrativeHold: "administrative hold"
    case .payeeRefused: "the address cannot be paid; name another with payee.set"
    case .payeeUnsigned: "the provider did not sign the change of its payee"
    case .payeeCooling: "the payee was named too short a time ago"
    case .waitingForPrice: "dollars wait for a price"
    case .walletShort: "the wallet holds less than is due"
    case .paced: "the policy paces payouts by the market's volume"
    case .belowMinimum: "below the least amount of a transfer; carried"
    case .beyondBatch: "the next batch takes it"
    }
  }

  private func document(_ outcomes: [LineOutcome], _ payments: [Payment]) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      PayoutListing(outcomes: outcomes).write(to: &writer)
      writer.array("payments", payments) { writer, payment in
        writer.object { writer in
          writer.field("batch", payment.batch)
          writer.field("pool", payment.key.pool.text)
          writer.field("currency", payment.key.currency.rawValue)
          writer.field("settled", payment.settledMicros)
          writer.field("uakt", payment.uakt)
          writer.field("transaction", payment.included.transaction.hex.uppercased())
          writer.field("height", payment.included.height)
        }
      }
    }
    return writer.finish() + [10]
  }
}
