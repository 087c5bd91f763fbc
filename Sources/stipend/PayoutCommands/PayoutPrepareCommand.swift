import Application
import ArgumentParser
import CosmosTx
import Encoding
import Paying
import Payouts
import Policy
import Program
import Quantities

/// `stipend payout prepare`: the next batch, entered in the journal before anybody signs it.
struct PayoutPrepareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prepare",
    abstract:
      "Makes the next batch: enters it in the journal, and writes the folder that is signed.",
    discussion: """
      Nodes say where the wallet stands; enough of them must agree. The journal has the hash of \
      what is signed before anybody can sign (law 8), so that with --key the administrator's entry \
      is logged first; without it a draft is left in the folder, and nothing may be signed before \
      that is logged. While a batch is undecided nothing else is prepared. The same payments after \
      a proof that they never landed are the same batch anew.

      Example: stipend payout prepare --data var/program --key keys/administrator.json \
      --node https://a.example --node https://b.example --out payout-1
      """)

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption
  @OptionGroup var price: PriceOption
  @OptionGroup var screening: ScreeningOption
  @OptionGroup var chain: PaymentNodeOptions
  @OptionGroup var delivery: EntryDelivery

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
    let batch = try prepared(open, standing, now)
    try await BatchEntering(data: data, clock: clock, delivery: delivery, json: json)
      .enter(batch, open)
  }

  private func prepared(
    _ open: OpenTreasury, _ standing: WalletStanding, _ now: Timestamp
  ) throws -> PreparedBatch {
    let named = try price.read()
    let head = try open.head()
    let input = PayoutInput(
      program: open.state.program ?? .zero, walletAddress: open.wallet.address, wallet: standing,
      journalSize: head.size, journalRoot: head.root,
      timeoutBlocks: timeoutBlocks ?? open.treasury.rule.mostBlocks,
      batch: try open.input(
        now: now, price: named ?? open.treasury.price(at: now), walletUakt: standing.uakt,
        screening: try screening.list()))
    let last = try open.treasury.lastPriced.map { try open.plan($0.plan) }
    do {
      return try PreparedBatch(
        input, after: open.treasury.book, last: last, network: open.wallet.chain,
        // A price that a person names is one that a person looked at.
        priceBound: named == nil ? open.treasury.rule.fall : nil)
    } catch {
      if case .nothingToPay(let outcomes) = error, !json {
        PayoutListing(outcomes: outcomes).show()
      }
      throw TreasuryEnding.ending(error)
    }
  }
}

/// Asks nodes where a wallet stands.
enum WalletAsking {
  static func standing(
    of wallet: WalletOpened, _ nodes: PaymentNodes, needed: Int
  ) async throws -> WalletStanding {
    let view = try await WalletView.agreed(
      of: try AccountAddress(wallet.address), from: nodes.nodes, needed: needed)
    return WalletStanding(
      chain: wallet.chain, height: view.height, accountNumber: view.accountNumber,
      sequence: view.sequence, uakt: view.uakt)
  }
}

/// Enters a prepared batch, and writes the folder that those who sign are given.
struct BatchEntering {
  let data: DataOption
  let clock: ClockOption
  let delivery: EntryDelivery
  let json: Bool

  func enter(_ batch: PreparedBatch, _ open: OpenTreasury) async throws {
    let folder = delivery.out ?? "payout-\(batch.record.batch)"
    try BatchFolder.write(batch, open.treasury.group, to: folder)
    var entering = delivery
    // The folder takes the draft; a batch is logged wherever keys are named.
    entering.out = delivery.key.isEmpty ? "\(folder)/prepared.json" : nil
    let body: PayoutPrepared
    do {
      body = try PayoutEntries.entry(of: batch)
    } catch {
      throw TreasuryEnding.due(.overflow)
    }
    let item = EntryDesk.Item(body: body, file: "\(folder)/prepared.json")
    let outcomes = try await EpochEntering(delivery: entering, data: data, clock: clock)
      .enter([item], open.reader, blobs: [batch.plan.bytes])
    if json {
      Terminal.write(document(batch, folder, outcomes))
    } else {
      EntryReport.show(outcomes, json: false)
      show(batch, folder)
    }
  }

  private func show(_ batch: PreparedBatch, _ folder: String) {
    let (plan, record) = (batch.plan, batch.record)
    let what =
      plan.purpose == .return
      ? "back to the community pool" : "to \(record.outputs) accounts"
    print("Batch \(record.batch): \(MoneyText.text(record.totalUakt, .uakt)) \(what).")
    print("  fee       \(MoneyText.text(record.feeUakt, .uakt)) for \(plan.gas) gas")
    print("  sequence  \(record.sequence), until block \(record.timeoutHeight)")
    print("  payment   \(record.signBytes)")
    print("  folder    \(folder)")
    if delivery.key.isEmpty {
      print("Nothing may be signed before \(folder)/prepared.json is logged.")
    } else {
      print("Each member: stipend payout sign \(folder) --key KEY --out NAME.json")
    }
  }

  private func document(
    _ batch: PreparedBatch, _ folder: String, _ outcomes: [EntryDesk.Outcome]
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("batch", batch.record.batch)
      writer.field("purpose", batch.plan.purpose.rawValue)
      writer.field("uakt", batch.record.totalUakt)
      writer.field("fee", batch.record.feeUakt)
      writer.field("outputs", batch.record.outputs)
      writer.field("sequence", String(batch.record.sequence))
      writer.field("timeout", batch.record.timeoutHeight)
      writer.field("payment", batch.record.signBytes.hex)
      writer.field("plan", batch.plan.digest.hex)
      writer.field("folder", folder)
      writer.key("entry")
      if let index = outcomes.first?.index { writer.integer(index) } else { writer.null() }
    }
    return writer.finish() + [10]
  }
}
