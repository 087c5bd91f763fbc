public import Quantities

/// What the machine needs to believe, and how long humans have for signing.
public struct PayoutMachineRule: Hashable, Sendable {
  /// The chain of the wallet.
  public var chain: Label
  /// How many nodes have to agree.
  public var nodesNeeded: Int
  /// The least blocks between base and timeout.
  public var leastBlocks: Int64
  /// The most.
  public var mostBlocks: Int64
  /// How many blocks one scan asks for.
  public var scanBlocks: Int64
  /// After how many seconds without decision the same bytes are sent again.
  public var resendSeconds: Int64

  /// Two nodes; the other numbers are the policy's.
  public init(
    chain: Label, nodesNeeded: Int = 2, leastBlocks: Int64, mostBlocks: Int64,
    scanBlocks: Int64 = 1_000, resendSeconds: Int64 = 60
  ) {
    precondition(
      nodesNeeded >= 1 && leastBlocks >= 1 && mostBlocks >= leastBlocks && scanBlocks >= 1,
      "A machine needs nodes, and blocks to wait for.")
    self.chain = chain
    self.nodesNeeded = nodesNeeded
    self.leastBlocks = leastBlocks
    self.mostBlocks = mostBlocks
    self.scanBlocks = scanBlocks
    self.resendSeconds = resendSeconds
  }
}
