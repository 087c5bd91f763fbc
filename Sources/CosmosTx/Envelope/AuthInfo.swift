/// Who signs and how, and the fee.
public struct AuthInfo: Hashable, Sendable {
  /// The one signer; empty while nobody signed.
  public internal(set) var signerInfos: [SignerInfo] = []
  /// The fee.
  public private(set) var fee = Fee()

  init() {}

  init(signer: SignerInfo?, fee: Fee) {
    signerInfos = signer.map { [$0] } ?? []
    self.fee = fee
  }
}

extension AuthInfo: WireMessage {
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.messages(1, "signer_infos", &signerInfos, count: 0...1)
    try fields.message(2, "fee", &fee)
    try fields.unused(3, "tip", .message)
  }
}

/// A signer's key, the way it signs, and the count of its transactions before this one.
public struct SignerInfo: Hashable, Sendable {
  /// The key.
  public private(set) var publicKey = AccountKey.single(WalletKey())
  /// How it signs.
  public private(set) var modeInfo = ModeInfo()
  /// How many transactions the account sent before.
  public private(set) var sequence: UInt64 = 0

  init() {}

  init(_ publicKey: AccountKey, _ modeInfo: ModeInfo, sequence: UInt64) {
    self.publicKey = publicKey
    self.modeInfo = modeInfo
    self.sequence = sequence
  }
}

extension SignerInfo: WireMessage {
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.any(1, "public_key", &publicKey)
    try fields.message(2, "mode_info", &modeInfo)
    try fields.number(3, "sequence", &sequence)
  }
}
