import CosmosTx
import Encoding
import Keys
import Quantities
import Simulation

/// Readers of transactions, keys and signatures.
extension Corpus {
  func transactionReaders() -> [Reader] {
    let samples = Self.transactions()
    let told = samples.map { sample in
      (
        lines: TxWords(sample).lines, messages: Self.apart(sample.body.messages),
        fee: sample.authInfo.fee
      )
    }
    return [
      Reader(name: "transaction", mutator: mutator(samples.map(\.bytes))) { bytes in
        guard let read = try? Transaction(bytes: bytes) else { return }
        precondition(read.bytes == bytes, "No accepted byte hides a field.")
        Self.use(read)
        let lines = TxWords(read).lines
        for sample in told where sample.lines == lines {
          precondition(
            sample.messages == Self.apart(read.body.messages)
              && sample.fee == read.authInfo.fee,
            "What is told alike does the same.")
        }
      },
      Reader(name: "transaction-fields", mutator: mutator(Self.drawn)) { bytes in
        var fields = FieldSource(bytes)
        let made = fields.transaction()
        let read = try? Transaction(bytes: made.bytes)
        precondition(read == nil || read == made, "What was written is read as the same.")
        precondition(
          (try? Transaction(json: made.json)) == read, "Both forms refuse and take the same.")
        if let read { Self.use(read) }
      },
      Reader(
        name: "transaction-json",
        mutator: mutator(
          samples.map(\.json), words: ["\"@type\"", "uact", "\"0\"", "null", "\\u0000", "-1"])
      ) { bytes in
        guard let read = try? Transaction(json: bytes) else { return }
        precondition(
          (try? Transaction(bytes: read.bytes)) == read
            && (try? Transaction(json: read.json)) == read,
          "Both forms say the same.")
        Self.use(read)
      },
      Reader(
        name: "transaction-file",
        mutator: mutator(
          samples.map { Array(Base64.text($0.bytes).utf8) }
            + samples.map { Array(Hex.text($0.bytes).utf8) })
      ) { bytes in
        guard let read = try? Transaction(file: bytes) else { return }
        precondition((try? Transaction(bytes: read.bytes)) == read, "It is read again as the same.")
      },
      Reader(name: "signature-documents", mutator: mutator(Self.documents())) { bytes in
        guard let read = try? SignatureDocument.read(json: bytes) else { return }
        precondition(
          (try? SignatureDocument.read(json: SignatureDocument.json(read))) == read,
          "Signatures are read again as the same.")
      },
      Reader(name: "account-key", mutator: mutator(Self.group().map { [$0.json] } ?? [])) { bytes in
        guard let read = try? AccountKey(json: bytes) else { return }
        precondition((try? AccountKey(json: read.json)) == read, "A key has one meaning.")
        _ = try? read.address(prefix: "akash")
      },
    ]
  }

  private static func use(_ transaction: Transaction) {
    _ = TxWords(transaction).lines
    try? Network.akash.check(transaction)
    guard let position = position() else { return }
    _ = transaction.aminoSignBytes(position)
    try? transaction.verify(at: position)
  }

  /// Each message by itself: granted ones are told one by one, whatever they came in.
  private static func apart(_ messages: [TransactionMessage]) -> [TransactionMessage] {
    messages.flatMap { message -> [TransactionMessage] in
      guard case .exec(let exec) = message else { return [message] }
      return exec.messages.map { .exec(MsgExec(grantee: exec.grantee, messages: [$0])) }
    }
  }

  /// Bytes to draw fields from.
  private static let drawn: [[UInt8]] = (0..<16 as Range<UInt64>).map { seed in
    var random = SplitMix64(seed: seed)
    return (0..<400).map { _ in UInt8(truncatingIfNeeded: random.next()) }
  }

  private static func position() -> SignerPosition? {
    (try? ChainID("akashnet-2")).map {
      SignerPosition(chainID: $0, accountNumber: 7, sequence: 300)
    }
  }

  private static let wallets = ["fuzz", "fuzz-2", "fuzz-3"].map { Invented.wallet($0) }

  private static func group() -> AccountKey? {
    (try? MultisigKey(threshold: 2, members: wallets.compactMap { WalletKey($0.publicKey) }))
      .map(AccountKey.multisig)
  }

  /// One of each message, unsigned, signed by one, and by two of three.
  private static func transactions() -> [Transaction] {
    var samples: [Transaction] = []
    guard let position = position(), let wallet = WalletKey(wallets[0].publicKey),
      let single = try? AccountKey.single(wallet).address(prefix: "akash"),
      let shared = try? group()?.address(prefix: "akash")
    else { return [] }
    for signer in [single, shared] {
      for message in messages(of: signer) {
        let body = TxBody(messages: [message], memo: "p/12 <&> é", timeoutHeight: 20_000_000)
        let unsigned = Transaction(
          unsigned: body, fee: Fee(amount: coins(5_000), gasLimit: 200_000))
        samples.append(unsigned)
        if let signed = try? unsigned.signed(by: wallets[0], at: position) {
          samples.append(signed)
        }
        if let combined = try? combined(unsigned, position) { samples.append(combined) }
      }
    }
    return samples
  }

  private static func combined(
    _ unsigned: Transaction, _ position: SignerPosition
  ) throws -> Transaction? {
    guard case .multisig(let group) = group() else { return nil }
    let parts = try wallets.prefix(2).map {
      try unsigned.partialSignature(by: $0, for: group, at: position)
    }
    return try unsigned.combined(parts, for: group, at: position)
  }

  private static func documents() -> [[UInt8]] {
    guard case .multisig(let group) = group(), let position = position(),
      let unsigned = transactions().last(where: { !$0.isSigned })
    else { return [] }
    let parts = wallets.compactMap {
      try? unsigned.partialSignature(by: $0, for: group, at: position)
    }
    return [SignatureDocument.json(parts)] + parts.map { SignatureDocument.json([$0]) }
  }

  private static func coins(_ micros: Int64) -> [Coin] {
    (try? [Coin(.init(micros: micros), .uakt)]) ?? []
  }

  private static func messages(of signer: AccountAddress) -> [TransactionMessage] {
    guard let payee = try? AccountAddress("akash19rl4cm2hmr8afy4kldpxz3fka4jguq0a3mq6x0"),
      let gov = Network.akash.modules.first(where: { $0.name == "gov" })?.address
    else { return [] }
    let send = MsgSend(from: signer, to: payee, amount: coins(7))
    let spend = MsgCommunityPoolSpend(authority: gov, recipient: payee, amount: coins(9))
    return [
      .send(send),
      .multiSend(
        MsgMultiSend(
          input: MultiSendParty(signer, coins(8)), outputs: [MultiSendParty(payee, coins(8))])),
      .fundCommunityPool(MsgFundCommunityPool(depositor: signer, amount: coins(3))),
      .submitProposal(
        MsgSubmitProposal(
          spends: [spend], deposit: coins(1), proposer: signer, metadata: "ipfs", title: "t",
          summary: "s", expedited: true)),
      .exec(MsgExec(grantee: signer, messages: [.send(send)])),
    ]
  }
}
