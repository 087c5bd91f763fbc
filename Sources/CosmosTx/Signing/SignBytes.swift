import Keys
public import Quantities

/// The bytes that signatures cover. Their hash is a payment's identity (DESIGN law 8): who signs,
/// and which members of a key, changes the transaction's hash and not this.
public struct SignBytes: Hashable, Sendable {
  /// How they were made.
  public let mode: SignMode
  /// The bytes.
  public let bytes: [UInt8]

  /// SHA-256 of the bytes.
  public var identity: Digest { Sha256.digest(of: bytes) }
}

extension Transaction {
  /// What a direct signature by a wallet's key covers.
  public func directSignBytes(_ key: WalletKey, _ position: SignerPosition) -> SignBytes {
    let info = directInfo(key, position)
    let document = SignDocument(
      body, AuthInfo(signer: info, fee: authInfo.fee), position.chainID,
      accountNumber: position.accountNumber)
    return SignBytes(mode: .direct, bytes: ProtobufWriter.bytes(of: document))
  }

  func directInfo(_ key: WalletKey, _ position: SignerPosition) -> SignerInfo {
    SignerInfo(.single(key), ModeInfo(single: .direct), sequence: position.sequence)
  }

  /// What an amino JSON signature covers: the same bytes for every member of a key.
  public func aminoSignBytes(_ position: SignerPosition) -> SignBytes {
    var json: [UInt8] = []
    func add(_ plain: String) { json.append(contentsOf: plain.utf8) }
    add(#"{"account_number":"\#(position.accountNumber)","chain_id":"\#(position.chainID)","fee":"#)
    json += AminoJSONWriter.object(authInfo.fee)
    add(#","memo":"#)
    GoText.append(body.memo, to: &json)
    add(#","msgs":["#)
    for (index, message) in body.messages.enumerated() {
      if index > 0 { add(",") }
      json += AminoJSONWriter.typed(message)
    }
    add(#"],"sequence":"\#(position.sequence)""#)
    if body.timeoutHeight != 0 { add(#","timeout_height":"\#(body.timeoutHeight)""#) }
    add("}")
    return SignBytes(mode: .aminoJSON, bytes: json)
  }
}
