// Stable names of the refusals, for programs and for docs/reference/errors.md.

extension PublicKeyError {
  /// The stable name of the refusal.
  public var code: String {
    switch self {
    case .unknownAlgorithm: "key-algorithm-unknown"
    case .notHexadecimal: "key-not-hexadecimal"
    case .wrongLength: "key-length"
    case .uncompressed: "key-uncompressed"
    case .notCanonical: "key-not-canonical"
    case .notOnCurve: "key-not-on-curve"
    case .smallOrder: "key-small-order"
    }
  }
}

extension SignatureError {
  /// The stable name of the refusal.
  public var code: String {
    switch self {
    case .wrongLength: "signature-length"
    case .notReduced: "signature-not-reduced"
    case .highS: "signature-high-s"
    case .mismatch: "signature-mismatch"
    }
  }
}

extension SigningKeyError {
  /// The stable name of the refusal.
  public var code: String {
    switch self {
    case .wrongLength: "secret-length"
    case .outOfRange: "secret-range"
    }
  }
}

extension AccountAddressError {
  /// The stable name of the refusal.
  public var code: String {
    switch self {
    case .notAWalletKey: "key-without-account"
    case .prefix: "address-prefix"
    }
  }
}

extension ADR036Error {
  /// The stable name of the refusal.
  public var code: String {
    switch self {
    case .notAWalletKey: "key-without-account"
    case .signer: "signer-address"
    case .anotherAccount: "signer-another-account"
    case .signature(let error): error.code
    }
  }
}
