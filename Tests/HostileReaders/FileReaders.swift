import Application
import Journal
import KeyFiles
import Keys
import Quantities
import Simulation

extension Corpus {
  /// The readers of small files and of what stands in requests and proofs.
  func fileReaders() -> [Reader] {
    [
      Reader(name: "key-file", mutator: mutator(keyFiles(), words: ["\"protection\":", "null"])) {
        bytes in
        guard let file = try? KeyFile(decoding: bytes) else { return }
        precondition(
          (try? KeyFile(decoding: file.bytes))?.bytes == file.bytes,
          "A key file that was read is written and read again as the same.")
        // A sealed one would cost a tenth of a second each.
        if !file.isEncrypted { _ = try? file.open(nil) }
      },
      Reader(name: "index", mutator: mutator([indexFile()])) { bytes in
        _ = try? LogIndex(bytes: bytes)
      },
      Reader(name: "backup-manifest", mutator: mutator([manifest()])) { bytes in
        guard let manifest = try? BackupManifest(bytes: bytes) else { return }
        precondition(manifest.bytes == bytes, "A manifest has one spelling.")
      },
      Reader(name: "proof", mutator: mutator(proofs())) { bytes in Self.readProof(bytes) },
      Reader(name: "signature", mutator: mutator(signatures())) { bytes in
        guard bytes.count > 97 else { return }
        let message = Array(bytes[97...])
        guard let signature = try? Signature(bytes[33..<97]) else { return }
        for (algorithm, key) in [(KeyAlgorithm.ed25519, bytes[..<32]), (.secp256k1, bytes[..<33])] {
          guard let key = try? PublicKey(algorithm: algorithm, bytes: key) else { continue }
          _ = try? key.verify(signature, of: message)
          _ = try? key.accountAddress(prefix: "akash")
        }
      },
    ]
  }

  private func keyFiles() -> [[UInt8]] {
    let key = Invented.signer("fuzz")
    var samples = [KeyFile(unencrypted: key), KeyFile(unencrypted: Invented.wallet("fuzz"))]
    if let cost = ScryptCost(n: 1 << 14, r: 8, p: 1),
      let passphrase = Passphrase(Array("a passphrase of the fuzzer's".utf8))
    {
      samples.append(
        KeyFile(
          key, passphrase: passphrase, cost: cost, salt: Array(repeating: 1, count: 16),
          nonce: Array(repeating: 2, count: 12)))
    }
    return samples.map(\.bytes)
  }

  private func indexFile() -> [UInt8] {
    let key = Invented.signer("log").publicKey.text
    let program = String(repeating: "ab", count: 32)
    let text =
      #"{"v":1,"program":"\#(program)","origin":"log.example/fuzz","key":"\#(key)","#
      + #""name":"fuzz","demonstration":true}"#
    return Array((text + "\n").utf8)
  }

  private func manifest() -> [UInt8] {
    let digest = String(repeating: "cd", count: 32)
    let text =
      #"{"backup":1,"size":12345,"journal":"\#(digest)","blobCount":17,"blobs":"\#(digest)","#
      + #""takenAt":"2024-02-09T00:00:00Z"}"#
    return Array((text + "\n").utf8)
  }

  /// Two sizes of eight bytes each, then hashes: an index and a size, or an old and a new one.
  private func proofs() -> [[UInt8]] {
    var source = LeafHashes((0..<37).map { TreeHash.leaf([UInt8($0)]) })
    func bytes(_ first: Int, _ second: Int, _ path: [Digest]) -> [UInt8] {
      [first, second].flatMap { number in
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
      } + path.flatMap(\.bytes)
    }
    var samples: [[UInt8]] = []
    for size in [1, 2, 7, 8, 37] {
      let proof = InclusionProof(index: size / 2, size: size, from: &source)
      samples.append(bytes(size / 2, size, proof.path))
      samples.append(bytes(size, 37, ConsistencyProof(from: size, to: 37, in: &source).path))
    }
    return samples
  }

  private static func readProof(_ bytes: [UInt8]) {
    guard bytes.count >= 16 else { return }
    func number(_ range: Range<Int>) -> Int {
      range.reversed().reduce(0) { $0 << 8 | Int(bytes[$1]) }
    }
    let (first, second) = (number(0..<8), number(8..<16))
    let path = stride(from: 16, to: bytes.count - 31, by: 32).compactMap { start in
      try? Digest(bytes: bytes[start..<(start + 32)])
    }
    // Heads never state a negative size: checkpoints refuse it.
    guard first >= 0, second >= 0 else { return }
    let root = path.last ?? .zero
    let (old, new) = (TreeHead(size: first, root: root), TreeHead(size: second, root: root))
    try? InclusionProof(index: first, size: second, path: path).verify(leaf: root, in: new)
    try? ConsistencyProof(path: path).verify(from: old, to: new)
  }

  /// A key, a signature and a message, one behind the other.
  private func signatures() -> [[UInt8]] {
    let message = Array("a message".utf8)
    return [Invented.signer("fuzz"), Invented.wallet("fuzz")].map { key in
      let padding = [UInt8](repeating: 0, count: 33 - key.publicKey.bytes.count)
      return key.publicKey.bytes + padding + key.sign(message).bytes + message
    }
  }
}
