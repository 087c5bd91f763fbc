public import Quantities

/// What a node said, and to which chain it belongs.
public struct NodeReport: Hashable, Sendable {
  /// What was said.
  public enum Fact: Hashable, Sendable {
    /// The highest block that it has committed.
    case height(Int64)
    /// A committed block with all transactions of the wallet in it.
    case block(height: Int64, [IncludedTransaction])
    /// A transaction that was asked for is in a block.
    case found(IncludedTransaction)
    /// It has no such transaction: proves nothing.
    case notFound(Digest)
    /// The sequence that the account uses next, after the block of a height.
    case sequence(UInt64, height: Int64)
  }

  /// Which node.
  public let node: Label
  /// The chain that it names.
  public let chain: Label
  /// What it said.
  public let fact: Fact

  /// Takes every field as it is.
  public init(node: Label, chain: Label, _ fact: Fact) {
    self.node = node
    self.chain = chain
    self.fact = fact
  }
}
