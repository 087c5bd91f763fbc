import Quantities

// What messages do: bank, community pool and permissions.
extension LedgerState {
  /// Runs all messages, or throws at the first that fails; what it threw at must be thrown away.
  mutating func run(
    _ messages: [ProtoMessage], _ block: BlockContext, _ trace: inout ExecutionTrace
  ) throws(TransactionRefusal) -> [ProtoMessage] {
    var answers: [ProtoMessage] = []
    for (index, message) in messages.enumerated() {
      do {
        answers.append(try run(message, at: index, block, &trace))
      } catch {
        // Running out of gas is no message's fault.
        throw error.codespace == "sdk" && error.code == 11 ? error : error.inMessage(index)
      }
    }
    return answers
  }

  private mutating func run(
    _ message: ProtoMessage, at index: Int, _ block: BlockContext, _ trace: inout ExecutionTrace
  ) throws(TransactionRefusal) -> ProtoMessage {
    try trace.use(BlockContext.gasPerMessage, "WriteFlat")
    let sender = try message.signers().first
    var inner = ExecutionTrace(gasLimit: trace.gasLimit.map { $0 - trace.gasUsed })
    inner.events.append(
      ChainEvent(
        "message",
        [
          "action": message.schema.typeURL, "sender": sender.map { "\($0)" } ?? "",
          "module": message.module,
        ]))
    var outcome: Result<ProtoMessage, TransactionRefusal>
    do {
      outcome = .success(try execute(message, block, &inner))
    } catch {
      outcome = .failure(error)
    }
    trace.events += inner.events.map { $0.of(message: index) }
    try trace.use(inner.gasUsed, "WriteFlat")
    return try outcome.get()
  }

  /// Runs one message of any kind, whoever's it is.
  mutating func execute(
    _ message: ProtoMessage, _ block: BlockContext, _ trace: inout ExecutionTrace
  ) throws(TransactionRefusal) -> ProtoMessage {
    switch message.schema.name {
    case "cosmos.bank.v1beta1.MsgSend": try send(message, &trace)
    case "cosmos.bank.v1beta1.MsgMultiSend": try multiSend(message, &trace)
    case "cosmos.distribution.v1beta1.MsgFundCommunityPool": try fundPool(message, &trace)
    case "cosmos.distribution.v1beta1.MsgCommunityPoolSpend":
      try spendPool(message, block, &trace)
    case "cosmos.gov.v1.MsgSubmitProposal":
      return ProtoMessage(
        "cosmos.gov.v1.MsgSubmitProposalResponse",
        ["proposal_id": .number(try propose(message, block, &trace))])
    case "cosmos.gov.v1.MsgDeposit": try deposit(message, block, &trace)
    case "cosmos.gov.v1.MsgVote": try vote(message, &trace)
    case "cosmos.authz.v1beta1.MsgGrant": try grant(message, block, &trace)
    case "cosmos.authz.v1beta1.MsgRevoke": try revoke(message)
    case "cosmos.authz.v1beta1.MsgExec": try runGranted(message, block, &trace)
    default: throw .invalidRequest("unrecognized message route: \(message.schema.typeURL)")
    }
    return ProtoMessage(message.schema.name + "Response", [:])
  }

  // MARK: Bank

  private func checkSendable(_ coins: Coins) throws(TransactionRefusal) {
    // One denomination is a credit that nobody can pass on.
    guard coins["uact"] == 0 else {
      throw .bank(5, "uact transfers are currently disabled: send transactions are disabled")
    }
  }

  private static func checkRecipient(_ address: Address) throws(TransactionRefusal) {
    guard !ModuleAccount.blocked.contains(address) else {
      throw .unauthorized("\(address) is not allowed to receive funds")
    }
  }

  private mutating func send(
    _ message: ProtoMessage, _ trace: inout ExecutionTrace
  ) throws(TransactionRefusal) {
    let sender = try Address(account: message.text("from_address"))
    let recipient = try Address(account: message.text("to_address"))
    let coins = try Coins(message.messages("amount"))
    try checkSendable(coins)
    try Self.checkRecipient(recipient)
    try trace.use(BlockContext.gasPerTransfer, "WriteFlat")
    try take(coins, from: sender)
    try give(coins, to: recipient)
    trace.events += Self.transfer(coins, from: sender, to: recipient)
  }

