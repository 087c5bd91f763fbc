import Application
import CosmosTx
import Keys
import Payouts
import Policy
import Quantities
import Rewards

/// Plans and accounts for tests of payouts.
enum PayoutSamples {
  /// An account of the network; each number its own.
  static func account(_ number: Int) -> Address {
    let payload = Array(Sha256.digest(of: Array("payee \(number)".utf8)).bytes[..<20])
    guard let account = try? AccountAddress(prefix: "akash", payload: payload) else {
      preconditionFailure("Twenty bytes are an account.")
    }
    return account.address
  }

  static let wallet = account(-1)

  static func label(_ text: String) -> Label {
    guard let label = try? Label(text) else { preconditionFailure("\(text) is a label.") }
    return label
  }

  static let now = try? Timestamp("2026-04-01")

  /// A line that has vested so much a day ago.
  static func line(
    _ number: Int, _ micros: Int64, pool: String = "liquidity", currency: Currency = .uakt
  ) -> DueLine {
    let payee = account(number)
    return DueLine(
      key: DueLine.Key(
        pool: label(pool), currency: currency, beneficiary: Beneficiary(payee), payee: payee),
      steps: [DueLine.Step(payable: time(days: -1), vestedMicros: micros)])
  }

  static func time(days: Int64) -> Timestamp {
    guard let now, let time = try? now.adding(seconds: days * 86_400) else { return .earliest }
    return time
  }

  static let rule = BatchRule(
    minimumUakt: 1, maximumOutputs: 10_000, baseGas: 100_000, gasPerOutput: 30_000,
    maximumGas: 1_000_000_000, gasPrice: (try? Ratio(ppm: 25_000)) ?? .zero, coolingSeconds: 86_400,
    order: [label("committed"), label("liquidity")])

  static let machine = PayoutMachineRule(
    chain: label("akashnet-2"), leastBlocks: 100, mostBlocks: 100_000)

  static func input(_ lines: [DueLine], price: Price18? = nil) -> PayoutInput {
    PayoutInput(
      program: Sha256.digest(of: [1]), walletAddress: wallet,
      wallet: WalletStanding(
        chain: label("akashnet-2"), height: 1_000, accountNumber: 7, sequence: 3,
        uakt: 1_000_000_000_000),
      journalSize: 42, journalRoot: Sha256.digest(of: [2]), timeoutBlocks: 50_000,
      batch: BatchInput(
        lines: lines, rule: rule, time: time(days: 0), price: price,
        walletUakt: 1_000_000_000_000))
  }

  static func batch(
    _ lines: [DueLine], after book: PayoutBook = PayoutBook(rule: machine),
    last: PayoutPlan? = nil, price: Price18? = nil, bound: Ratio? = nil
  ) throws(PreparedBatch.Refusal) -> PreparedBatch {
    try PreparedBatch(
      input(lines, price: price), after: book, last: last, network: label("akashnet-2"),
      priceBound: bound)
  }
}
