public import Quantities

/// A transaction of the wallet in a committed block.
public struct IncludedTransaction: Hashable, Sendable {
  /// The hash of its sign bytes.
  public var signBytes: Digest
  /// Its own hash; other signers make another.
  public var transaction: Digest
  /// The sequence that it names.
  public var sequence: UInt64
  /// 0, or why it failed.
  public var code: UInt32
  /// Whether it used the sequence: what is refused before execution does not, and can come again.
  public var usedSequence: Bool
  /// The block's height.
  public var height: Int64

  /// Takes every field as it is.
  public init(
    signBytes: Digest, transaction: Digest, sequence: UInt64, code: UInt32, usedSequence: Bool,
    height: Int64
  ) {
    self.signBytes = signBytes
    self.transaction = transaction
    self.sequence = sequence
    self.code = code
    self.usedSequence = usedSequence
    self.height = height
  }
}
