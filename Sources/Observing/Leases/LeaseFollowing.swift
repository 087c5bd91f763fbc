public import Akash
public import CosmosClient
public import Evidence
public import Quantities

/// Follows the chain's leases beside an observer: after each slot what was read of it.
///
/// A value: a look gives the next one back, so that one task looks while the loop goes on, and a
/// look that is thrown away leaves nothing behind.
public struct LeaseFollowing: Sendable {
  /// How far back leases are read that nobody watched, such as before a restart: what every node
  /// keeps.
  public static let reachSeconds: Int64 = 6 * 3_600
  /// How many slots one look reads at most, so that what it reads is soon safe.
  static let limitSlots = 12

  private var watch: LeaseWatch

  /// What a look brought.
  public struct Look: Sendable {
    /// What to go on with.
    public let next: LeaseFollowing
    /// What was read of each slot that was judged, in their order.
    public let reports: [LeaseReport]
    /// What became of each slot, with findings.
    public let news: [LeaseNews]
    /// Why it stopped; nil where it is up to date. Nothing is lost: the next look goes on there.
    public let suspended: ChainFailure?
  }

  /// Begins with the slot of a time.
  public init(from start: Timestamp, slotSeconds: Int64) {
    watch = LeaseWatch(from: start, slotSeconds: slotSeconds)
  }

  /// Goes on where an observer was, as far back as nodes remember.
  public init(after known: Timestamp?, at now: Timestamp, slotSeconds: Int64) {
    let earliest = (try? now.adding(seconds: -Self.reachSeconds)) ?? .earliest
    self.init(from: min(max(known ?? now, earliest), now), slotSeconds: slotSeconds)
  }

  /// When the next slot can be looked at.
  public var dueAt: Timestamp {
    let end = watch.nextSlot?.end ?? .latest
    return (try? end.adding(seconds: LeaseWatch.settleSeconds)) ?? .latest
  }

  /// Looks at every slot that has ended, for the providers of a roster.
  ///
  /// Who pays is told in the seconds of `paying` alone: nobody else asks.
  public func look(
    to now: Timestamp, chain: ChainClient, roster: [Address], paying: [TimeSpan]
  ) async -> Look {
    var numbers: [String: UInt32] = [:]
    for (number, address) in roster.enumerated() { numbers[address.text] = UInt32(number) }
    let known = numbers
    var watch = watch
    let advance = await watch.advance(
      to: now, chain: chain, limitSlots: Self.limitSlots, isWatched: { known[$0] != nil })
    let reports = advance.news.map { news in
      var report = watch.report(news.slot) { known[$0] }
      for index in report.sightings.indices
      where !paying.contains(where: { $0.overlaps(report.sightings[index].span) }) {
        report.sightings[index].payment = nil
      }
      return report
    }
    if let last = advance.news.last { watch.forget(before: last.slot.start) }
    var next = self
    next.watch = watch
    return Look(
      next: next, reports: reports, news: advance.news, suspended: advance.suspended)
  }
}
