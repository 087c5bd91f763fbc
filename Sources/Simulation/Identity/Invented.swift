public import Evidence
public import Keys
public import Quantities

/// Identities of nobody: well formed, and derived from a name.
///
/// Their secrets are derived from the name too, so that a simulation can sign as anybody in it, and
/// so can everybody else: nothing of worth may ever be sent to them.
public enum Invented {
  /// The prefix of the first network's accounts.
  public static let addressPrefix = "akash"

  /// SHA-256 of a kind of thing and a name.
  public static func digest(_ kind: String, _ name: String) -> Digest {
    Sha256.digest(of: Array("stipend invented \(kind)\n\(name)".utf8))
  }

  /// A wallet's key.
  public static func wallet(_ name: String) -> SigningKey {
    sound(try SigningKey(algorithm: .secp256k1, secret: digest("wallet", name).bytes))
  }

  /// The wallet's account.
  public static func address(_ name: String) -> Address {
    sound(try wallet(name).publicKey.accountAddress(prefix: addressPrefix))
  }

  /// A key of a log, a witness, a committee's member or an observer.
  public static func signer(_ name: String) -> SigningKey {
    sound(try SigningKey(algorithm: .ed25519, secret: digest("signer", name).bytes))
  }

  /// An observer's key, as evidence names it.
  public static func observer(_ name: String) -> ObserverKey {
    let key = signer("observer " + name).publicKey
    return ObserverKey(bytes: sound(try Digest(bytes: key.bytes)))
  }

  /// 128 bits that make two otherwise equal entries different.
  public static func nonce(_ name: String) -> UInt128 {
    digest("nonce", name).bytes.prefix(16).reduce(0) { $0 << 8 | UInt128($1) }
  }

  /// The sixteen bytes that keep a segment's digest from being guessed.
  public static func salt(_ name: String) -> [UInt8] {
    Array(digest("salt", name).bytes.prefix(16))
  }

  /// A keyed hash of a device or host, comparable only under the same key.
  public static func identity(_ name: String, key: String) -> UInt128 {
    digest("identity " + key, name).bytes.prefix(16).reduce(0) { $0 << 8 | UInt128($1) }
  }

  /// A lease's short id: half of the SHA-256 of its id on the network.
  public static func lease(_ name: String) -> UInt128 {
    digest("lease", name).bytes.prefix(16).reduce(0) { $0 << 8 | UInt128($1) }
  }
}
