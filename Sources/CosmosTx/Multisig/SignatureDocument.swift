import Keys

/// A member's signature on its own, as `akash tx sign --multisig` prints it.
public struct SignatureDocument: Hashable, Sendable {
  /// Who signed.
  public private(set) var publicKey = MemberKey()
  private var data = SignatureData()
  /// The sequence of the shared account that was signed for.
  public private(set) var sequence: UInt64 = 0

  init() {}

  init(_ key: WalletKey, _ signature: Signature, sequence: UInt64) {
    publicKey = MemberKey(key)
    data = SignatureData(SingleSignature(.aminoJSON, signature.bytes))
    self.sequence = sequence
  }

  /// How it was signed.
  public var mode: SignMode { data.single?.mode ?? .direct }

  /// The signature's bytes, 64 unless somebody put others there.
  public var signature: [UInt8] { data.single?.signature ?? [] }
}

extension SignatureDocument {
  /// The longest file of signatures.
  public static let limitBytes = 65_536

  /// Reads a file of signatures: `{"signatures":[…]}`.
  public static func read(json: [UInt8]) throws(TxError) -> [SignatureDocument] {
    try ProtoJSONReader.read(SignatureDocuments.self, json, limitBytes: limitBytes).signatures
  }

  /// The same form.
  public static func json(_ documents: [SignatureDocument]) -> [UInt8] {
    ProtoJSONWriter.bytes(of: SignatureDocuments(documents))
  }
}

extension SignatureDocument: WireMessage {
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.any(1, "public_key", &publicKey)
    try fields.message(2, "data", &data)
    try fields.number(3, "sequence", &sequence)
  }
}

/// The list that a file of signatures is.
struct SignatureDocuments: WireMessage {
  private(set) var signatures: [SignatureDocument] = []

  init() {}
  init(_ signatures: [SignatureDocument]) { self.signatures = signatures }

  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.messages(1, "signatures", &signatures, count: 1...MultisigKey.limitMembers)
  }
}

/// A signature with its mode; groups of signatures are not members.
struct SignatureData: WireMessage {
  private(set) var single: SingleSignature?

  init() {}
  init(_ single: SingleSignature) { self.single = single }

  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.choice(1, "single", &single)
  }

  func fault() -> TxFault? { single == nil ? .notOneOf : nil }
}

/// A mode and the signature made by it.
struct SingleSignature: WireMessage {
  private(set) var mode = SignMode.direct
  private(set) var signature: [UInt8] = []

  init() {}

  init(_ mode: SignMode, _ signature: [UInt8]) {
    self.mode = mode
    self.signature = signature
  }

  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.mode(1, "mode", &mode)
    try fields.bytes(2, "signature", &signature, count: 64...64)
  }
}
