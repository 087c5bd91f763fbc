import ArgumentParser
import Keys

/// An algorithm, as it is typed.
enum KeyKind: String, ExpressibleByArgument, CaseIterable {
  case ed25519
  case secp256k1

  /// The algorithm meant.
  var algorithm: KeyAlgorithm {
    switch self {
    case .ed25519: .ed25519
    case .secp256k1: .secp256k1
    }
  }
}
