public import CosmosClient
import Evidence
public import Quantities

/// Follows the chain's leases slot by slot, and knows which ran when.
///
/// A fold over news: the same news give the same tables, and a slot that was not read is in none
/// of them (DESIGN law 4). A look about a slot is of the slot's own blocks, so that observers who
/// ask at different times, one of them days later, come to equal rows.
public struct LeaseWatch: Sendable {
  /// Seconds per slot.
  public let slotSeconds: Int64
  /// The first second that is not judged yet.
  public private(set) var next: Timestamp
  /// The last block of the last slot that was read.
  public private(set) var head: Block?
  /// The pace that the last slot's prices were made by, and the six hours that it is of.
  var pace: (mark: Timestamp, pace: BlockPace)?

  private(set) var lives: [LeaseID: Life] = [:]
  private(set) var read: [TimeSpan] = []
  /// By what prices and costs are made, from which slot on.
  private(set) var rates: [(from: Timestamp, pace: BlockPace, spreads: EscrowSpreads)] = []

  /// When a lease ran.
  struct Life: Sendable {
    var from: Timestamp
    /// The first second in which it does not run; nil while it runs.
    var to: Timestamp?
    var terms: LeaseTerms
    /// Whether it was paid for, from which slot on; ascending.
    var funding: [(from: Timestamp, funding: LeaseFunding)] = []
    /// How it ended, with the end of the slot that told of it; nil where that was not seen.
    var closing: (at: Timestamp, reason: ClosingReason, slotEnd: Timestamp)?
  }

  /// Begins with the slot of a time, knowing nothing.
  public init(from start: Timestamp, slotSeconds: Int64) {
    precondition(slotSeconds > 0, "A slot has seconds.")
    self.slotSeconds = slotSeconds
    next = start.before(seconds: start.seconds % slotSeconds)
  }

  /// Goes on from news that were kept, such as before a restart.
  public init(from start: Timestamp, slotSeconds: Int64, replaying news: [LeaseNews]) {
    self.init(from: news.first?.slot.start ?? start, slotSeconds: slotSeconds)
    for one in news { apply(one) }
  }

  /// The leases that run as far as is known, in the order of their ids.
  public var running: [LeaseID] {
    lives.filter { $0.value.to == nil }.keys.sorted(by: LeaseID.precedes)
  }

  /// The next slot that is to be looked at.
  public var nextSlot: TimeSpan? {
    try? TimeSpan(start: next, end: next.adding(seconds: slotSeconds))
  }

  // MARK: Looking

  /// Makes news of a look, and goes on to the next slot.
  public mutating func take(_ look: LeaseLook) -> LeaseNews {
    var news = LeaseNews(slot: look.slot, outcome: .noBlock)
    if let head, look.head.height < head.height {
      news.findings.append(.chainReset(from: head.height, to: look.head.height))
    }
    if look.head.height > look.before.height {
      news.outcome = .read(head: look.head, pace: look.pace, spreads: look.spreads)
      begin(look, &news)
      end(look, &news)
      fund(look, &news)
    }
    apply(news)
    return news
  }

  /// Gives a slot up that no node can tell of any more.
  public mutating func lose(_ slot: TimeSpan, code: String) -> LeaseNews {
    let news = LeaseNews(slot: slot, outcome: .lost(code))
    apply(news)
    return news
  }

  private func begin(_ look: LeaseLook, _ news: inout LeaseNews) {
    let ids = Set(look.earlier.map(\.id))
    let all = look.earlier + look.running.filter { !ids.contains($0.id) }
    for lease in all.sorted(by: { LeaseID.precedes($0.id, $1.id) }) where lives[lease.id] == nil {
      let holding = look.holdings[lease.id] ?? LeaseHolding(lease: lease, gpus: [], source: .none)
      let terms = LeaseTerms(holding)
      if holding.source == .none { news.findings.append(.hardwareUnknown(lease.id)) }
      if terms.denomination == nil {
        news.findings.append(
          .denominationUnknown(lease.id, lease.pricePerBlock.denomination))
      }
      let own = lease.createdAt > look.before.height ? look.times[lease.createdAt] : nil
      news.began.append(
        LeaseNews.Beginning(
          id: lease.id, from: max(own ?? look.slot.start, look.slot.start), terms: terms))
    }
  }

  private func end(_ look: LeaseLook, _ news: inout LeaseNews) {
    let still = Set(look.running.map(\.id))
    var records: [LeaseID: LeaseRecord] = [:]
    for record in look.ended { records[record.id] = record }
    let known = (self.running + news.began.map(\.id)).sorted(by: LeaseID.precedes)
    for id in known where !still.contains(id) {
      guard let record = records[id] else {
        news.findings.append(.leaseGone(id))
        news.ended.append(LeaseNews.Ending(id: id, at: nil, reason: .unknown))
        continue
      }
      news.ended.append(
        LeaseNews.Ending(
          id: id, at: record.closedAt.flatMap { look.times[$0] },
          reason: ClosingReason(word: record.reason)))
    }
  }

  private func fund(_ look: LeaseLook, _ news: inout LeaseNews) {
    for (id, funding) in look.funding.sorted(by: { LeaseID.precedes($0.key, $1.key) }) {
      let last = lives[id]?.funding.last?.funding ?? .none
      if funding != last { news.funding.append(LeaseNews.Funding(id: id, funding: funding)) }
    }
  }

  // MARK: Folding

  /// Takes news in; those of a slot that was judged before are passed over.
  public mutating func apply(_ news: LeaseNews) {
    guard news.slot.start >= next else { return }
    next = news.slot.end
    guard case .read(let head, let pace, let spreads) = news.outcome else { return }
    self.head = head
    add(news.slot)
    if rates.last.map({ ($0.pace, $0.spreads) == (pace, spreads) }) != true {
      rates.append((news.slot.start, pace, spreads))
    }
    for one in news.began {
      lives[one.id] = Life(from: one.from, to: nil, terms: one.terms, closing: nil)
    }
    for one in news.funding {
      lives[one.id]?.funding.append((news.slot.start, one.funding))
    }
    for one in news.ended {
      // Where its time is not known, it ran in no second of this slot.
      lives[one.id]?.to = one.at ?? news.slot.start
      lives[one.id]?.closing = one.at.map { ($0, one.reason, news.slot.end) }
    }
  }

  private mutating func add(_ slot: TimeSpan) {
    guard let last = read.last, last.end == slot.start,
      let joined = try? TimeSpan(start: last.start, end: slot.end)
    else { return read.append(slot) }
    read[read.count - 1] = joined
  }

  /// Forgets what ended before a time, when the segments up to it are written.
  public mutating func forget(before time: Timestamp) {
    lives = lives.filter { ($0.value.to ?? time) >= time }
    read.removeAll { $0.end <= time }
    while rates.count > 1, rates[1].from <= time { rates.removeFirst() }
  }
}

extension Timestamp {
  /// The time so many seconds earlier, not before the first.
  func before(seconds count: Int64) -> Timestamp {
    (try? adding(seconds: -count)) ?? .earliest
  }
}
