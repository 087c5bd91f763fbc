import CSecp256k1
import Crypto
import Quantities

/// libsecp256k1 behind Swift's types: compressed points, compact signatures, low s.
enum Secp256k1 {
  /// Made once and never changed afterwards, which makes it safe to share; kept as a number,
  /// because a pointer cannot say so.
  private static let contextAddress: UInt = {
    guard let context = secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE)) else { return 0 }
    // Blinds every use of a secret against who measures time or power; it changes no signature.
    let isBlinded = withBytes(SymmetricKey(size: .bits256)) {
      secp256k1_context_randomize(context, $0)
    }
    guard isBlinded == 1 else { return 0 }
    return UInt(bitPattern: context)
  }()

  private static var context: OpaquePointer {
    guard let context = OpaquePointer(bitPattern: contextAddress) else {
      preconditionFailure("A context is made wherever memory is to be had.")
    }
    return context
  }

  private static func point(_ bytes: [UInt8]) -> secp256k1_pubkey? {
    var point = secp256k1_pubkey()
    return secp256k1_ec_pubkey_parse(context, &point, bytes, bytes.count) == 1 ? point : nil
  }

  static func isPoint(_ bytes: [UInt8]) -> Bool { point(bytes) != nil }

  /// Throws unless the signature, its s in the lower half, is of this digest by this point.
  static func verify(
    _ signature: Signature, ofDigest digest: Quantities.Digest, by key: [UInt8]
  ) throws(SignatureError) {
    guard var point = point(key) else {
      preconditionFailure("A key is a point since it was decoded.")
    }
    var parsed = secp256k1_ecdsa_signature()
    guard secp256k1_ecdsa_signature_parse_compact(context, &parsed, signature.bytes) == 1 else {
      throw .notReduced
    }
    guard secp256k1_ecdsa_signature_normalize(context, nil, &parsed) == 0 else { throw .highS }
    guard secp256k1_ecdsa_verify(context, &parsed, digest.bytes, &point) == 1 else {
      throw .mismatch
    }
  }

  /// Whether 32 bytes are a secret: not zero, below the order of the group.
  static func isSecret(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count == 32, let start = bytes.bindMemory(to: UInt8.self).baseAddress else {
      return false
    }
    return secp256k1_ec_seckey_verify(context, start) == 1
  }

  /// The compressed point of a checked secret.
  static func publicKey(_ secret: SymmetricKey) -> [UInt8] {
    var point = secp256k1_pubkey()
    let isMade = withBytes(secret) { secp256k1_ec_pubkey_create(context, &point, $0) }
    precondition(isMade == 1, "A checked secret has a point.")
    var bytes = [UInt8](repeating: 0, count: 33)
    var count = bytes.count
    let flags = UInt32(SECP256K1_EC_COMPRESSED)
    let isWritten = secp256k1_ec_pubkey_serialize(context, &bytes, &count, &point, flags)
    precondition(isWritten == 1 && count == 33, "A compressed point has 33 bytes.")
    return bytes
  }

  /// Signs a digest; the nonce is made by RFC 6979, s is the lower one.
  static func sign(_ digest: Quantities.Digest, by secret: SymmetricKey) -> [UInt8] {
    var signature = secp256k1_ecdsa_signature()
    let isSigned = withBytes(secret) {
      secp256k1_ecdsa_sign(
        context, &signature, digest.bytes, $0, secp256k1_nonce_function_rfc6979, nil)
    }
    precondition(isSigned == 1, "A checked secret signs every digest.")
    var bytes = [UInt8](repeating: 0, count: Signature.lengthBytes)
    _ = secp256k1_ecdsa_signature_serialize_compact(context, &bytes, &signature)
    return bytes
  }

  private static func withBytes(
    _ secret: SymmetricKey, _ body: (UnsafePointer<UInt8>) -> Int32
  ) -> Int32 {
    secret.withUnsafeBytes { buffer in
      guard let start = buffer.bindMemory(to: UInt8.self).baseAddress else { return 0 }
      return body(start)
    }
  }
}
