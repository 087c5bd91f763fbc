import Application
import ArgumentParser
import Encoding
import Payouts
import Policy
import Program
import Quantities

/// `stipend treasury show`: owed against held, now and at a lower price.
struct TreasuryShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Weighs everything owed at the present price and after its fall, pool by pool.",
    discussion: """
      Without nodes the wallet is what the entries say. Exits with 1 where it is short, or below \
      the policy's level.

      Example: stipend treasury --data var/program
      Example: stipend treasury --price 2.40 --node https://a.example --node https://b.example
      """)

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption
  @OptionGroup var price: PriceOption
  @OptionGroup var chain: PaymentNodeOptions

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let now = try clock.now()
    let open = try OpenTreasury(data)
    let wallet = try await wallet(open)
    let named = try price.read()
    let pinned = named ?? open.treasury.pinnedPrice(at: now)
    let input = try open.input(
      now: now, price: pinned, walletUakt: wallet, screening: ScreeningList())
    let plan: BatchPlan
    do {
      plan = try BatchPlan(input)
    } catch {
      throw TreasuryEnding.due(error)
    }
    let overview = TreasuryOverview(
      plan.outcomes, walletUakt: wallet, price: pinned, rule: open.treasury.rule,
      order: open.state.rules.policy.order)
    if json { Terminal.write(document(overview, wallet)) } else { show(overview, wallet) }
    guard let view = overview.view else {
      throw Ending(
        1, "treasury-no-price", "Dollars are owed, and no price is known.",
        "Name one with --price; observers enter them with price.observed.")
    }
    if view.level != .covered { throw Ending.reported }
  }

  private func wallet(_ open: OpenTreasury) async throws -> Int64 {
    guard !chain.node.isEmpty else { return open.walletUakt }
    let needed = open.treasury.rule.nodes
    let nodes = try chain.open(chain: open.wallet.chain, needed: needed, clock: clock)
    return try await nodes.use { nodes in
      try await WalletAsking.standing(of: open.wallet, nodes, needed: needed).uakt
    }
  }

  private func show(_ overview: TreasuryOverview, _ wallet: Int64) {
    var table = Table([
      ("owed in", .left), ("accrued", .right), ("vested", .right), ("held", .right),
      ("disputed", .right),
    ])
    for (owed, currency) in [(overview.dollars, Currency.usd), (overview.uakt, .uakt)] {
      table.add([
        currency == .usd ? "USD" : "AKT", MoneyText.text(owed.accruedMicros, currency),
        MoneyText.text(owed.vestedMicros, currency), MoneyText.text(owed.heldMicros, currency),
        MoneyText.text(owed.disputedMicros, currency),
      ])
    }
    table.show()
    print("\nWallet                 \(MoneyText.text(wallet, .uakt))")
    if let price = overview.price { print("Price                  \(price.text) USD") }
    if let view = overview.view {
      print("Needed                 \(MoneyText.text(view.neededUakt, .uakt))")
      print(
        "Needed at \(view.stressedPrice.text) USD     \(MoneyText.text(view.stressedUakt, .uakt))")
      if let coverage = view.coverage { print("Coverage               \(coverage)") }
      let level = view.level.rawValue
      print("The treasury is        \(view.level == .covered ? level : Terminal.red(level))")
    }
    guard !overview.claims.isEmpty else { return }
    print("\nBy priority of claims:")
    var claims = Table([("pool", .left), ("needed", .right), ("served", .right), ("", .left)])
    for claim in overview.claims {
      claims.add([
        claim.pool.text, MoneyText.text(claim.neededUakt, .uakt),
        MoneyText.text(claim.servedUakt, .uakt),
        claim.servedUakt < claim.neededUakt ? "short" : "",
      ])
    }
    claims.show()
  }

  private func document(_ overview: TreasuryOverview, _ wallet: Int64) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("wallet", wallet)
      writer.key("price")
      if let price = overview.price { writer.decimalString(price.scaled) } else { writer.null() }
      writer.array("owed", [(overview.dollars, Currency.usd), (overview.uakt, .uakt)]) {
        writer, entry in
        writer.object { writer in
          writer.field("currency", entry.1.rawValue)
          writer.field("accrued", entry.0.accruedMicros)
          writer.field("vested", entry.0.vestedMicros)
          writer.field("held", entry.0.heldMicros)
          writer.field("disputed", entry.0.disputedMicros)
        }
      }
      writer.key("view")
      if let view = overview.view {
        writer.object { writer in
          writer.field("needed", view.neededUakt)
          writer.field("stressed", view.stressedUakt)
          writer.key("stressedPrice")
          writer.decimalString(view.stressedPrice.scaled)
          writer.field("level", view.level.rawValue)
        }
      } else {
        writer.null()
      }
      writer.array("claims", overview.claims) { writer, claim in
        writer.object { writer in
          writer.field("pool", claim.pool.text)
          writer.field("needed", claim.neededUakt)
          writer.field("served", claim.servedUakt)
        }
      }
    }
    return writer.finish() + [10]
  }
}
