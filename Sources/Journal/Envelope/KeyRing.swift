public import Keys

/// Public keys decoded so far, so that a key that signs a thousand entries is checked once.
public struct KeyRing: Sendable {
  /// The most keys kept; a log with more signers has the rest checked each time.
  public static let limitKeys = 4_096
  private var keys: [KeyID: PublicKey] = [:]

  /// Begins with none.
  public init() {}

  /// The key of an id; throws where the bytes are no key.
  public mutating func key(_ id: KeyID) throws(PublicKeyError) -> PublicKey {
    if let key = keys[id] { return key }
    let key = try id.publicKey()
    if keys.count < Self.limitKeys { keys[id] = key }
    return key
  }
}
