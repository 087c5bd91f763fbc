import Quantities

// Proposals: submitted with a deposit, voted on, and carried out when they passed.
extension LedgerState {
  /// The world's own proposal has number 1.
  private var nextProposal: UInt64 { (proposals.keys.max() ?? 1) + 1 }

  mutating func propose(
    _ message: ProtoMessage, _ block: BlockContext, _ trace: inout ExecutionTrace
  ) throws(TransactionRefusal) -> UInt64 {
    try trace.use(BlockContext.gasOfProposal, "WriteFlat")
    let proposer = try Address(account: message.text("proposer"))
    guard !message.text("title").isEmpty, !message.text("summary").isEmpty else {
      throw .invalidRequest("proposal title and summary must be provided")
    }
    for inner in message.messages("messages") {
      guard try inner.signers() == [ModuleAccount.governance] else {
        throw .gov(
          13, "\(inner.schema.typeURL): expected gov account as only signer for proposal message")
      }
      // What a proposal asks for is tried out when it is made, and the trial thrown away.
      var trial = self
      var ignored = ExecutionTrace(gasLimit: nil)
      do {
        _ = try trial.execute(inner, block, &ignored)
      } catch  where error.codespace != "distribution" {
        throw .gov(12, "\(error.log): invalid proposal message")
      } catch {
        // What the pool lacks today it may have when the vote is over.
      }
    }
    let id = nextProposal
    proposals[id] = Proposal(
      id: id, content: message, proposer: proposer, submittedMillis: block.millis)
    trace.events.append(ChainEvent("submit_proposal", ["proposal_id": "\(id)"]))
    let first = try Coins(message.messages("initial_deposit"), mayBeEmpty: true)
    if !first.isEmpty { try deposit(first, to: id, from: proposer, block, &trace) }
    return id
  }

  mutating func deposit(
    _ message: ProtoMessage, _ block: BlockContext, _ trace: inout ExecutionTrace
  ) throws(TransactionRefusal) {
    try deposit(
      try Coins(message.messages("amount")), to: message.number("proposal_id"),
      from: try Address(account: message.text("depositor")), block, &trace)
  }

  private mutating func deposit(
    _ coins: Coins, to id: UInt64, from depositor: Address, _ block: BlockContext,
    _ trace: inout ExecutionTrace
  ) throws(TransactionRefusal) {
    guard var proposal = proposals[id], proposal.deadlineMillis != nil else {
      throw .gov(3, "\(id): inactive proposal")
    }
    guard coins.all.allSatisfy({ $0.denomination == "uakt" }) else {
      throw .gov(23, "deposited \(coins.text), but gov accepts only uakt: invalid deposit denom")
    }
    try trace.use(BlockContext.gasPerTransfer, "WriteFlat")
    try take(coins, from: depositor)
    try give(coins, to: ModuleAccount.governance)
    trace.events += Self.transfer(coins, from: depositor, to: ModuleAccount.governance)
    trace.events.append(
      ChainEvent(
        "proposal_deposit",
        ["depositor": "\(depositor)", "amount": coins.text, "proposal_id": "\(id)"]))
    proposal.deposit(coins, from: depositor)
    if proposal.status == .deposit,
      proposal.totalDeposit["uakt"] >= Proposal.minimumDeposit["uakt"]
    {
      proposal.status = .voting
      proposal.votingFromMillis = block.millis
      trace.events.append(ChainEvent("submit_proposal", ["voting_period_start": "\(id)"]))
    }
    proposals[id] = proposal
  }

  mutating func vote(
    _ message: ProtoMessage, _ trace: inout ExecutionTrace
  ) throws(TransactionRefusal) {
    let id = message.number("proposal_id")
    guard var proposal = proposals[id], proposal.status == .voting else {
      throw .gov(3, "\(id): inactive proposal")
    }
    let option = message.number("option")
    guard (1...4).contains(option) else { throw .gov(7, "\(option): invalid vote option") }
    let voter = try Address(account: message.text("voter"))
    proposal.vote(option, by: voter)
    proposals[id] = proposal
    trace.events.append(
      ChainEvent(
        "proposal_vote",
        [
          "voter": "\(voter)", "option": "\(VoteWord.all[Int(option)])", "proposal_id": "\(id)",
        ]))
  }

  // MARK: Deadlines

  /// The earliest deadline of a proposal.
  var nextDeadlineMillis: Int64? {
    proposals.keys.sorted().compactMap { proposals[$0]?.deadlineMillis }.min()
  }

  /// Ends what is over in a block; the numbers of what ended come back.
  mutating func endProposals(
    _ block: BlockContext, _ vote: ValidatorsVote, _ told: inout [ChainEvent]
  ) -> [UInt64] {
    let over = proposals.keys.sorted().filter {
      (proposals[$0]?.deadlineMillis ?? .max) <= block.millis
    }
    for id in over {
      guard var proposal = proposals[id] else { continue }
      guard proposal.status == .voting else {
        // Nobody put up the rest of the deposit: what was put up comes back.
        giveBack(proposal, &told)
        proposals[id] = nil
        continue
      }
      proposal.tally = vote.tally
      switch vote {
      case .yes:
        giveBack(proposal, &told)
        carryOut(&proposal, block, &told)
      case .no, .absent:
        giveBack(proposal, &told)
        proposal.status = .rejected
      case .veto:
        try? take(proposal.totalDeposit, from: ModuleAccount.governance)
        _ = burned.add(proposal.totalDeposit)
        proposal.status = .rejected
      }
      proposals[id] = proposal
    }
    return over
  }

  private mutating func giveBack(_ proposal: Proposal, _ told: inout [ChainEvent]) {
    for deposit in proposal.deposits {
      do throws(TransactionRefusal) {
        try take(deposit.coins, from: ModuleAccount.governance)
        try give(deposit.coins, to: deposit.depositor)
        told += Self.transfer(
          deposit.coins, from: ModuleAccount.governance, to: deposit.depositor)
      } catch {
        preconditionFailure("A deposit is held until it is given back: \(error.log).")
      }
    }
  }

  /// All of a proposal's messages, or none.
  private mutating func carryOut(
    _ proposal: inout Proposal, _ block: BlockContext, _ told: inout [ChainEvent]
  ) {
    var branch = self
    var trace = ExecutionTrace(gasLimit: nil)
    do throws(TransactionRefusal) {
      _ = try branch.run(proposal.content.messages("messages"), block, &trace)
      self = branch
      told += trace.events
      proposal.status = .passed
    } catch {
      proposal.status = .failed
      proposal.failedReason = error.log
    }
  }
}
