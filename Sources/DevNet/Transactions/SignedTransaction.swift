import Encoding
import Keys
import Quantities

/// A transaction that was read from its bytes.
struct SignedTransaction: Sendable {
  /// The bytes as they came.
  let bytes: [UInt8]
  /// What everybody calls it: SHA-256 of the bytes in upper-case hexadecimal.
  let hash: String
  let bodyBytes: [UInt8]
  let authBytes: [UInt8]
  let signatures: [[UInt8]]
  let body: ProtoMessage
  let auth: ProtoMessage

  /// The most bytes that a node takes.
  static let limitBytes = 1_048_576

  init(_ bytes: [UInt8]) throws(TransactionRefusal) {
    guard bytes.count <= Self.limitBytes else { throw .tooLarge }
    let raw = try ProtoReader.read(
      bytes, as: "cosmos.tx.v1beta1.TxRaw", ProtoReader.Rules(isOrdered: true))
    bodyBytes = raw.bytes("body_bytes")
    authBytes = raw.bytes("auth_info_bytes")
    body = try ProtoReader.read(
      bodyBytes, as: "cosmos.tx.v1beta1.TxBody", ProtoReader.Rules(ignoresUncritical: true))
    auth = try ProtoReader.read(authBytes, as: "cosmos.tx.v1beta1.AuthInfo")
    self.bytes = bytes
    signatures = raw.byteStrings("signatures")
    hash = Self.hash(of: bytes)
  }

  static func hash(of bytes: [UInt8]) -> String {
    Hex.text(Sha256.digest(of: bytes).bytes).uppercased()
  }

  /// Wraps a transaction that was written out as JSON, as some clients do to have it simulated.
  init(json: JSONValue) throws(TransactionRefusal) {
    let transaction = try ProtoMessage.read(json: json, as: .known("cosmos.tx.v1beta1.Tx"))
    var raw = ProtoMessage("cosmos.tx.v1beta1.TxRaw", [:])
    raw.append(.bytes(transaction.message("body")?.bytes ?? []), to: "body_bytes")
    raw.append(.bytes(transaction.message("auth_info")?.bytes ?? []), to: "auth_info_bytes")
    for signature in transaction.byteStrings("signatures") {
      raw.append(.bytes(signature), to: "signatures")
    }
    try self.init(raw.bytes)
  }

  var messages: [ProtoMessage] { body.messages("messages") }
  var memo: String { body.text("memo") }
  var timeoutHeight: UInt64 { body.number("timeout_height") }
  var isUnordered: Bool { body.flag("unordered") }
  var fee: ProtoMessage { auth.message("fee") ?? ProtoMessage("cosmos.tx.v1beta1.Fee", [:]) }
  var gasLimit: UInt64 { fee.number("gas_limit") }
  var signerInfos: [ProtoMessage] { auth.messages("signer_infos") }

  /// Whom the messages need, in the order of their first need, and the payer behind them.
  func signers() throws(TransactionRefusal) -> [Address] {
    var signers: [Address] = []
    for message in messages {
      for signer in try message.signers() where !signers.contains(signer) {
        signers.append(signer)
      }
    }
    let payer = fee.text("payer")
    if !payer.isEmpty {
      let address = try Address(account: payer)
      if !signers.contains(address) { signers.append(address) }
    }
    return signers
  }

  /// As the gateway writes it.
  var json: JSONValue {
    .members([
      "body": body.json, "auth_info": auth.json,
      "signatures": .array(signatures.map { .string(Base64.text($0)) }),
    ])
  }
}

extension ProtoMessage {
  /// Whose signatures the message needs.
  func signers() throws(TransactionRefusal) -> [Address] {
    let texts: [String]
    switch schema.name {
    case "cosmos.bank.v1beta1.MsgSend": texts = [text("from_address")]
    // That there is one giver alone is for the bank to judge.
    case "cosmos.bank.v1beta1.MsgMultiSend": texts = messages("inputs").map { $0.text("address") }
    case "cosmos.distribution.v1beta1.MsgFundCommunityPool", "cosmos.gov.v1.MsgDeposit":
      texts = [text("depositor")]
    case "cosmos.distribution.v1beta1.MsgCommunityPoolSpend": texts = [text("authority")]
    case "cosmos.gov.v1.MsgSubmitProposal": texts = [text("proposer")]
    case "cosmos.gov.v1.MsgVote": texts = [text("voter")]
    case "cosmos.authz.v1beta1.MsgGrant", "cosmos.authz.v1beta1.MsgRevoke":
      texts = [text("granter")]
    case "cosmos.authz.v1beta1.MsgExec": texts = [text("grantee")]
    default: throw .unreadable("no message of a transaction: \(schema.typeURL)")
    }
    var addresses: [Address] = []
    for text in texts { addresses.append(try Address(account: text)) }
    return addresses
  }
}

extension Address {
  /// An account's address as the chain reads it.
  init(account text: String) throws(TransactionRefusal) {
    guard !text.isEmpty else { throw .invalidAddress("empty address string is not allowed") }
    guard let address = try? Address(text) else {
      throw .invalidAddress("decoding bech32 failed: \(text)")
    }
    do {
      try Bech32.verifyAccount(address, prefix: AccountKey.prefix)
    } catch {
      throw .invalidAddress("decoding bech32 failed: \(error)")
    }
    self = address
  }
}
