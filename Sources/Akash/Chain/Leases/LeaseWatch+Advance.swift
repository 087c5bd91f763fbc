public import CosmosClient
public import Quantities

/// What came of asking a chain for all slots that have ended.
public struct LeaseAdvance: Sendable {
  /// What the slots brought, in their order; each is to be kept.
  public var news: [LeaseNews] = []
  /// Why it did not go on; nil where it is up to date, or stopped at its limit.
  public var suspended: ChainFailure?
}

extension LeaseWatch {
  /// How long a slot is tried for before heights that no node has count as gone.
  public static let patienceSeconds: Int64 = 3_600
  /// How long after a slot its last block is surely spread.
  public static let settleSeconds: Int64 = 20

  /// Looks at every slot that has ended, at most so many.
  ///
  /// Whatever keeps it from the chain (a node that is behind or of another release, a chain that
  /// stands still or serves another name) suspends it: nothing is invented and nothing is lost, and
  /// the next call goes on where this one stopped. Slots whose heights no node keeps any more are
  /// given up after an hour.
  public mutating func advance(
    to now: Timestamp, chain: ChainClient, limitSlots: Int = 24,
    isWatched: @escaping @Sendable (String) -> Bool
  ) async -> LeaseAdvance {
    var advance = LeaseAdvance()
    chain.recheck()
    for _ in 0..<limitSlots {
      guard let slot = nextSlot, now.seconds(since: slot.end) >= Self.settleSeconds else { break }
      do throws(ChainFailure) {
        let newest = try await chain.latestBlock()
        let reading = LeaseReading(chain: chain, watch: self, isWatched: isWatched)
        guard let look = try await reading.look(slot, newest: newest) else { break }
        keep(look.pace, of: slot)
        advance.news.append(take(look))
      } catch {
        guard error.isAboutHeight, now.seconds(since: slot.end) > Self.patienceSeconds else {
          advance.suspended = error
          break
        }
        advance.news.append(lose(slot, code: error.code))
      }
    }
    return advance
  }

  private mutating func keep(_ pace: BlockPace, of slot: TimeSpan) {
    self.pace = (slot.start.before(seconds: slot.start.seconds % LeaseLook.paceSeconds), pace)
  }
}
