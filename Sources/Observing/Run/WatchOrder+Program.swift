public import Evidence
import Policy
public import Probing
public import Program
public import Quantities

extension WatchOrder {
  /// How far before and behind the present epochs are looked at.
  static let horizonSeconds: Int64 = 45 * 86_400

  /// Whom and what to watch, as the program's entries say and as the chain says where it is.
  ///
  /// Watched is every provider with a claim in force or to come: an enrolment, a contract or a part
  /// in a campaign.
  public init(
    _ state: ProgramState, keys: [ObserverKey], priceSources: [Label], at now: Timestamp,
    host: (Address) -> String
  ) {
    let policy = state.history.newest.policy
    self.init(
      roster: state.roster.addresses,
      targets: Self.targets(state, at: now, host: host),
      terms: state.observers.terms.filter { keys.contains($0.observer) && $0.from != $0.until }
        .map { ObserverTerm(key: $0.observer, from: $0.from, until: $0.until) },
      epochs: policy.pools.flatMap { Self.epochs(of: $0, around: now) }.sorted(),
      graceSeconds: policy.observation.graceSeconds, priceSources: priceSources,
      readsLeases: true)
  }

  private static func targets(
    _ state: ProgramState, at now: Timestamp, host: (Address) -> String
  ) -> [ProbeTarget] {
    var stretches: [ProviderIndex: [TimeSpan]] = [:]
    func add(_ provider: Address, _ from: Timestamp, _ until: Timestamp) {
      guard let index = state.roster.index(of: provider), now < until, from < until,
        let span = try? TimeSpan(start: from, end: until)
      else { return }
      stretches[index, default: []].append(span)
    }
    for claim in state.enrolments.claims { add(claim.provider, claim.from, claim.until) }
    for contract in state.contracts.contracts {
      add(contract.body.provider, contract.body.from, contract.until)
    }
    for part in state.campaigns.participations {
      add(part.body.provider, part.body.from, state.campaigns.until(of: part))
    }
    return stretches.keys.sorted { $0.rawValue < $1.rawValue }.flatMap { index in
      joined(stretches[index] ?? []).map { span in
        ProbeTarget(
          provider: index, endpoint: state.roster[index].map { host($0) } ?? "",
          from: span.start, until: span.end)
      }
    }
  }

  /// The seconds of any of them, each once.
  private static func joined(_ spans: [TimeSpan]) -> [TimeSpan] {
    var joined: [TimeSpan] = []
    for span in spans.sorted() {
      guard let last = joined.last, span.start <= last.end,
        let wider = try? TimeSpan(start: last.start, end: max(last.end, span.end))
      else {
        joined.append(span)
        continue
      }
      joined[joined.count - 1] = wider
    }
    return joined
  }

  private static func epochs(of pool: PoolPolicy, around now: Timestamp) -> [TimeSpan] {
    let calendar = EpochCalendar(pool)
    let first = (try? now.adding(seconds: -horizonSeconds)) ?? .earliest
    let last = (try? now.adding(seconds: horizonSeconds)) ?? .latest
    guard calendar.count > 0, first < calendar.span.end, calendar.span.start < last else {
      return []
    }
    let begin = calendar.epoch(containing: max(first, calendar.span.start)) ?? 1
    return (begin...calendar.count).lazy.compactMap { calendar.epoch($0) }
      .prefix { $0.start < last }.map { $0 }
  }
}

extension ChainHead {
  /// Up to where the log has the segments of these keys.
  public static func heads(_ state: ProgramState, keys: [ObserverKey]) -> [ChainHead] {
    var heads: [ChainHead] = []
    for record in state.evidence.records where keys.contains(record.observer) {
      let position = heads.firstIndex {
        $0.key == record.observer && $0.type == record.body.type
      }
      guard let position else {
        heads.append(
          ChainHead(
            key: record.observer, type: record.body.type, sequence: record.body.sequence,
            digest: record.body.digest, end: record.body.end))
        continue
      }
      heads[position].end = max(heads[position].end, record.body.end)
      if record.body.sequence >= heads[position].sequence {
        heads[position].sequence = record.body.sequence
        heads[position].digest = record.body.digest
      }
    }
    return heads
  }
}
