import Encoding
import Quantities

/// The body of `add-checkpoint` (C2SP tlog-witness): an old size, a proof, a checkpoint.
public struct AddCheckpointRequest: Hashable, Sendable {
  /// The size that the witness is thought to know, 0 at first.
  public let oldSize: Int
  /// From that size to the checkpoint's.
  public let proof: ConsistencyProof
  /// The checkpoint.
  public let checkpoint: SignedCheckpoint

  /// Joins the parts; nil where the proof has more nodes than a request holds.
  public init?(oldSize: Int, proof: ConsistencyProof, checkpoint: SignedCheckpoint) {
    guard oldSize >= 0, proof.path.count <= ConsistencyProof.limitNodes else { return nil }
    self.oldSize = oldSize
    self.proof = proof
    self.checkpoint = checkpoint
  }

  /// Reads a body.
  public init(bytes: [UInt8]) throws(WitnessRefusal) {
    var rest = bytes[...]
    let label = Array("old ".utf8)
    guard let first = Self.line(&rest), first.starts(with: label),
      let old = wholeNumber(first.dropFirst(label.count)), let oldSize = Int(exactly: old)
    else { throw .oldSize }
    var path: [Digest] = []
    while true {
      guard let line = Self.line(&rest) else { throw .proofLine(path.count) }
      if line.isEmpty { break }
      guard path.count < ConsistencyProof.limitNodes, line.count == 44,
        let node = try? Base64.bytes(String(decoding: line, as: UTF8.self)),
        let digest = try? Digest(bytes: node)
      else { throw .proofLine(path.count) }
      path.append(digest)
    }
    self.oldSize = oldSize
    proof = ConsistencyProof(path: path)
    do {
      checkpoint = try SignedCheckpoint(bytes: Array(rest))
    } catch {
      throw .checkpoint(error)
    }
  }

  /// Takes the bytes up to the next line feed off, within the length that a line may have.
  private static func line(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let end = rest.prefix(64).firstIndex(of: 0x0A) else { return nil }
    defer { rest = rest[(end + 1)...] }
    return rest[..<end]
  }

  /// The body.
  public var bytes: [UInt8] {
    var text = "old \(oldSize)\n"
    for node in proof.path { text += Base64.text(node.bytes) + "\n" }
    return Array((text + "\n").utf8) + checkpoint.bytes
  }
}
