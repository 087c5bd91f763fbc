public import CosmosClient
public import Quantities

/// What was read of the chain about one slot, before anything is made of it.
///
/// Everything in it is about one height, the slot's last block, or about blocks of the slot, so
/// that whoever asks about the slot, and whenever, is told the same.
public struct LeaseLook: Hashable, Sendable {
  /// The slot.
  public var slot: TimeSpan
  /// The last block before the slot.
  public var before: Block
  /// The last block of the slot; equal to `before` where it has none.
  public var head: Block
  /// The pace by which the slot's prices are made.
  public var pace: BlockPace
  /// What the chain keeps of money on its way through escrow, at the last block.
  public var spreads: EscrowSpreads
  /// The leases that ran at the last block before, read where the slot before was not: so that a
  /// look says the same whether or not its observer looked earlier.
  public var earlier: [LeaseRecord]
  /// The leases that run at the last block, of providers that are watched.
  public var running: [LeaseRecord]
  /// Those that were known to run and do no more, as they stand now; those that are gone are left
  /// out.
  public var ended: [LeaseRecord]
  /// What leases hold that were not known before.
  public var holdings: [LeaseID: LeaseHolding]
  /// Who was paid for, and how; of those that run, and of those that ended.
  public var funding: [LeaseID: LeaseFunding]
  /// The times of blocks at which leases began or ended.
  public var times: [Int64: Timestamp]

  /// Takes every field as it is.
  public init(
    slot: TimeSpan, before: Block, head: Block, pace: BlockPace, spreads: EscrowSpreads = .none,
    earlier: [LeaseRecord] = [], running: [LeaseRecord] = [], ended: [LeaseRecord] = [],
    holdings: [LeaseID: LeaseHolding] = [:], funding: [LeaseID: LeaseFunding] = [:],
    times: [Int64: Timestamp] = [:]
  ) {
    self.slot = slot
    self.before = before
    self.head = head
    self.pace = pace
    self.spreads = spreads
    self.earlier = earlier
    self.running = running
    self.ended = ended
    self.holdings = holdings
    self.funding = funding
    self.times = times
  }
}
