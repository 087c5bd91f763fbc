public import Keys
import Quantities

/// The secp256k1 key of one wallet: `/cosmos.crypto.secp256k1.PubKey`.
public struct WalletKey: Hashable, Sendable {
  /// The compressed point's 33 bytes.
  public private(set) var bytes: [UInt8] = []

  init() {}

  /// Takes a secp256k1 key; nil for one of another algorithm.
  public init?(_ key: PublicKey) {
    guard key.algorithm == .secp256k1 else { return nil }
    bytes = key.bytes
  }

  /// The key itself, a point since it was read.
  public var publicKey: PublicKey {
    do {
      return try PublicKey(algorithm: .secp256k1, bytes: bytes)
    } catch {
      preconditionFailure("A wallet's key was checked where it entered.")
    }
  }

  /// The 20 bytes inside the wallet's address.
  var accountBytes: [UInt8] { Ripemd160.hash(Sha256.digest(of: bytes).bytes) }
}

extension WalletKey: WireMessage {
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.bytes(1, "key", &bytes, count: 33...33)
  }

  func fault() -> TxFault? {
    do {
      _ = try PublicKey(algorithm: .secp256k1, bytes: bytes)
      return nil
    } catch {
      return .publicKey(error)
    }
  }
}

/// Where only one wallet's key may stand: a member of a multisig key, a partial signature.
public struct MemberKey: Hashable, Sendable {
  /// The wallet's key.
  public private(set) var wallet = WalletKey()

  init() {}

  /// Wraps a wallet's key.
  public init(_ wallet: WalletKey) { self.wallet = wallet }
}

extension MemberKey: WireUnion {
  static let typeURLs = [AccountKey.typeURLs[0]]

  static func blank(_ typeURL: String) -> MemberKey? {
    typeURLs[0].utf8.elementsEqual(typeURL.utf8) ? MemberKey() : nil
  }

  var typeURL: String { Self.typeURLs[0] }
  var aminoName: String { AccountKey.single(wallet).aminoName }

  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try wallet.visit(&fields)
  }

  func fault() -> TxFault? { wallet.fault() }
}
