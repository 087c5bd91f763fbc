import Encoding
import Keys
import Quantities

/// What a transaction does, in words made from its bytes alone: read it before you sign.
public struct TxWords: Hashable, Sendable {
  /// What it does, one sentence each, in the order of the messages.
  public let actions: [String]
  /// Fee, memo, timeout, and who must sign or did.
  public let conditions: [String]

  /// Tells everything that the transaction says.
  public init(_ transaction: Transaction) {
    actions = transaction.body.messages.flatMap(Self.sentences)
    conditions = Self.conditions(transaction)
  }

  /// All sentences, actions first.
  public var lines: [String] { actions + conditions }
}

extension TxWords {
  /// Coins, with uakt also as AKT.
  static func money(_ coins: [Coin]) -> String {
    guard !coins.isEmpty else { return "nothing" }
    return coins.map { coin in
      guard coin.denomination == .uakt else { return "\(coin.amount) \(coin.denomination)" }
      let whole = DecimalText.text(Int128(coin.amount.micros), scale: 6)
      return "\(coin.amount) uakt (\(whole) AKT)"
    }.joined(separator: " and ")
  }

  /// A text with its quotes and line ends written out, so that it cannot pass for a line of ours.
  private static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return String(decoding: writer.finish(), as: UTF8.self)
  }

  private static func sentences(_ message: TransactionMessage) -> [String] {
    switch message {
    case .send(let message):
      ["Pays \(money(message.amount)) from \(message.fromAddress) to \(message.toAddress)."]
    case .multiSend(let message): sentences(message)
    case .fundCommunityPool(let message):
      ["Gives \(money(message.amount)) from \(message.depositor) to the community pool."]
    case .submitProposal(let message): sentences(message)
    case .exec(let message):
      message.messages.flatMap { sentences($0.alone) }.map {
        "By grant, as \(message.grantee): " + $0
      }
    }
  }

  private static func sentences(_ message: MsgMultiSend) -> [String] {
    let inputs = message.inputs.map { "\(money($0.coins)) from \($0.address)" }
    let noun = message.outputs.count == 1 ? "account" : "accounts"
    let head =
      "Pays \(inputs.joined(separator: " and ")) to \(message.outputs.count) \(noun), all or none:"
    return [head] + message.outputs.map { "  \(money($0.coins)) to \($0.address)" }
  }

  private static func sentences(_ message: MsgSubmitProposal) -> [String] {
    var lines = [
      "Proposes, as \(message.proposer) and with a deposit of \(money(message.initialDeposit))"
        + "\(message.expedited ? ", for a short vote" : ""), \(quoted(message.title)):"
    ]
    for action in message.messages {
      guard case .communityPoolSpend(let spend) = action else { continue }
      lines.append(
        "  to pay \(money(spend.amount)) from the community pool to \(spend.recipient), by the "
          + "authority of \(spend.authority)")
    }
    lines.append("  Summary: \(quoted(message.summary))")
    if !message.metadata.isEmpty { lines.append("  Metadata: \(quoted(message.metadata))") }
    return lines
  }

  private static func conditions(_ transaction: Transaction) -> [String] {
    let (body, fee) = (transaction.body, transaction.authInfo.fee)
    var lines = ["Fee: \(money(fee.amount)) for at most \(fee.gasLimit) gas\(payers(fee))."]
    lines.append(body.memo.isEmpty ? "No memo." : "Memo: \(quoted(body.memo))")
    lines.append(
      body.timeoutHeight == 0
        ? "Has no timeout: it can be included at any later time while the sequence is unused."
        : "Can be included up to block \(body.timeoutHeight), and not after it.")
    return lines + signers(transaction)
  }

  private static func payers(_ fee: Fee) -> String {
    var words = ""
    if let payer = fee.payer { words += ", paid by \(payer)" }
    if let granter = fee.granter { words += ", paid by grant of \(granter)" }
    return words
  }

  private static func signers(_ transaction: Transaction) -> [String] {
    var needed: [AccountAddress] = []
    for signer in transaction.body.messages.flatMap(\.signers) where !needed.contains(signer) {
      needed.append(signer)
    }
    let names = needed.map(\.text).joined(separator: " and ")
    var lines = ["Must be signed by \(names)."]
    for info in transaction.authInfo.signerInfos {
      let key: String
      switch info.publicKey {
      case .single(let wallet):
        let mode = info.modeInfo.single?.mode.name ?? "no mode"
        key = "\(wallet.publicKey.text) in \(mode)"
      case .multisig(let group):
        let bits = info.modeInfo.multi?.bitArray.bits ?? []
        let count = bits.count { $0 }
        key = "\(count) of \(group.members.count) members, of whom \(group.threshold) must,"
      }
      lines.append("Carries a signature by \(key) for sequence \(info.sequence).")
    }
    if !transaction.isSigned { lines.append("Nobody signed it yet.") }
    return lines
  }
}
