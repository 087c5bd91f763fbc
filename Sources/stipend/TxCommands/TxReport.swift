import CosmosTx
import Encoding
import Quantities

/// What the commands say about a transaction, made from its bytes.
struct TxReport {
  let transaction: Transaction
  let position: SignerPosition?
  /// Whether the account that signs is a group, where the transaction does not say so itself.
  let isGroups: Bool
  var refusal: TxError?
  var signature: SigningRefusal?

  init(_ transaction: Transaction, at position: SignerPosition?, isGroups: Bool = false) {
    self.transaction = transaction
    self.position = position
    self.isGroups = isGroups
    do {
      try Network.akash.check(transaction)
    } catch {
      refusal = error
    }
    guard let position, transaction.isSigned else { return }
    do {
      try transaction.verify(at: position)
    } catch {
      signature = error
    }
  }

  /// Whether there is nothing to refuse.
  var isSound: Bool { refusal == nil && signature == nil }

  /// The hash of what is signed (law 8), where that is known: a payment's identity. Of what nobody
  /// signed yet it is that of amino JSON, which a group always signs, and one account where it is
  /// asked to.
  var identity: String? {
    guard let position else { return nil }
    switch transaction.authInfo.signerInfos.first?.publicKey {
    case .single(let key):
      let isDirect = transaction.signMode == .direct
      return
        (isDirect
        ? transaction.directSignBytes(key, position) : transaction.aminoSignBytes(position))
        .identity.hex
    case .multisig, nil: return transaction.aminoSignBytes(position).identity.hex
    }
  }

  func lines(_ path: String) -> [String] {
    let words = TxWords(transaction)
    var lines = words.actions.map { Terminal.bold(PlainText.of($0)) }
    lines += words.conditions.map { "  " + PlainText.of($0) }
    if transaction.isSigned { lines.append("  Hash: \(transaction.hash)") }
    if let identity { lines.append("  \(identityWords): \(identity)") }
    if let refusal { lines.append(bad(TxEnding.ending(refusal, path))) }
    if let signature { lines.append(bad(TxEnding.ending(signature, path))) }
    if isSound {
      let verified = transaction.isSigned && position != nil ? "; the signature holds" : ""
      lines.append("  \(Terminal.green("✓")) the network's rules take it\(verified)")
    }
    return lines
  }

  private var identityWords: String {
    transaction.isSigned || isGroups || transaction.authInfo.signerInfos.first != nil
      ? "Identity (hash of what is signed)" : "Identity, if signed as amino JSON"
  }

  private func bad(_ ending: Ending) -> String {
    "  \(Terminal.red("✗")) \(PlainText.of(ending.text))"
  }

  func json(_ path: String) -> [UInt8] {
    let words = TxWords(transaction)
    var writer = JSONWriter()
    writer.object { writer in
      writer.array("actions", words.actions) { $0.string($1) }
      writer.array("conditions", words.conditions) { $0.string($1) }
      writer.field("signed", transaction.isSigned)
      if transaction.isSigned { writer.field("hash", transaction.hash) }
      if let identity { writer.field("identity", identity) }
      writer.key("refusal")
      let ending =
        refusal.map { TxEnding.ending($0, path) } ?? signature.map { TxEnding.ending($0, path) }
      if let ending {
        writer.object { writer in
          writer.field("code", ending.code)
          writer.field("message", ending.message)
        }
      } else {
        writer.null()
      }
    }
    return writer.finish() + [10]
  }
}