  private mutating func multiSend(
    _ message: ProtoMessage, _ trace: inout ExecutionTrace
  ) throws(TransactionRefusal) {
    let (inputs, outputs) = (message.messages("inputs"), message.messages("outputs"))
    guard let input = inputs.first else { throw .bank(2, "no inputs to send transaction") }
    guard inputs.count == 1 else { throw .bank(9, "multiple senders not allowed") }
    guard !outputs.isEmpty else { throw .bank(3, "no outputs to send transaction") }
    let sender = try Address(account: input.text("address"))
    let given = try Coins(input.messages("coins"))
    var parts: [(recipient: Address, coins: Coins)] = []
    var sum = Coins()
    for output in outputs {
      let recipient = try Address(account: output.text("address"))
      let coins = try Coins(output.messages("coins"))
      guard sum.add(coins) else { throw .invalidCoins("integer overflow") }
      parts.append((recipient, coins))
    }
    guard sum == given else { throw .bank(4, "sum inputs != sum outputs") }
    try checkSendable(given)
    for part in parts { try Self.checkRecipient(part.recipient) }
    try take(given, from: sender)
    trace.events.append(ChainEvent("coin_spent", ["spender": "\(sender)", "amount": given.text]))
    trace.events.append(ChainEvent("message", ["sender": "\(sender)"]))
    for part in parts {
      try trace.use(BlockContext.gasPerTransfer, "WriteFlat")
      try give(part.coins, to: part.recipient)
      let amount = part.coins.text
      trace.events.append(
        ChainEvent("coin_received", ["receiver": "\(part.recipient)", "amount": amount]))
      trace.events.append(
        ChainEvent("transfer", ["recipient": "\(part.recipient)", "amount": amount]))
    }
  }

  // MARK: Community pool

  private mutating func fundPool(
    _ message: ProtoMessage, _ trace: inout ExecutionTrace
  ) throws(TransactionRefusal) {
    let depositor = try Address(account: message.text("depositor"))
    let coins = try Coins(message.messages("amount"))
    try trace.use(BlockContext.gasPerTransfer, "WriteFlat")
    try take(coins, from: depositor)
    guard poolReceived.add(coins) else { throw .invalidCoins("integer overflow") }
    trace.events += Self.transfer(coins, from: depositor, to: ModuleAccount.distribution)
  }

  private mutating func spendPool(
    _ message: ProtoMessage, _ block: BlockContext, _ trace: inout ExecutionTrace
  ) throws(TransactionRefusal) {
    guard message.text("authority") == "\(ModuleAccount.governance)" else {
      throw .gov(
        13,
        "invalid authority; expected \(ModuleAccount.governance), got "
          + "\(message.text("authority")): expected gov account as only signer for proposal message"
      )
    }
    let recipient = try Address(account: message.text("recipient"))
    let coins = try Coins(message.messages("amount"))
    try Self.checkRecipient(recipient)
    var rest = pool(at: block.height)
    guard rest.subtract(coins) == nil else {
      throw TransactionRefusal(
        "distribution", 11, "community pool does not have sufficient coins to distribute")
    }
    guard poolPaid.add(coins) else { throw .invalidCoins("integer overflow") }
    try give(coins, to: recipient)
    trace.events += Self.transfer(coins, from: ModuleAccount.distribution, to: recipient)
  }

  // MARK: Permissions

  private mutating func grant(
    _ message: ProtoMessage, _ block: BlockContext, _ trace: inout ExecutionTrace
  ) throws(TransactionRefusal) {
    let granter = try Address(account: message.text("granter"))
    let grantee = try Address(account: message.text("grantee"))
    guard granter != grantee else {
      throw .authz(8, "granter and grantee should be different")
    }
    guard let body = message.message("grant") else { throw .invalidRequest("grant is nil") }
    let (type, permission) = try Permission.read(body)
    if let until = permission.untilMillis, until <= block.millis {
      throw .authz(3, "expiration must be after the current block time")
    }
    permissions[Permission.Key(granter: granter, grantee: grantee, type: type)] = permission
    trace.events.append(
      ChainEvent(
        "cosmos.authz.v1beta1.EventGrant",
        [
          "msg_type_url": "\"\(type)\"", "granter": "\"\(granter)\"", "grantee": "\"\(grantee)\"",
        ]))
  }

  private mutating func revoke(_ message: ProtoMessage) throws(TransactionRefusal) {
    let key = Permission.Key(
      granter: try Address(account: message.text("granter")),
      grantee: try Address(account: message.text("grantee")), type: message.text("msg_type_url"))
    guard permissions.removeValue(forKey: key) != nil else {
      throw .authz(2, "failed to get grant: authorization not found")
    }
  }

  private mutating func runGranted(
    _ message: ProtoMessage, _ block: BlockContext, _ trace: inout ExecutionTrace
  ) throws(TransactionRefusal) {
    let grantee = try Address(account: message.text("grantee"))
    let inner = message.messages("msgs")
    guard !inner.isEmpty else { throw .invalidRequest("messages cannot be empty") }
    for message in inner {
      let granters = try message.signers()
      guard granters.count == 1 else {
        throw .invalidRequest("authorization can be given to msg with only one signer")
      }
      if granters[0] != grantee {
        let key = Permission.Key(
          granter: granters[0], grantee: grantee, type: message.schema.typeURL)
        guard var permission = permissions[key] else {
          throw .authz(
            2,
            "failed to get grant with given granter: \(granters[0]), "
              + "grantee: \(grantee) & msgType: \(key.type): authorization not found")
        }
        if let until = permission.untilMillis, until < block.millis {
          throw .authz(6, "authorization expired")
        }
        try permission.use(for: message)
        permissions[key] = permission.limit?.isEmpty == true ? nil : permission
      }
      _ = try execute(message, block, &trace)
    }
  }
}

extension ProtoMessage {
  /// Whose message it is, as events name it.
  var module: String {
    let parts = schema.name.split(separator: ".")
    return parts.count > 1 ? String(parts[1]) : ""
  }
}
