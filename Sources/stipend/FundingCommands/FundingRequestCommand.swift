import Application
import ArgumentParser
import CosmosTx
import Encoding
import Payouts
import Policy
import Program
import Quantities

/// `stipend funding request`: the policy's dollars as tokens, and the proposal that asks for them.
struct FundingRequestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request",
    abstract: "Computes what is asked for, and writes the proposal as the network's tools take it.",
    discussion: """
      uakt = ⌈⌈USD / price⌉ · (1 + buffer)⌉; the buffer is at most the policy's. The folder holds \
      proposal.json, which akash tx gov submit-proposal takes, and tx.json, which akash tx sign or \
      stipend tx sign takes. The request is an entry of the administrator's: logged with --key, \
      else left as a draft in the folder.

      Example: stipend funding request --request main --price 3.10 --buffer 10% \
      --proposer akash1… --deposit 1000 --title "Pilot 2" --summary summary.md \
      --data var/program --key keys/administrator.json --out funding-1
      """)

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption
  @OptionGroup var delivery: EntryDelivery

  @Option(help: "The request's own id in the journal.")
  var request = "funding"

  @Option(help: "Dollars to ask for; default: the policy's whole budget.")
  var usd: String?

  @OptionGroup var price: PriceOption

  @Option(help: "What is asked for beyond that, as 10%; default: the policy's most.")
  var buffer: String?

  @Option(help: "The account that proposes and puts down the deposit.")
  var proposer: String

  @Option(help: "The deposit, in AKT.")
  var deposit: String

  @Option(help: "What voters read first.")
  var title: String

  @Option(help: "A file with what voters read.")
  var summary: String

  @Option(help: "A link or a text of the proposer's.")
  var metadata = ""

  @Flag(help: "Asks for a short vote, which needs a larger majority.")
  var expedited = false

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let now = try clock.now()
    let open = try OpenTreasury(data)
    let asked = try amounts(open, now)
    let proposal = try proposal(open, uakt: asked.uakt.micros)
    let folder = delivery.out ?? "funding-\(asked.request)"
    try FreshFolder.make(folder)
    try Files.write(proposal.document, to: "\(folder)/proposal.json")
    try Files.write(proposal.transaction.json + [10], to: "\(folder)/tx.json")
    let body = FundingRequested(
      request: asked.request, proposal: proposal.digest, micros: asked.micros, price: asked.price,
      buffer: asked.buffer, uakt: asked.uakt)
    var entering = delivery
    entering.out = delivery.key.isEmpty ? "\(folder)/requested.json" : nil
    let outcomes = try await EpochEntering(delivery: entering, data: data, clock: clock).enter(
      [EntryDesk.Item(body: body, file: "\(folder)/requested.json")], open.reader,
      blobs: [proposal.document])
    if json { Terminal.write(document(asked, folder)) } else { show(asked, proposal, folder) }
    if !json { EntryReport.show(outcomes, json: false) }
  }

  private struct Asked {
    let request: Label
    let micros: Amount
    let price: Price18
    let buffer: Ratio
    let uakt: Amount
  }

  private func amounts(_ open: OpenTreasury, _ now: Timestamp) throws -> Asked {
    let rule = open.treasury.rule
    guard let price = try price.read() ?? open.treasury.price(at: now) else {
      throw Ending.unreadable(
        .usage, "The observers entered no price that holds now.", "Name one with --price.")
    }
    let micros = try micros(open.state.rules.policy.budget.amount)
    do {
      let part = try buffer.map { try Ratio($0) } ?? rule.buffer
      guard part <= rule.buffer else {
        throw Ending(
          1, "funding-buffer", "The buffer is \(part), and the policy allows \(rule.buffer).",
          "Ask for less, or have the policy amended.")
      }
      guard let uakt = FundingRequest.uakt(dollarMicros: micros, price: price, buffer: part),
        uakt > 0
      else {
        throw Ending(
          1, "funding-amount", "The amount is 0, or out of bounds.", "Check --usd and --price.")
      }
      return Asked(
        request: try Label(request), micros: try Amount(micros: micros), price: price,
        buffer: part, uakt: try Amount(micros: uakt))
    } catch let error as QuantityError {
      throw Ending.unreadable(
        .optionValue, "\(error).", "Write --request as a label, and --buffer like 10%.")
    }
  }

  /// The dollars to ask for: those named, or the policy's.
  private func micros(_ budget: Money) throws -> Int64 {
    if let usd {
      guard let micros = try? DecimalText.integer(usd, scale: 6),
        let narrow = Int64(exactly: micros),
        narrow > 0
      else {
        throw Ending.unreadable(
          .optionValue, "--usd \(usd.prefix(80)) is no amount.", "Write 5000000.")
      }
      return narrow
    }
    guard budget.currency == .usd else {
      throw Ending(
        1, "funding-currency", "The policy's budget is in uakt.", "Name the dollars with --usd.")
    }
    return budget.amount.micros
  }

  private func proposal(_ open: OpenTreasury, uakt: Int64) throws -> FundingProposal {
    guard let micros = try? DecimalText.integer(deposit, scale: 6),
      let depositUakt = Int64(exactly: micros)
    else {
      throw Ending.unreadable(.optionValue, "--deposit \(deposit) is no amount.", "Write 1000.")
    }
    let text = String(
      decoding: try Files.read(summary, limitBytes: 1 << 20), as: UTF8.self)
    let gas = open.treasury.rule.gas
    do {
      let proposer = try AccountAddress(try AddressArgument.read(proposer, "--proposer").text)
      let fee = UInt64(max(0, gas.base)) + 300_000
      let feeUakt = open.treasury.batchRule.feeUakt(gas: Int64(clamping: fee)) ?? 0
      return try FundingProposal(
        uakt: uakt, recipient: try AccountAddress(open.wallet.address), proposer: proposer,
        depositUakt: depositUakt,
        words: .init(title: title, summary: text, metadata: metadata), expedited: expedited,
        fee: Fee(
          amount: feeUakt > 0 ? [try Coin(try Amount(micros: feeUakt), .uakt)] : [],
          gasLimit: fee))
    } catch let refusal as FundingProposal.Refusal {
      throw Ending(
        1, "funding-proposal", "The proposal is none that the network takes: \(refusal).",
        "Correct the words, the deposit or the proposer.")
    } catch let ending as Ending {
      throw ending
    } catch {
      throw Ending(
        1, "funding-proposal", "The proposal is none that the network takes: \(error).",
        "Correct the words, the deposit or the proposer.")
    }
  }

  private func show(_ asked: Asked, _ proposal: FundingProposal, _ folder: String) {
    print(
      "\(MoneyText.text(asked.micros.micros, .usd)) at \(asked.price.text) USD, "
        + "\(asked.buffer) more: \(MoneyText.text(asked.uakt.micros, .uakt)).")
    for line in TxWords(proposal.transaction).actions { print("  \(PlainText.of(line))") }
    print("  \(folder)/proposal.json for akash tx gov submit-proposal, \(folder)/tx.json to sign")
  }

  private func document(_ asked: Asked, _ folder: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("request", asked.request.text)
      writer.field("micros", asked.micros.micros)
      writer.key("price")
      writer.decimalString(asked.price.scaled)
      writer.field("buffer", asked.buffer.ppm)
      writer.field("uakt", asked.uakt.micros)
      writer.field("folder", folder)
    }
    return writer.finish() + [10]
  }
}
