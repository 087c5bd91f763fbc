public import Akash
public import CosmosClient
import Evidence
public import Probing
public import Quantities

/// Follows the chain's leases beside an observer: after each slot its rows, as sightings.
///
/// A value: a look gives the next one back, so that one task looks while the loop goes on, and a
/// look that is thrown away leaves nothing behind.
public struct LeaseFollowing: Sendable {
  private var watch: LeaseWatch

  /// What a look brought.
  public struct Look: Sendable {
    /// What to go on with.
    public let next: LeaseFollowing
    /// The rows of the slots that were read, for the machine.
    public let rows: [LeaseSighting]
    /// What became of each slot, with findings.
    public let news: [LeaseNews]
    /// Why it stopped; nil where it is up to date. Nothing is lost: the next look goes on there.
    public let suspended: ChainFailure?
  }

  /// Begins with the slot of a time.
  public init(from start: Timestamp, slotSeconds: Int64) {
    watch = LeaseWatch(from: start, slotSeconds: slotSeconds)
  }

  /// Looks at every slot that has ended, for the providers of a roster.
  public func look(
    to now: Timestamp, chain: ChainClient, roster: [Address]
  ) async -> Look {
    var numbers: [String: UInt32] = [:]
    for (number, address) in roster.enumerated() { numbers[address.text] = UInt32(number) }
    let known = numbers
    var watch = watch
    let advance = await watch.advance(
      to: now, chain: chain, isWatched: { known[$0] != nil })
    var rows: [LeaseSighting] = []
    for news in advance.news {
      let table = watch.table(news.slot) { known[$0] }
      rows += table.rows.compactMap { row in
        Self.sighting(row, of: table, from: news.slot.start)
      }
    }
    if let last = advance.news.last { watch.forget(before: last.slot.start) }
    var next = self
    next.watch = watch
    return Look(next: next, rows: rows, news: advance.news, suspended: advance.suspended)
  }

  private static func sighting(
    _ row: LeaseRow, of table: LeaseTable, from start: Timestamp
  ) -> LeaseSighting? {
    guard let from = try? start.adding(seconds: Int64(row.from)),
      let to = try? start.adding(seconds: Int64(row.to)),
      let span = try? TimeSpan(start: from, end: to)
    else { return nil }
    let index = Int(row.descriptor)
    return LeaseSighting(
      lease: row.lease, provider: ProviderIndex(row.provider),
      device: index < table.descriptors.count ? table.descriptors[index] : nil, gpus: row.gpus,
      span: span, state: row.state, isAnswered: row.isAnswered, denomination: row.denomination,
      pricePerHourMicros: row.pricePerHourMicros)
  }
}
