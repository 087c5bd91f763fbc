import Keys
public import Quantities

/// 32 bytes from which every moment of a period follows; secret until the period is over.
public struct ProbeSeed: Hashable, Sendable {
  /// The bytes, as `probe.revealed` carries them; showing them early gives the plan away.
  public let revealed: Quantities.Digest

  /// Wraps 32 bytes.
  public init(_ bytes: Quantities.Digest) {
    revealed = bytes
  }

  /// SHA-256 of the bytes, as `probe.committed` carries it.
  public var commitment: Quantities.Digest { Sha256.digest(of: revealed.bytes) }
}

extension ProbeSeed: CustomStringConvertible {
  /// The commitment, never the seed.
  public var description: String { "(seed of \(commitment.hex))" }
}
