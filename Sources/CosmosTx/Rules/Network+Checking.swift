import Quantities

/// What the chain would refuse, or what no program should pay, refused before anybody signs.
extension Network {
  /// Throws unless the transaction is one that this network takes and that pays as a program may.
  public func check(_ transaction: Transaction) throws(TxError) {
    let body = transaction.body
    for (index, message) in body.messages.enumerated() {
      try check(message, "body.messages[\(index)]")
    }
    if body.memo.utf8.count > TxBody.limitMemoBytes {
      throw TxError(place: "body.memo", fault: .tooLong(limitBytes: TxBody.limitMemoBytes))
    }
    try check(note: body.memo, "body.memo")
    try check(transaction.authInfo.fee)
    do {
      _ = try transaction.signer()
    } catch {
      throw TxError(place: "body", fault: .severalSigners)
    }
    guard transaction.bytes.count <= Transaction.limitBytes else {
      throw TxError(place: "", fault: .tooLarge(limitBytes: Transaction.limitBytes))
    }
  }

  private func check(_ message: TransactionMessage, _ place: String) throws(TxError) {
    switch message {
    case .send(let message):
      try check(account: message.fromAddress, "\(place).from_address")
      try check(payee: message.toAddress, "\(place).to_address")
      try check(payment: message.amount, "\(place).amount")
    case .multiSend(let message): try check(message, place)
    case .fundCommunityPool(let message):
      try check(payment: message.amount, "\(place).amount")
      try check(account: message.depositor, "\(place).depositor")
    case .submitProposal(let message): try check(message, place)
    case .exec(let message):
      try check(account: message.grantee, "\(place).grantee")
      for (index, inner) in message.messages.enumerated() {
        try check(inner.alone, "\(place).msgs[\(index)]")
      }
    }
  }

  private func check(_ message: MsgMultiSend, _ place: String) throws(TxError) {
    guard let input = message.inputs.first, message.inputs.count == 1 else {
      throw TxError(place: "\(place).inputs", fault: .manyInputs(message.inputs.count))
    }
    try check(account: input.address, "\(place).inputs[0].address")
    try check(payment: input.coins, "\(place).inputs[0].coins")
    var seen: Set<AccountAddress> = []
    for (index, output) in message.outputs.enumerated() {
      let fault =
        refusal(ofPayee: output.address)
        ?? (seen.insert(output.address).inserted ? nil : .payeeTwice)
      if let fault {
        throw TxError(place: "\(place).outputs[\(index)].address", fault: fault)
      }
      if let fault = refusal(ofPayment: output.coins) {
        throw TxError(place: "\(place).outputs[\(index)].coins", fault: fault)
      }
    }
    let total: Amount
    do {
      total = try Amount.sum(of: message.outputs.flatMap(\.coins).map(\.amount))
    } catch {
      throw TxError(place: "\(place).outputs", fault: .sumTooLarge)
    }
    guard input.coins.map(\.amount) == [total] else {
      throw TxError(place: "\(place).inputs[0].coins", fault: .unequalSums)
    }
  }

  private func check(_ message: MsgSubmitProposal, _ place: String) throws(TxError) {
    try check(account: message.proposer, "\(place).proposer")
    try check(payment: message.initialDeposit, "\(place).initial_deposit")
    for (name, text) in [("title", message.title), ("summary", message.summary)] {
      guard !text.isEmpty else { throw TxError(place: "\(place).\(name)", fault: .emptyText) }
      try check(note: text, "\(place).\(name)")
    }
    try check(note: message.metadata, "\(place).metadata")
    let limits = [
      ("title", message.title, MsgSubmitProposal.limitTitleBytes),
      ("metadata", message.metadata, MsgSubmitProposal.limitTitleBytes),
      ("summary", message.summary, MsgSubmitProposal.limitSummaryBytes),
    ]
    for (name, text, limit) in limits where text.utf8.count > limit {
      throw TxError(place: "\(place).\(name)", fault: .tooLong(limitBytes: limit))
    }
    let authority = modules.first { $0.name == "gov" }?.address
    for (index, action) in message.messages.enumerated() {
      guard case .communityPoolSpend(let spend) = action else { continue }
      let inner = "\(place).messages[\(index)]"
      guard spend.authority == authority else {
        throw TxError(
          place: "\(inner).authority", fault: .notTheAuthority(authority?.text ?? "gov"))
      }
      try check(payee: spend.recipient, "\(inner).recipient")
      try check(payment: spend.amount, "\(inner).amount")
    }
  }

  private func check(_ fee: Fee) throws(TxError) {
    let place = "auth_info.fee"
    guard fee.gasLimit > 0 else {
      throw TxError(place: "\(place).gas_limit", fault: .gasZero)
    }
    guard fee.amount.isEmpty || refusal(ofPayment: fee.amount) == nil else {
      throw TxError(place: "\(place).amount", fault: .feeCoins)
    }
    if let payer = fee.payer { try check(account: payer, "\(place).payer") }
    if let granter = fee.granter { try check(account: granter, "\(place).granter") }
  }

  private func check(account: AccountAddress, _ place: String) throws(TxError) {
    if let fault = refusal(of: account) { throw TxError(place: place, fault: fault) }
  }

  private func check(payee: AccountAddress, _ place: String) throws(TxError) {
    if let fault = refusal(ofPayee: payee) { throw TxError(place: place, fault: fault) }
  }

  private func check(payment coins: [Coin], _ place: String) throws(TxError) {
    if let fault = refusal(ofPayment: coins) { throw TxError(place: place, fault: fault) }
  }

  private func check(note: String, _ place: String) throws(TxError) {
    if let fault = Note.fault(in: note, limitBytes: .max) {
      throw TxError(place: place, fault: fault)
    }
  }
}
