import CosmosClient
import Encoding
import Quantities

extension LeaseLook {
  /// How far back a pace is measured, and how long it is kept to.
  static let paceSeconds: Int64 = 21_600
}

/// Reads what a look needs; every question is about a height that the slot's time decides.
struct LeaseReading {
  let chain: ChainClient
  let watch: LeaseWatch
  let isWatched: @Sendable (String) -> Bool

  /// The look about the watch's next slot; nil while the chain has not passed the slot's end.
  func look(_ slot: TimeSpan, newest: Block) async throws(ChainFailure) -> LeaseLook? {
    let known = [watch.head].compactMap { $0 }
    guard
      let head = try await chain.lastBlock(before: slot.end, newest: newest, knowing: known)
    else { return nil }
    let before: Block
    if let last = watch.head, watch.isRead(until: slot.start), last.height <= head.height {
      before = last
    } else {
      guard
        let found = try await chain.lastBlock(
          before: slot.start, newest: newest, knowing: known + [head])
      else { return nil }
      before = found
    }
    var look = LeaseLook(slot: slot, before: before, head: head, pace: try await pace(slot, newest))
    if head.height > before.height { try await fill(&look) }
    return look
  }

  /// The pace of the six hours that ended last when the slot began.
  private func pace(_ slot: TimeSpan, _ newest: Block) async throws(ChainFailure) -> BlockPace {
    let mark = slot.start.before(seconds: slot.start.seconds % LeaseLook.paceSeconds)
    if let last = watch.pace, last.mark == mark { return last.pace }
    let start = mark.before(seconds: LeaseLook.paceSeconds)
    guard let later = try await chain.lastBlock(before: mark, newest: newest),
      let earlier = try await chain.lastBlock(before: start, newest: newest, knowing: [later]),
      let pace = BlockPace(from: earlier, to: later)
    else {
      throw .heightNotThere(
        node: chain.chainID, height: 0, message: "no block was made in the six hours before \(mark)"
      )
    }
    return pace
  }

  private func fill(_ look: inout LeaseLook) async throws(ChainFailure) {
    let height = look.head.height
    look.spreads = try await chain.escrowSpreads(height: height)
    if !watch.isRead(until: look.slot.start) {
      look.earlier = try await running(at: look.before.height).filter { isWatched($0.id.provider) }
    }
    let all = try await running(at: height)
    look.running = all.filter { isWatched($0.id.provider) }
    let ids = Set(look.running.map(\.id))
    let known = Set(watch.running)
    let before = look.earlier.filter { !known.contains($0.id) }
    for id in watch.running + before.map(\.id) where !ids.contains(id) {
      if let record = try await chain.lease(id, height: height) { look.ended.append(record) }
    }
    try await fund(&look, all)
    try await join(before, at: look.before.height, into: &look)
    let fresh = look.running.filter { !known.contains($0.id) && look.holdings[$0.id] == nil }
    try await join(fresh, at: height, into: &look)
    let heights =
      look.ended.compactMap(\.closedAt)
      + look.running.map(\.createdAt).filter { $0 > look.before.height }
    for height in Set(heights).sorted() {
      look.times[height] = try await time(of: height, in: look)
    }
  }

  private func running(at height: Int64) async throws(ChainFailure) -> [LeaseRecord] {
    let active = try await chain.leases(state: .active, height: height)
    let reclaiming = try await chain.leases(state: .reclaiming, height: height)
    let running = active + reclaiming
    // A node that does not keep to the height would tell every observer something else.
    guard running.allSatisfy({ $0.createdAt <= height }) else {
      throw .heightNotThere(
        node: chain.chainID, height: height, message: "leases of later blocks were answered")
    }
    return running
  }

  /// Reads what stands behind the leases; everything at the slot's last block.
  private func fund(
    _ look: inout LeaseLook, _ all: [LeaseRecord]
  ) async throws(ChainFailure) {
    guard !look.running.isEmpty || !look.ended.isEmpty else { return }
    let height = look.head.height
    var accounts = try await chain.escrowAccounts(state: .open, height: height).entries
    let open = Set(accounts.map(\.id))
    for id in Set(look.ended.map(\.id.account)).subtracting(open).sorted() {
      accounts += try await chain.escrowAccounts(id: id, height: height).entries
    }
    let table = FundingTable(
      height: height, listed: accounts,
      providers: try await chain.providerOwners(height: height), running: all)
    for lease in look.running { look.funding[lease.id] = table.funding(ofRunning: lease) }
    for lease in look.ended { look.funding[lease.id] = table.funding(ofEnded: lease) }
  }

  private func join(
    _ leases: [LeaseRecord], at height: Int64, into look: inout LeaseLook
  ) async throws(ChainFailure) {
    for holding in try await chain.holdings(of: leases, height: height) {
      look.holdings[holding.lease.id] = holding
    }
  }

  /// A block's time; nil where the block is from before the slot and no longer there.
  private func time(
    of height: Int64, in look: LeaseLook
  ) async throws(ChainFailure) -> Timestamp? {
    if height == look.head.height { return look.head.time }
    do {
      return try await chain.block(height: height).time
    } catch {
      guard error.isAboutHeight, height <= look.before.height else { throw error }
      return nil
    }
  }
}

extension LeaseWatch {
  /// Whether the last slot that was read ends at a time.
  func isRead(until time: Timestamp) -> Bool { read.last?.end == time }
}
