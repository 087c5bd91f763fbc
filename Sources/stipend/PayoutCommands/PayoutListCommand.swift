import Application
import ArgumentParser
import Encoding
import Payouts
import Policy
import Program
import Quantities

/// `stipend payout list`: what is due to whom, and why the rest is not.
struct PayoutListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Shows what is due per payee and pool, with a reason for everything unpaid.",
    discussion: """
      The wallet is what the entries say that it holds; nobody is asked. The reasons are a closed \
      list; docs/reference/payouts.md explains each.

      Example: stipend payout list --data var/program
      Example: stipend payout list --screening held.txt --json
      """)

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption
  @OptionGroup var price: PriceOption
  @OptionGroup var screening: ScreeningOption

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let now = try clock.now()
    let open = try OpenTreasury(data)
    let named = try price.read()
    let input = try open.input(
      now: now, price: named ?? open.treasury.price(at: now), walletUakt: open.walletUakt,
      screening: try screening.list())
    let plan: BatchPlan
    do {
      plan = try BatchPlan(input)
    } catch {
      throw TreasuryEnding.due(error)
    }
    let listing = PayoutListing(plan)
    guard !json else { return Terminal.write(document(listing, plan)) }
    listing.show()
    if let price = plan.price { print("Price: \(price.text) USD for one AKT.") }
  }

  private func document(_ listing: PayoutListing, _ plan: BatchPlan) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("price")
      if let price = plan.price { writer.decimalString(price.scaled) } else { writer.null() }
      writer.field("fee", plan.feeUakt)
      listing.write(to: &writer)
    }
    return writer.finish() + [10]
  }
}
