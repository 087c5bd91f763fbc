import Application
import ArgumentParser
import Encoding
import Keys
import Payouts
import Policy
import Program
import Quantities
import Rewards

/// `stipend treasury sale`: tokens sold for a provider who wants dollars, against what is owed.
struct TreasurySaleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sale",
    abstract: "Records a sale of tokens: method, proceeds, fee, and the obligation that it met.",
    discussion: """
      A sale on the market (exchange, market-maker) needs a reason, because it moves the price. \
      The receipt is kept as a blob; it witnesses the conversion.

      Example: stipend treasury sale --sale s1 --method desk --pool committed --payee akash1… \
      --uakt 10000000000 --proceeds 31000 --fee 62 --obligation 30900 --paid-out 30900 \
      --transaction 5A… --height 27800000 --counterparty akash1… --gas-fee 5000 \
      --receipt receipt.pdf --data var/program --key keys/administrator.json
      """)

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption
  @OptionGroup var delivery: EntryDelivery

  @Option(help: "The sale's own id.") var sale: String
  @Option(help: "exchange, desk, market-maker or counterparty.") var method: String
  @Option(help: "The pool that owes the dollars.") var pool: String
  @Option(help: "Who is owed them.") var payee: String
  @Option(help: "The party behind the payee; default: the payee.") var beneficiary: String?
  @Option(help: "Tokens sold, in uakt.") var uakt: Int64
  @Option(help: "What buyers paid, in dollars.") var proceeds: String
  @Option(help: "What selling cost, in dollars.") var fee: String
  @Option(help: "The dollars owed for which it was sold.") var obligation: String
  @Option(help: "The dollars sent on to the payee.") var paidOut: String
  @Option(help: "The transaction that sent the tokens.") var transaction: String
  @Option(help: "Its block.") var height: Int64
  @Option(help: "The account that they were sent to.") var counterparty: String
  @Option(help: "That transaction's fee, in uakt.") var gasFee: Int64 = 0
  @Option(help: "The receipt's file.") var receipt: String
  @Option(help: "Why it was sold on the market.") var reason: String?

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let open = try OpenTreasury(data)
    let evidence = try Files.read(receipt, limitBytes: 16 << 20)
    let body = try body(Sha256.digest(of: evidence))
    let sold: TokenSale
    do {
      sold = try body.tokenSale(at: try clock.now())
    } catch let refusal as TokenSale.Refusal {
      throw Ending(
        1, "sale-refused", "The sale is refused: \(Self.words(refusal)).",
        "Correct it; docs/reference/payouts.md says what a sale has.")
    }
    let outcomes = try await EpochEntering(delivery: delivery, data: data, clock: clock).enter(
      [EntryDesk.Item(body: body, file: "sale-\(body.sale).json")], open.reader,
      blobs: [evidence])
    if !json {
      print("Average price  \(sold.averagePrice.text) USD for one AKT")
      print("In hand        \(MoneyText.text(sold.inHandMicros, .usd))")
      print("Obligation     \(MoneyText.text(sold.obligationMicros, .usd))")
      print(
        sold.surplusMicros < 0
          ? "Deficit        \(MoneyText.text(-sold.surplusMicros, .usd))"
          : "Surplus        \(MoneyText.text(sold.surplusMicros, .usd))")
    }
    EntryReport.show(outcomes, json: json)
  }

  private func body(_ receipt: Digest) throws -> SaleMade {
    guard let method = TokenSale.Method(rawValue: method) else {
      throw Ending.unreadable(
        .optionValue, "--method \(self.method.prefix(40)) is none.",
        "Take one of: \(TokenSale.Method.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    let payee = try AddressArgument.read(payee, "--payee")
    do {
      return SaleMade(
        sale: try Label(sale), method: method, pool: try Label(pool),
        beneficiary: try beneficiary.map { try Beneficiary($0) } ?? Beneficiary(payee),
        payee: payee, uakt: try Amount(micros: uakt), proceeds: try Self.dollars(proceeds),
        fee: try Self.dollars(fee), obligation: try Self.dollars(obligation),
        paidOut: try Self.dollars(paidOut),
        transaction: try Digest(hex: transaction.lowercased()), height: height,
        counterparty: try AddressArgument.read(counterparty, "--counterparty"),
        gasFee: try Amount(micros: gasFee), receipt: receipt,
        reason: try reason.map { try Label($0) })
    } catch let ending as Ending {
      throw ending
    } catch {
      throw Ending.unreadable(
        .optionValue, "An option's value is none: \(error).",
        "Ids and reasons are labels, dollars like 31000.00, the transaction 64 digits.")
    }
  }

  private static func dollars(_ text: String) throws -> Amount {
    try Amount(micros: UInt128(exactly: try DecimalText.integer(text, scale: 6)) ?? .max)
  }

  private static func words(_ refusal: TokenSale.Refusal) -> String {
    switch refusal {
    case .amounts: "nothing is sold, or an amount is out of bounds"
    case .feeAboveProceeds: "the fee is more than the proceeds"
    case .reasonMissing: "a sale on the market needs a --reason"
    case .price: "its average price is out of bounds"
    }
  }
}
