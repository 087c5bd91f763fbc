import Encoding
public import Keys

/// The key of an account: of one wallet, or k of n.
public enum AccountKey: Hashable, Sendable {
  case single(WalletKey)
  case multisig(MultisigKey)

  /// The account that has this key.
  public func address(prefix: String) throws(Bech32Error) -> AccountAddress {
    switch self {
    case .single(let key): try AccountAddress(prefix: prefix, payload: key.accountBytes)
    case .multisig(let key): try AccountAddress(prefix: prefix, payload: key.accountBytes)
    }
  }
}

extension AccountKey {
  /// The longest file of a key.
  public static let limitBytes = 16_384

  /// Reads the form that `akash keys show NAME --pubkey` prints: protojson with its `@type`.
  public init(json: [UInt8]) throws(TxError) {
    self = try ProtoJSONReader.readAny(Self.self, json, limitBytes: Self.limitBytes)
  }

  /// The same form.
  public var json: [UInt8] { ProtoJSONWriter.bytes(ofAny: self) }
}

extension AccountKey: WireUnion {
  static let typeURLs = [
    "/cosmos.crypto.secp256k1.PubKey", "/cosmos.crypto.multisig.LegacyAminoPubKey",
  ]

  static func blank(_ typeURL: String) -> AccountKey? {
    switch typeURLs.firstIndex(where: { $0.utf8.elementsEqual(typeURL.utf8) }) {
    case 0: .single(WalletKey())
    case 1: .multisig(MultisigKey())
    default: nil
    }
  }

  var typeURL: String {
    switch self {
    case .single: Self.typeURLs[0]
    case .multisig: Self.typeURLs[1]
    }
  }

  /// Keys stand in no document that is signed as amino JSON.
  var aminoName: String {
    switch self {
    case .single: "tendermint/PubKeySecp256k1"
    case .multisig: "tendermint/PubKeyMultisigThreshold"
    }
  }

  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    switch self {
    case .single(var key):
      try key.visit(&fields)
      self = .single(key)
    case .multisig(var key):
      try key.visit(&fields)
      self = .multisig(key)
    }
  }

  func fault() -> TxFault? {
    switch self {
    case .single(let key): key.fault()
    case .multisig(let key): key.fault()
    }
  }
}
