import Application
import ArgumentParser
import CosmosClient
import Encoding
import Foundation
import Paying
import Policy
import Program
import Quantities

/// `stipend funding follow`: what became of a proposal on the chain.
struct FundingFollowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "follow",
    abstract: "Shows a proposal's vote, and whether it pays the program's wallet what was asked.",
    discussion: """
      Exits with 1 where it was rejected, failed, or pays another account or another amount than \
      the request.

      Example: stipend funding follow 301 --data var/program --node https://a.example \
      --node https://b.example
      """)

  @Argument(help: "The proposal's number.")
  var proposal: UInt64

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption
  @OptionGroup var chain: PaymentNodeOptions

  @Option(help: "The request that it is held against; default: the last one.")
  var request: String?

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let open = try OpenTreasury(data)
    let asked = try FundingLooking.request(request, open)
    let nodes = try chain.open(
      chain: open.wallet.chain, needed: open.treasury.rule.nodes, clock: clock)
    let (found, tally) = try await nodes.use { nodes in
      let found = try await FundingLooking.proposal(proposal, nodes)
      let tally = try await nodes.nodes[0].rest.tally(ofProposal: proposal) ?? ProposalTally()
      return (found, tally)
    }
    let paid = FundingLooking.paid(found, to: open.wallet.address)
    let isAsked = asked == nil || paid == asked?.uakt.micros
    let status = FundingLooking.status(found.status)
    if json {
      Terminal.write(document(found, status, paid: paid, asked: asked))
    } else {
      print("Proposal \(found.id), \(PlainText.of(found.title)): \(Terminal.bold(status))")
      print("  pays the wallet  \(MoneyText.text(paid, .uakt))")
      if let asked { print("  asked for        \(MoneyText.text(asked.uakt.micros, .uakt))") }
      print(
        "  votes            yes \(tally.yes), no \(tally.no), veto \(tally.veto), "
          + "abstain \(tally.abstain)")
      if !isAsked { print(Terminal.red("  It does not pay what was asked for.")) }
    }
    if !isAsked || paid == 0 || ["rejected", "failed"].contains(status) {
      throw Ending.reported
    }
  }

  private func document(
    _ found: Proposal, _ status: String, paid: Int64, asked: FundingRequested?
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("proposal", found.id)
      writer.field("status", status)
      writer.field("title", found.title)
      writer.field("uakt", paid)
      writer.key("asked")
      if let asked { writer.integer(asked.uakt.micros) } else { writer.null() }
    }
    return writer.finish() + [10]
  }
}

/// What commands about funding ask of the chain and of the journal.
enum FundingLooking {
  /// The request that is meant: the one named, or the last.
  static func request(_ name: String?, _ open: OpenTreasury) throws -> FundingRequested? {
    let requests = open.state.treasury.requests
    guard let name else { return requests.values.max { $0.line < $1.line }?.body }
    guard let label = try? Label(name), let found = requests[label] else {
      throw Ending(
        1, "funding-unknown", "The journal has no request \(name.prefix(80)).",
        "stipend funding show lists them.")
    }
    return found.body
  }

  /// A proposal as every node shows it.
  static func proposal(_ number: UInt64, _ nodes: PaymentNodes) async throws -> Proposal {
    var agreed: Proposal?
    for node in nodes.nodes {
      guard let found = try await node.rest.proposal(number) else {
        throw Ending(
          1, "funding-no-proposal", "\(node.label) knows no proposal \(number).",
          "Check the number, and the chain.")
      }
      if let agreed, agreed != found {
        throw Ending(
          3, "paying-nodes", "The nodes do not agree on proposal \(number).",
          "Name other nodes, or ask again: one may be a block behind.")
      }
      agreed = found
    }
    guard let agreed else { preconditionFailure("There are as many nodes as the policy wants.") }
    return agreed
  }

  /// What a proposal pays the wallet.
  static func paid(_ proposal: Proposal, to wallet: Address) -> Int64 {
    let sum = proposal.spends.filter { $0.recipient.utf8.elementsEqual(wallet.bytes) }
      .flatMap(\.amount).filter { $0.denomination.utf8.elementsEqual("uakt".utf8) }
      .reduce(Int128(0)) { $0 + Int128($1.amount) }
    return Int64(clamping: sum)
  }

  /// `passed` for `PROPOSAL_STATUS_PASSED`.
  static func status(_ name: String) -> String {
    let start = "PROPOSAL_STATUS_"
    return (name.hasPrefix(start) ? String(name.dropFirst(start.count)) : name).lowercased()
      .replacingOccurrences(of: "_", with: "-")
  }
}
