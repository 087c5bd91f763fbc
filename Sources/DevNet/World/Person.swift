public import Keys
public import Quantities

/// An account of the world's chain, with the key that moves it.
public struct Person: Sendable {
  /// What it is for.
  public let role: Role
  /// Its number among those of its role.
  public let number: Int
  /// Its address.
  public let address: Address
  /// The key that moves it: nothing of worth may ever be sent to it, for everybody can derive it.
  public let signer: SigningKey

  /// Its public key, 33 bytes.
  public var publicKey: [UInt8] { signer.publicKey.bytes }

  /// What an account is for.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    /// Owns a provider.
    case owner
    /// Leases.
    case tenant
    /// Signs providers' attributes.
    case auditor
    /// Holds the community's grant.
    case program
  }

  /// Derives one from the seed: the same seed gives the same key.
  init(_ role: Role, _ number: Int, seed: UInt64) {
    var salt = 0
    while true {
      let text = "stipend devnet \(seed) \(role.rawValue) \(number) \(salt)"
      let secret = Sha256.digest(of: Array(text.utf8)).bytes
      if let key = try? SigningKey(algorithm: .secp256k1, secret: secret),
        let address = try? key.publicKey.accountAddress(prefix: "akash")
      {
        self.role = role
        self.number = number
        self.address = address
        signer = key
        return
      }
      // One digest in 2^128 is no secret.
      salt += 1
    }
  }
}
