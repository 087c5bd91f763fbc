import Crypto
import CryptoExtras

/// BoringSSL's scrypt.
enum Scrypt {
  /// The 32 bytes that a cipher is keyed with.
  static func key(from passphrase: [UInt8], salt: [UInt8], cost: ScryptCost) -> SymmetricKey {
    do {
      return try KDF.Scrypt.deriveKey(
        from: passphrase, salt: salt, outputByteCount: 32, rounds: cost.n, blockSize: cost.r,
        parallelism: cost.p)
    } catch {
      preconditionFailure("Checked costs are accepted, where memory is to be had.")
    }
  }
}
