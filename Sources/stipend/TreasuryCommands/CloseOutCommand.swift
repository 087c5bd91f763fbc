import Application
import ArgumentParser
import Encoding
import Payouts
import Policy
import Program
import Quantities

/// `stipend close-out`: what is neither owed nor committed goes back to the community.
struct CloseOutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close-out",
    abstract: "Computes what goes back to the community pool, and prepares it as a batch.",
    discussion: """
      At the end, with nothing owed, committed or undecided, everything goes back and the wallet \
      closes at zero after the return's own fee. Before that, --keep returns what is left beside \
      what is owed or committed, dollars at the policy's lower price. It is signed, combined and \
      submitted like any batch.

      Example: stipend close-out --data var/program --key keys/administrator.json \
      --node https://a.example --node https://b.example --out return-1
      Example: stipend close-out --keep --price 2.80 --dry-run --node … --node …
      """)

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption
  @OptionGroup var price: PriceOption
  @OptionGroup var chain: PaymentNodeOptions
  @OptionGroup var delivery: EntryDelivery

  @Flag(help: "Keeps what is owed or committed, instead of refusing.")
  var keep = false

  @Flag(help: "Says what would go back, and prepares nothing.")
  var dryRun = false

  @Option(help: "How many blocks there are for signing; default: the most that the policy allows.")
  var timeoutBlocks: Int64?

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let now = try clock.now()
    let open = try OpenTreasury(data)
    let needed = open.treasury.rule.nodes
    let nodes = try chain.open(chain: open.wallet.chain, needed: needed, clock: clock)
    let standing = try await nodes.use { nodes in
      try await WalletAsking.standing(of: open.wallet, nodes, needed: needed)
    }
    let named = try price.read()
    let pinned = named ?? open.treasury.pinnedPrice(at: now)
    let gas = open.treasury.batchRule.gas(outputs: 1) ?? 0
    let returned = try returned(open, standing, pinned)
    guard returned.returnedUakt > 0 else {
      throw Ending(
        1, "close-out-nothing", "Nothing is left to go back.", "stipend treasury shows why.")
    }
    if dryRun { return show(returned) }
    let head = try open.head()
    let input = PayoutInput(
      program: open.state.program ?? .zero, walletAddress: open.wallet.address, wallet: standing,
      journalSize: head.size, journalRoot: head.root,
      timeoutBlocks: timeoutBlocks ?? open.treasury.rule.mostBlocks,
      batch: BatchInput(
        lines: [], rule: open.treasury.batchRule, time: now, price: pinned,
        walletUakt: standing.uakt))
    let batch: PreparedBatch
    do {
      batch = try PreparedBatch(
        returning: returned, input, gas: gas, after: open.treasury.book)
    } catch {
      throw TreasuryEnding.ending(error)
    }
    if !json { show(returned) }
    try await BatchEntering(data: data, clock: clock, delivery: delivery, json: json)
      .enter(batch, open)
  }

  private func returned(
    _ open: OpenTreasury, _ standing: WalletStanding, _ price: Price18?
  ) throws -> ReturnPlan {
    do {
      return try ReturnPlan(
        of: open.treasury, walletUakt: standing.uakt, price: price, isFinal: !keep)
    } catch .noPrice {
      throw Ending(
        1, "treasury-no-price", "Dollars are owed or committed, and no price is known.",
        "Name one with --price.")
    } catch .refused(let refusal) {
      throw TreasuryEnding.returned(refusal)
    }
  }

  private func show(_ returned: ReturnPlan) {
    guard !json else { return Terminal.write(document(returned)) }
    print("Wallet     \(MoneyText.text(returned.walletUakt, .uakt))")
    print("Kept       \(MoneyText.text(returned.keptUakt, .uakt))")
    print("Fee        \(MoneyText.text(returned.feeUakt, .uakt))")
    print("Goes back  \(MoneyText.text(returned.returnedUakt, .uakt))")
    print("Remains    \(MoneyText.text(returned.remainingUakt, .uakt))")
  }

  private func document(_ returned: ReturnPlan) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("wallet", returned.walletUakt)
      writer.field("kept", returned.keptUakt)
      writer.field("fee", returned.feeUakt)
      writer.field("returned", returned.returnedUakt)
      writer.field("remaining", returned.remainingUakt)
    }
    return writer.finish() + [10]
  }
}
