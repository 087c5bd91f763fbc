import Encoding
import Keys
import Quantities

// What is judged before a transaction's messages run, in the order in which the network judges it.
extension LedgerState {
  /// Judges, takes the fee and counts the sequence; what it threw at must be thrown away.
  mutating func admit(
    _ transaction: SignedTransaction, _ block: BlockContext, _ trace: inout ExecutionTrace
  ) throws(TransactionRefusal) {
    let signers = try Self.form(of: transaction)
    try Self.checkTime(of: transaction, block)
    // The network says characters and counts bytes.
    let memoBytes = transaction.memo.utf8.count
    guard memoBytes <= BlockContext.limitMemo else {
      throw .memoTooLarge(
        "maximum number of characters is \(BlockContext.limitMemo) but received "
          + "\(memoBytes) characters")
    }
    try trace.use(UInt64(transaction.bytes.count) * BlockContext.gasPerByte, "txSize")
    try trace.use(BlockContext.gasOfAdmission, "ReadFlat")
    try takeFee(transaction, try Self.payer(of: transaction) ?? signers[0], block, &trace)
    let keys = try showKeys(transaction, signers, block)
    try checkSignatures(transaction, signers, keys, block, &trace)
    if transaction.isUnordered {
      try useOnce(transaction, signers, block)
      try trace.use(BlockContext.gasOfUnordered, "unordered")
    } else {
      for signer in signers { change(signer) { $0.sequence += 1 } }
    }
  }

  /// Throws unless the transaction is whole; whom it needs comes back.
  private static func form(
    of transaction: SignedTransaction
  ) throws(TransactionRefusal) -> [Address] {
    guard transaction.body.messages("extension_options").isEmpty else {
      throw .unknownExtension("")
    }
    guard !transaction.messages.isEmpty else {
      throw .invalidRequest("must contain at least one message")
    }
    let signers = try transaction.signers()
    guard !transaction.signatures.isEmpty else { throw .noSignatures }
    guard transaction.signatures.count == signers.count,
      transaction.signerInfos.count == signers.count
    else {
      throw .unauthorized(
        "wrong number of signers; expected \(signers.count), got \(transaction.signatures.count)")
    }
    guard transaction.auth.message("tip") == nil else { throw .notSupported("tips") }
    return signers
  }

  /// Who pays the fee, where somebody else than the first signer does.
  private static func payer(
    of transaction: SignedTransaction
  ) throws(TransactionRefusal) -> Address? {
    let payer = transaction.fee.text("payer")
    return payer.isEmpty ? nil : try Address(account: payer)
  }

  private static func checkTime(
    of transaction: SignedTransaction, _ block: BlockContext
  ) throws(TransactionRefusal) {
    let timeout = transaction.timeoutHeight
    guard timeout == 0 || UInt64(block.height) <= timeout else {
      throw .timeoutHeight(block.height, timeout)
    }
    let end = transaction.timeoutMillis
    if let end, block.millis > end {
      throw .timeout("block time: \(block.millis) ms, timeout timestamp: \(end) ms")
    }
    guard transaction.isUnordered else { return }
    guard let end else {
      throw .invalidRequest("unordered transaction must have timeout_timestamp")
    }
    guard end <= block.millis + BlockContext.limitUnorderedMillis else {
      throw .invalidRequest("unordered tx ttl exceeds 10m0s")
    }
  }

  // MARK: Fee

  private mutating func takeFee(
    _ transaction: SignedTransaction, _ payer: Address, _ block: BlockContext,
    _ trace: inout ExecutionTrace
  ) throws(TransactionRefusal) {
    guard transaction.fee.text("granter").isEmpty else {
      throw .notFound("fee-grant not found")
    }
    let fee: Coins
    do {
      fee = try Coins(transaction.fee.messages("amount"), mayBeEmpty: true)
    } catch {
      throw .insufficientFee("invalid fee provided")
    }
    let gas = transaction.gasLimit
    if block.purpose != .simulate {
      guard gas > 0 else { throw .invalidGas("must provide positive gas") }
      guard gas < 1 << 62 else { throw .invalidRequest("invalid gas supplied; \(gas)") }
    }
    if block.purpose == .check {
      let least = BlockContext.leastFee(gas: gas)
      guard fee["uakt"] >= least else {
        throw .insufficientFee("insufficient fees; got: \(fee.text) required: \(least)uakt")
      }
    }
    guard account(payer) != nil else {
      throw .unknownAddress("fee payer address: \(payer) does not exist")
    }
    if !fee.isEmpty {
      try take(fee, from: payer)
      try give(fee, to: ModuleAccount.feeCollector)
      trace.events += Self.transfer(fee, from: payer, to: ModuleAccount.feeCollector)
    }
    trace.events.append(ChainEvent("tx", ["fee": fee.text, "fee_payer": "\(payer)"]))
  }

