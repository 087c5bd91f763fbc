import Encoding
import Keys
public import Quantities

/// A transaction, signed or not: `Tx`, whose bytes are those of `TxRaw`.
///
/// Reading refuses every byte that it would not write again, so that what is shown is all there is.
public struct Transaction: Hashable, Sendable {
  /// The longest transaction: nodes take requests of 1,000,000 bytes in base64.
  public static let limitBytes = 700_000
  /// The longest file of one.
  public static let limitFileBytes = 4_000_000

  /// What it does.
  public private(set) var body = TxBody()
  /// Who signs, and the fee.
  public private(set) var authInfo = AuthInfo()
  /// One for each signer.
  public private(set) var signatures: [[UInt8]] = []

  init() {}

  /// One that nobody signed yet.
  public init(unsigned body: TxBody, fee: Fee) {
    self.body = body
    authInfo = AuthInfo(signer: nil, fee: fee)
  }

  init(_ body: TxBody, _ authInfo: AuthInfo, signature: [UInt8]) {
    self.body = body
    self.authInfo = authInfo
    signatures = [signature]
  }

  /// Whether somebody signed.
  public var isSigned: Bool { !signatures.isEmpty || !authInfo.signerInfos.isEmpty }

  /// How its signer signed; members of a group sign amino JSON, nil while nobody did.
  public var signMode: SignMode? {
    authInfo.signerInfos.first.map { $0.modeInfo.single?.mode ?? .aminoJSON }
  }
}

extension Transaction: WireMessage {
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.message(1, "body", &body)
    try fields.message(2, "auth_info", &authInfo)
    try fields.byteStrings(3, "signatures", &signatures, limit: 1, limitBytes: 1_000)
  }

  func fault() -> TxFault? {
    signatures.count == authInfo.signerInfos.count
      ? nil
      : .wrongCount(
        lowest: authInfo.signerInfos.count, highest: authInfo.signerInfos.count)
  }
}

extension Transaction {
  /// Reads the bytes that nodes take.
  public init(bytes: [UInt8]) throws(TxError) {
    self = try ProtobufReader.read(Self.self, bytes, limitBytes: Self.limitBytes)
  }

  /// The bytes that nodes take.
  public var bytes: [UInt8] { ProtobufWriter.bytes(of: self) }

  /// Reads the JSON that `akash tx sign` takes and prints.
  public init(json: [UInt8]) throws(TxError) {
    self = try ProtoJSONReader.read(Self.self, json, limitBytes: Self.limitFileBytes)
    guard bytes.count <= Self.limitBytes else {
      throw TxError(place: "", fault: .tooLarge(limitBytes: Self.limitBytes))
    }
  }

  /// The JSON that `akash tx sign` takes.
  public var json: [UInt8] { ProtoJSONWriter.bytes(of: self) }

  /// Reads a file: JSON, or the bytes in base64 or hexadecimal digits.
  public init(file: [UInt8]) throws(TxError) {
    guard file.count <= Self.limitFileBytes else {
      throw TxError(place: "", fault: .tooLarge(limitBytes: Self.limitFileBytes))
    }
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    guard let start = file.firstIndex(where: { !isSpace($0) }),
      let end = file.lastIndex(where: { !isSpace($0) })
    else { throw TxError(place: "", fault: .textForm) }
    guard file[start] != UInt8(ascii: "{") else {
      try self.init(json: file)
      return
    }
    guard let text = UTF8Text.string(file[start...end]) else {
      throw TxError(place: "", fault: .textForm)
    }
    // Every transaction begins with the tag of its body, 0a: in base64 "C".
    if text.utf8.starts(with: "0a".utf8), let bytes = try? Hex.bytes(text) {
      try self.init(bytes: bytes)
    } else if let bytes = try? Base64.bytes(text) {
      try self.init(bytes: bytes)
    } else {
      throw TxError(place: "", fault: .textForm)
    }
  }

  /// The name by which the chain knows it: SHA-256 of its bytes, in capitals.
  public var hash: String { digest.hex.uppercased() }

  /// The same as a digest.
  public var digest: Digest { Sha256.digest(of: bytes) }
}
