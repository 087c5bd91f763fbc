import Application
import CosmosClient
import CosmosTx
import DevNet
import Keys
import Paying
import Payouts
import Policy
import Program
import Quantities
import Simulation

// How the money comes: a proposal, its vote, and what is committed of it.
extension PilotTreasury {
  /// The committee opens the wallet, and the administrator asks the community for its money.
  func ask() async throws -> UInt64 {
    let height = try await nodes[0].rest.latestBlock().height
    let chain = try Label(cast.world.settings.chainID)
    try await journal.enter([
      (
        WalletOpened(
          chain: chain, address: wallet.address, height: height, threshold: group.threshold,
          members: group.members.compactMap { PublicKeyText($0.publicKey.text) }), .committee
      )
    ])
    let (price, buffer) = (try Price18("2.80"), try Ratio(ppm: 50_000))
    let micros = try price.microDollars(forUakt: rules.budget.amount.amount).micros
    guard let uakt = FundingRequest.uakt(dollarMicros: micros, price: price, buffer: buffer) else {
      throw PilotFailure.outside("the policy's budget cannot be asked for")
    }
    let proposal = try FundingProposal(
      uakt: uakt, recipient: wallet, proposer: try AccountAddress(cast.world.program),
      depositUakt: 1_000_000_000,
      words: FundingProposal.Words(
        title: "A pilot", summary: "Pays providers of GPUs; what is not paid comes back."),
      fee: Fee(
        amount: [try CosmosTx.Coin(try Amount(micros: 10_000 as Int64), .uakt)], gasLimit: 400_000))
    try journal.blobs.put(proposal.document)
    try await journal.enter([
      (
        FundingRequested(
          request: try Label("main"), proposal: proposal.digest,
          micros: try Amount(micros: micros), price: price, buffer: buffer,
          uakt: try Amount(micros: uakt)), administrator
      )
    ])
    let (number, block) = try await propose(proposal)
    try await note(
      .request, onChain: "proposal \(number) in block \(block), 1,000 AKT deposited",
      inJournal: "wallet.opened, funding.requested")
    return number
  }

  private func propose(_ proposal: FundingProposal) async throws -> (UInt64, Int64) {
    guard let proposer = cast.world.people.last else {
      throw PilotFailure.outside("nobody proposes")
    }
    let account = try await nodes[0].rest.account(proposer.address)
    let signed = try proposal.transaction.signed(
      by: proposer.signer,
      at: SignerPosition(
        chainID: try ChainID(cast.world.settings.chainID), accountNumber: account?.number ?? 0,
        sequence: account?.sequence ?? 0))
    let outcome = await nodes[0].rest.broadcast(signed.bytes, hash: signed.digest)
    guard outcome == .accepted else {
      throw PilotFailure.outside("the proposal was not taken: \(outcome)")
    }
    await pass(blocks: 1)
    let found = try await nodes[0].rest.transaction(signed.digest)
    let number = found?.result.events.lazy.compactMap { $0["proposal_id"].flatMap(UInt64.init) }
      .first
    guard let found, found.result.code == 0, let number else {
      throw PilotFailure.outside("the proposal is in no block")
    }
    return (number, found.height)
  }

  /// Enters what the vote brought, as both nodes show it.
  func receive(_ number: UInt64) async throws {
    guard let found = try await nodes[0].rest.proposal(number), found.failedReason.isEmpty else {
      throw PilotFailure.outside("there is no proposal \(number), or it failed")
    }
    let (treasury, _) = try treasury()
    let view = try await view()
    let history = try await WalletHistory.agreed(
      of: wallet.address, heights: treasury.wallet.height...view.height, by: .search, from: nodes,
      needed: 2)
    guard let transfer = history.transfers.first, history.transfers.count == 1,
      let payer = transfer.counterparty
    else { throw PilotFailure.outside("proposal \(number) brought \(history.transfers)") }
    let witness = Array("2.80 USD for one AKT, as the proposal says.".utf8)
    try journal.blobs.put(witness)
    try await journal.enter([
      (
        FundingReceived(
          tranche: try Label("first"), source: .communityPool, request: try Label("main"),
          proposal: Int(number), transaction: transfer.transaction, height: transfer.height,
          payer: payer, uakt: try Amount(micros: transfer.uakt), price: try Price18("2.80"),
          record: Sha256.digest(of: witness)), administrator
      )
    ])
    try await note(
      .funding, onChain: "passed; block \(transfer.height) pays from the community's pool",
      inJournal: "funding.received")
  }

  /// Signs the one contract, which the money that came allows.
  func contract() async throws {
    guard let pool = rules.pools.first(where: { $0.kind == .committed }),
      let line = pool.lines.first
    else { throw PilotFailure.outside("the policy has no contracts") }
    let contractor = cast.contractor
    try await journal.enter([
      (
        ContractSigned(
          contract: try Label("contract-1"), pool: pool.name, line: line.name,
          provider: contractor.provider, gpuClass: contractor.gpuClass,
          units: min(line.units, contractor.ownUnits),
          rate: try Amount(micros: line.rateMicros), from: pool.span.start, to: pool.span.end),
        administrator
      )
    ])
    try await note(
      .contract, onChain: "",
      inJournal: "contract.signed, \(contractor.label) for a year")
  }
}