  /// What every transfer tells.
  static func transfer(_ coins: Coins, from sender: Address, to recipient: Address) -> [ChainEvent]
  {
    [
      ChainEvent("coin_spent", ["spender": "\(sender)", "amount": coins.text]),
      ChainEvent("coin_received", ["receiver": "\(recipient)", "amount": coins.text]),
      ChainEvent(
        "transfer",
        ["recipient": "\(recipient)", "sender": "\(sender)", "amount": coins.text]),
      ChainEvent("message", ["sender": "\(sender)"]),
    ]
  }

  // MARK: Keys and signatures

  /// The signers' keys: as shown before, or with this transaction for the first time.
  private mutating func showKeys(
    _ transaction: SignedTransaction, _ signers: [Address], _ block: BlockContext
  ) throws(TransactionRefusal) -> [AccountKey] {
    var keys: [AccountKey] = []
    for (index, signer) in signers.enumerated() {
      guard let account = account(signer) else {
        throw .unknownAddress("account \(signer) does not exist")
      }
      let shown = try transaction.signerInfos[index].message("public_key").map {
        message throws(TransactionRefusal) in try AccountKey(message)
      }
      if let shown, shown.address != signer {
        throw .invalidKey(
          "pubKey does not match signer address \(signer) with signer index: \(index)")
      }
      guard let key = account.key ?? shown else {
        throw .invalidKey("pubkey of \(signer) is not set")
      }
      if account.key == nil { change(signer) { $0.key = key } }
      keys.append(key)
    }
    let count = keys.reduce(0) { $0 + $1.signatureCount }
    guard count <= BlockContext.limitSignatures else {
      throw .tooManySignatures("signatures: \(count), limit: \(BlockContext.limitSignatures)")
    }
    return keys
  }

  private func checkSignatures(
    _ transaction: SignedTransaction, _ signers: [Address], _ keys: [AccountKey],
    _ block: BlockContext, _ trace: inout ExecutionTrace
  ) throws(TransactionRefusal) {
    for key in keys {
      try trace.use(
        BlockContext.gasPerSignature * UInt64(key.signatureCount), "ante verify: secp256k1")
    }
    for (index, signer) in signers.enumerated() {
      guard let account = account(signer) else { continue }
      let told = transaction.signerInfos[index].number("sequence")
      if transaction.isUnordered {
        guard told == 0 else {
          throw .invalidRequest("sequence is not allowed for unordered transactions")
        }
      } else if told != account.sequence {
        throw .wrongSequence(expected: account.sequence, found: told)
      }
      if block.purpose != .simulate {
        try transaction.verify(
          index, by: keys[index],
          SignedTransaction.SignerState(
            chainID: block.chainID, accountNumber: account.number, sequence: told))
      }
      trace.events.append(ChainEvent("tx", ["acc_seq": "\(signer)/\(told)"]))
      trace.events.append(
        ChainEvent("tx", ["signature": Base64.text(transaction.signatures[index])]))
    }
  }

  /// An unordered transaction's moment counts once for each signer.
  private mutating func useOnce(
    _ transaction: SignedTransaction, _ signers: [Address], _ block: BlockContext
  ) throws(TransactionRefusal) {
    guard let end = transaction.body.message("timeout_timestamp") else { return }
    for signer in signers {
      let name = "\(signer)/\(end.number("seconds")).\(end.number("nanos"))"
      guard moments.insert(name).inserted else {
        throw .invalidRequest("already used timeout \(end.number("seconds")) for address \(signer)")
      }
    }
  }
}

extension SignedTransaction {
  /// When it ends by the clock, in milliseconds; nil where it does not.
  var timeoutMillis: Int64? {
    guard let end = body.message("timeout_timestamp") else { return nil }
    let (millis, overflows) = Int64(bitPattern: end.number("seconds"))
      .multipliedReportingOverflow(by: 1_000)
    guard !overflows, millis < Int64.max / 2 else { return Int64.max / 2 }
    return millis + Int64(UInt32(truncatingIfNeeded: end.number("nanos")) / 1_000_000)
  }
}
