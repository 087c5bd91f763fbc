import Application
import ArgumentParser
import CosmosClient
import CosmosTx
import Encoding
import Foundation
import Keys
import Paying
import Payouts
import Policy
import Program
import Quantities

/// `stipend funding received`: tokens that arrived, entered as a tranche.
struct FundingReceivedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "received",
    abstract: "Enters a tranche: where it came from, at which height, and at which price.",
    discussion: """
      The transfer is read from enough nodes; it must have arrived, and no entry may explain it \
      yet. With --proposal it is what that proposal paid; otherwise name the height and whom it \
      came from.

      Example: stipend funding received --tranche t1 --proposal 301 --data var/program \
      --key keys/administrator.json --node https://a.example --rpc https://a-rpc.example \
      --node https://b.example --rpc https://b-rpc.example
      Example: stipend funding received --tranche t2 --source donation --height 27800000 \
      --payer akash1… --price 3.10 --node … --rpc …
      """)

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption
  @OptionGroup var delivery: EntryDelivery
  @OptionGroup var chain: PaymentNodeOptions
  @OptionGroup var price: PriceOption

  @Option(help: "The tranche's own id.")
  var tranche: String

  @Option(help: "community-pool, issuance, donation or earlier-program.")
  var source = FundingSource.communityPool.rawValue

  @Option(help: "The request that it answers; default: the last, where a proposal paid.")
  var request: String?

  @Option(help: "The proposal that paid it.")
  var proposal: UInt64?

  @Option(help: "Where to look: this height alone; default: since the wallet was opened.")
  var height: Int64?

  @Option(help: "Whom it came from, where no proposal paid.")
  var payer: String?

  @Option(help: "A file that witnesses the price; default: what the journal knows of it.")
  var record: String?

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let now = try clock.now()
    guard let source = FundingSource(rawValue: source), let id = try? Label(tranche) else {
      throw Ending.unreadable(
        .optionValue, "--source \(self.source) or --tranche \(tranche.prefix(80)) is none.",
        "Write one of community-pool, issuance, donation, earlier-program, and a label.")
    }
    let open = try OpenTreasury(data)
    guard let price = try price.read() ?? open.treasury.price(at: now) else {
      throw Ending.unreadable(
        .usage, "The observers entered no price that holds now.",
        "Name one with --price, and its witness with --record.")
    }
    let transfer = try await transfer(open)
    let evidence =
      try record.map { try Files.read($0, limitBytes: 1 << 20) }
      ?? Self.record(price, open)
    let asked = proposal == nil && request == nil ? nil : try FundingLooking.request(request, open)
    let body = FundingReceived(
      tranche: id, source: source, request: asked?.request, proposal: proposal.map { Int($0) },
      transaction: transfer.transaction, height: transfer.height,
      payer: transfer.counterparty ?? open.wallet.address,
      uakt: try Amount(micros: transfer.uakt), price: price, record: Sha256.digest(of: evidence))
    let outcomes = try await EpochEntering(delivery: delivery, data: data, clock: clock).enter(
      [EntryDesk.Item(body: body, file: "funding-\(id).json")], open.reader, blobs: [evidence])
    if !json {
      print(
        "\(MoneyText.text(transfer.uakt, .uakt)) arrived at height \(transfer.height), "
          + "\(price.text) USD for one AKT.")
    }
    EntryReport.show(outcomes, json: json)
  }

  private func transfer(_ open: OpenTreasury) async throws -> WalletTransfer {
    let needed = open.treasury.rule.nodes
    let nodes = try chain.open(chain: open.wallet.chain, needed: needed, clock: clock)
    let candidates = try await nodes.use { nodes in
      var wanted: Int64?
      if let proposal {
        let found = try await FundingLooking.proposal(proposal, nodes)
        guard FundingLooking.status(found.status) == "passed" else {
          throw Ending(
            1, "funding-not-passed",
            "Proposal \(proposal) is \(FundingLooking.status(found.status)).",
            "stipend funding follow shows its vote.")
        }
        wanted = FundingLooking.paid(found, to: open.wallet.address)
      }
      let heights = try await Self.heights(open, height, nodes, needed)
      let history = try await WalletHistory.agreed(
        of: open.wallet.address, heights: heights, by: height == nil ? .search : .scan,
        from: nodes.nodes, needed: needed)
      return history.transfers.filter { transfer in
        transfer.direction == .incoming && (wanted == nil || transfer.uakt == wanted)
          && (payer == nil || transfer.counterparty?.text == payer)
      }
    }
    let expected = try TreasuryEnding.due { () throws(DueFailure) in
      try ExpectedTransfers(open.treasury, open.reader).all()
    }
    let left = Reconciliation(
      transfers: candidates, expected: expected, openingUakt: 0, closingUakt: 0
    ).findings.compactMap { finding -> WalletTransfer? in
      if case .unexplainedIncome(let transfer) = finding { transfer } else { nil }
    }
    guard let transfer = left.first, left.count == 1 || proposal != nil else {
      throw Ending(
        1, "funding-no-transfer",
        left.isEmpty
          ? "No transfer arrived that no entry explains yet."
          : "\(left.count) transfers could be meant.",
        "Name --height and --payer; stipend reconcile lists what arrived.")
    }
    return transfer
  }

  static func heights(
    _ open: OpenTreasury, _ height: Int64?, _ nodes: PaymentNodes, _ needed: Int
  ) async throws -> ClosedRange<Int64> {
    if let height { return height...height }
    let view = try await WalletView.agreed(
      of: try AccountAddress(open.wallet.address), from: nodes.nodes, needed: needed)
    return min(open.wallet.height, view.height)...view.height
  }

  /// What the journal knows of the price, as the tranche's evidence.
  private static func record(_ price: Price18, _ open: OpenTreasury) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("price")
      writer.decimalString(price.scaled)
      writer.field("entries", open.state.lineCount)
      writer.array("samples", open.state.prices.suffix(64)) { writer, sample in
        writer.object { writer in
          writer.field("line", sample.line)
          writer.field("source", sample.source.text)
          writer.field("at", sample.at.seconds)
          writer.key("price")
          writer.decimalString(sample.price.scaled)
        }
      }
    }
    return writer.finish()
  }
}
