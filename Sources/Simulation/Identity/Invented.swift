public import Evidence
import Keys
public import Quantities

/// Identities of nobody: well formed, derived from a name, and known to belong to no key.
///
/// Whoever finds one on a network has found a coincidence of 2^-160; nobody can sign for them.
public enum Invented {
  /// The prefix of the first network's accounts.
  public static let addressPrefix = "akash"

  /// SHA-256 of a kind of thing and a name.
  public static func digest(_ kind: String, _ name: String) -> Digest {
    Sha256.digest(of: Array("stipend invented \(kind)\n\(name)".utf8))
  }

  /// An account address with a right checksum.
  public static func address(_ name: String) -> Address {
    let payload = Array(digest("account", name).bytes.prefix(20))
    return sound(try Bech32.address(prefix: addressPrefix, payload: payload))
  }

  /// An observer's key.
  public static func observer(_ name: String) -> ObserverKey {
    ObserverKey(bytes: digest("observer", name))
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
