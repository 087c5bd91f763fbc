public import CosmosClient
public import Quantities

/// Finds the last block before a time, by asking for as few headers as it can.
///
/// The answer is a fact of the chain: whoever searches, and from wherever, finds the same block.
public struct BlockSearch: Sendable {
  /// The time.
  public let time: Timestamp
  /// A block before the time; nil while none is known.
  public private(set) var low: Block?
  /// A block at or after it.
  public private(set) var high: Block
  private var steps = 0
  private var reach: Int64 = 0
  /// The highest height that nobody has any more.
  private var floor: Int64 = 0

  /// Begins with a block at or after the time; nil where it is before it.
  public init?(before time: Timestamp, newest: Block) {
    guard newest.time >= time else { return nil }
    self.time = time
    high = newest
  }

  /// The block, when it is found.
  public var found: Block? {
    guard let low, low.height + 1 == high.height else { return nil }
    return low
  }

  /// The height to ask about next; nil when the block is found, or when the chain is younger.
  public mutating func next() -> Int64? {
    guard found == nil, high.height > floor + 1 else { return nil }
    steps += 1
    guard let low else { return reachDown() }
    let room = high.height - low.height
    // A chain that stood still makes a straight line useless: every third step halves.
    guard steps % 3 != 0, high.time > low.time else { return low.height + room / 2 }
    let share = time.seconds(since: low.time)
    let (product, overflow) = room.multipliedReportingOverflow(by: share)
    guard !overflow else { return low.height + room / 2 }
    return min(
      max(low.height + product / high.time.seconds(since: low.time), low.height + 1),
      high.height - 1)
  }

  /// A height that lies before the time at six seconds a block, further down each time.
  private mutating func reachDown() -> Int64 {
    let distance = high.time.seconds(since: time) / 6 + 2
    reach = floor == 0 ? max(distance, reach * 2) : (high.height - floor + 1) / 2
    return max(floor + 1, high.height - reach)
  }

  /// Notes that nobody has a height any more; what is looked for may lie above it.
  public mutating func miss(_ height: Int64) { floor = max(floor, height) }

  /// Takes an answer in.
  public mutating func take(_ block: Block) {
    if block.time < time {
      if (low?.height ?? 0) < block.height { low = block }
    } else if block.height < high.height {
      high = block
    }
  }
}

extension ChainClient {
  /// The last block before a time; nil where the chain's newest block is not yet at the time.
  ///
  /// `knowing` shortens the search: blocks that were met before.
  public func lastBlock(
    before time: Timestamp, newest: Block, knowing blocks: [Block] = []
  ) async throws(ChainFailure) -> Block? {
    guard var search = BlockSearch(before: time, newest: newest) else { return nil }
    for block in blocks where block.height < newest.height { search.take(block) }
    while let height = search.next() {
      do throws(ChainFailure) {
        let block = try await block(height: height)
        guard block.height == height, block.chainID.utf8.elementsEqual(chainID.utf8) else {
          throw .heightNotThere(
            node: chainID, height: height, message: "another block was answered")
        }
        search.take(block)
      } catch {
        guard error.isAboutHeight, search.low == nil else { throw error }
        search.miss(height)
      }
    }
    guard let found = search.found else {
      throw .heightNotThere(
        node: chainID, height: search.high.height - 1, message: "no block before \(time) is kept")
    }
    return found
  }
}
