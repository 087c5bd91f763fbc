import Application
import BlobFiles
import CSecp256k1
import Crypto
import Encoding
import Foundation
import Journal
import Keys
import Quantities
import World

/// What no reader can do without: hashing every byte of a published log, and checking every
/// signature. SHA-256 and Ed25519 are BoringSSL's, ECDSA libsecp256k1's, called directly.
struct MereSum {
  let folder: String
  let watch: StopWatch

  private struct Signed {
    let algorithm: KeyAlgorithm
    let key: [UInt8]
    let signature: [UInt8]
    let message: [UInt8]
  }

  func run() throws {
    let published = folder + "/public"
    var hashed: [[UInt8]] = []
    let leaves = try watch.time("read entries") { try Self.leaves(published) }
    hashed += leaves
    let blobs = JournalBench.blobs(published)
    try watch.time("read blobs, decompress") {
      for digest in try blobs.list() {
        if let bytes = try blobs.get(digest) { hashed.append(bytes) }
      }
    }
    let signed = try leaves.flatMap { try Self.signed(try Leaf(bytes: $0)) }
    let bytes = hashed.reduce(0) { $0 + $1.count }
    watch.time("hash") {
      for bytes in hashed { _ = SHA256.hash(data: bytes) }
    }
    try watch.time("signatures") { try check(signed) }
    watch.note("bytes", bytes)
    watch.note("ed25519", signed.count { $0.algorithm == .ed25519 })
    watch.note("secp256k1", signed.count { $0.algorithm == .secp256k1 })
  }

  private static func leaves(_ published: String) throws -> [[UInt8]] {
    let log = FolderLog(published, on: PosixFileSystem())
    let size = try SignedCheckpoint(bytes: try log.checkpoint()).checkpoint.head.size
    var leaves: [[UInt8]] = []
    while leaves.count < size {
      let address = TileAddress(
        .entries, index: leaves.count / TileAddress.fullWidth,
        width: min(TileAddress.fullWidth, size - leaves.count))
      guard let bundle = try log.tile(address) else { throw Failure("no \(address.path)") }
      leaves += try EntryBundle.decode(bundle, at: address)
    }
    return leaves
  }

  /// The messages are made beforehand: only the checks are timed.
  private static func signed(_ leaf: Leaf) throws -> [Signed] {
    let message = PreAuthentication.bytes(payload: leaf.envelope.payload)
    return try leaf.envelope.signatures.map { signature in
      let key = try signature.signer.publicKey()
      let isWallet = key.algorithm == .secp256k1
      return Signed(
        algorithm: key.algorithm, key: key.bytes, signature: signature.signature.bytes,
        message: isWallet
          ? ADR036.signDocument(data: message, signer: try key.accountAddress(prefix: "akash"))
          : message)
    }
  }

  private func check(_ signed: [Signed]) throws {
    guard let context = secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE)) else {
      throw Failure("libsecp256k1 gives no context")
    }
    defer { secp256k1_context_destroy(context) }
    var keys: [[UInt8]: Curve25519.Signing.PublicKey] = [:]
    var points: [[UInt8]: secp256k1_pubkey] = [:]
    for entry in signed {
      switch entry.algorithm {
      case .ed25519:
        let key = try keys[entry.key] ?? Curve25519.Signing.PublicKey(rawRepresentation: entry.key)
        keys[entry.key] = key
        guard key.isValidSignature(entry.signature, for: entry.message) else {
          throw Failure("a signature does not hold")
        }
      case .secp256k1:
        var point = points[entry.key] ?? secp256k1_pubkey()
        if points[entry.key] == nil {
          guard secp256k1_ec_pubkey_parse(context, &point, entry.key, entry.key.count) == 1 else {
            throw Failure("a key is no point")
          }
          points[entry.key] = point
        }
        var signature = secp256k1_ecdsa_signature()
        let digest = Array(SHA256.hash(data: entry.message))
        guard
          secp256k1_ecdsa_signature_parse_compact(context, &signature, entry.signature) == 1,
          secp256k1_ecdsa_verify(context, &signature, digest, &point) == 1
        else { throw Failure("a signature does not hold") }
      }
    }
  }
}
