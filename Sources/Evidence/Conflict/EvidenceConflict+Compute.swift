public import Quantities

extension EvidenceConflict {
  /// Failed leases this far apart or less are one conflict.
  public static let joinSeconds: Int64 = 3_600

  /// The conflicts in some observers' segments, inside a span where one is given, in order.
  ///
  /// A pure function of the segments, in any order: `presence` against `lease` and `closing`. The
  /// sightings of several observers stand beside each other; no quorum is asked, because one
  /// vantage that sees something else is what is looked for.
  public static func find(
    in segments: [Segment], inside span: TimeSpan? = nil
  ) -> [EvidenceConflict] {
    var witness = Witness()
    for segment in segments { witness.add(segment, inside: span) }
    return witness.conflicts().sorted()
  }
}

/// What segments say, sorted by provider.
private struct Witness {
  struct Sight {
    let observer: ObserverKey
    let from: Int64
    let to: Int64
    let isUp: Bool
  }

  struct Run {
    let observer: ObserverKey
    let lease: LeaseIdentifier
    let from: Int64
    let to: Int64
    let isAnswered: Bool
    /// Whether it can have begun there: not at the start of a file or of a table's stretch.
    let begins: Bool
  }

  struct End {
    let observer: ObserverKey
    let lease: LeaseIdentifier
    let at: Int64
    let reason: ClosingReason
  }

  private var sightsByProvider: [UInt32: [Sight]] = [:]
  private var runsByProvider: [UInt32: [Run]] = [:]
  private var endsByProvider: [UInt32: [End]] = [:]

  mutating func add(_ segment: Segment, inside span: TimeSpan?) {
    switch segment {
    case .presence(let segment): add(segment, span)
    case .lease(let segment): add(segment, span)
    case .closing(let segment): add(segment, span)
    case .proof, .price, .activity: break
    }
  }

  private func bounds(_ header: SegmentHeader, _ span: TimeSpan?) -> (Int64, Int64)? {
    let from = max(header.start.seconds, span?.start.seconds ?? .min)
    let to = min(header.span.end.seconds, span?.end.seconds ?? .max)
    return from < to ? (from, to) : nil
  }

  private mutating func add(_ segment: PresenceSegment, _ span: TimeSpan?) {
    let header = segment.header
    guard let (from, to) = bounds(header, span) else { return }
    let first = header.start.seconds
    for row in 0..<segment.rowCount {
      let provider = segment.provider(row: row).rawValue
      for (set, isUp) in [(segment.upSlots(row: row), true), (segment.downSlots(row: row), false)]
      where !set.isEmpty {
        for range in set.ranges {
          let begin = max(from, first + Int64(range.lowerBound) * header.slotSeconds)
          let end = min(to, first + Int64(range.upperBound) * header.slotSeconds)
          guard begin < end else { continue }
          sightsByProvider[provider, default: []].append(
            Sight(observer: header.observer, from: begin, to: end, isUp: isUp))
        }
      }
    }
  }

  private mutating func add(_ segment: LeaseSegment, _ span: TimeSpan?) {
    let header = segment.header
    guard let (from, to) = bounds(header, span) else { return }
    let start = header.start.seconds
    var before: LeaseRow?
    for index in 0..<segment.rowCount {
      let row = segment.row(index)
      let isFirst = before?.lease != row.lease || before?.state == .bid
      before = row
      let begin = max(from, start + Int64(row.from))
      let end = min(to, start + Int64(row.to))
      guard row.state == .active, begin < end else { continue }
      // On a slot's edge nothing tells a beginning from a table that begins there.
      let begins = isFirst && (start + Int64(row.from)) % header.slotSeconds != 0
      runsByProvider[row.provider, default: []].append(
        Run(
          observer: header.observer, lease: row.lease, from: begin, to: end,
          isAnswered: row.isAnswered, begins: begins && begin == start + Int64(row.from)))
    }
  }

  private mutating func add(_ segment: ClosingSegment, _ span: TimeSpan?) {
    let header = segment.header
    guard let (from, to) = bounds(header, span) else { return }
    for index in 0..<segment.rowCount {
      let row = segment.row(index)
      let at = header.start.seconds + Int64(row.at)
      guard row.reason.isFailure, at >= from, at < to else { continue }
      endsByProvider[row.provider, default: []].append(
        End(observer: header.observer, lease: row.lease, at: at, reason: row.reason))
    }
  }

  func conflicts() -> [EvidenceConflict] {
    sightsByProvider.keys.sorted().flatMap { provider -> [EvidenceConflict] in
      let judge = ProviderWitness(
        provider: ProviderIndex(provider), sights: sightsByProvider[provider] ?? [],
        runs: Self.joined(runsByProvider[provider] ?? []), ends: endsByProvider[provider] ?? [])
      return judge.leasesFail() + judge.leasesGoOn()
    }
  }

  /// One run where an observer's rows of a lease follow each other, as at a change of price.
  private static func joined(_ runs: [Run]) -> [Run] {
    var joined: [Run] = []
    let ordered = runs.sorted {
      ($0.observer, $0.lease, $0.from) < ($1.observer, $1.lease, $1.from)
    }
    for run in ordered {
      guard let last = joined.last, last.observer == run.observer, last.lease == run.lease,
        last.to == run.from
      else {
        joined.append(run)
        continue
      }
      joined[joined.count - 1] = Run(
        observer: last.observer, lease: last.lease, from: last.from, to: run.to,
        isAnswered: last.isAnswered || run.isAnswered, begins: last.begins)
    }
    return joined
  }
}

/// What is said of one provider.
private struct ProviderWitness {
  let provider: ProviderIndex
  let sights: [Witness.Sight]
  let runs: [Witness.Run]
  let ends: [Witness.End]

  // MARK: The endpoint answers, and leases fail

  func leasesFail() -> [EvidenceConflict] {
    let answered = ends.filter { end in
      sights.contains { $0.isUp && $0.from <= end.at && end.at < $0.to }
    }.sorted { ($0.at, $0.lease, $0.observer) < ($1.at, $1.lease, $1.observer) }
    var groups: [[Witness.End]] = []
    for end in answered {
      if let last = groups.last?.last, end.at - last.at <= EvidenceConflict.joinSeconds {
        groups[groups.count - 1].append(end)
      } else {
        groups.append([end])
      }
    }
    return groups.compactMap { group in
      let failed = Set(group.map(\.lease))
      func count(_ reason: ClosingReason) -> Int {
        Set(group.filter { $0.reason == reason }.map(\.lease)).count
      }
      return conflict(
        .leasesFail, from: group[0].at, to: (group.last?.at ?? group[0].at) + 1,
        witnesses: group.map(\.observer),
        grounds: [
          .init(.endedUnstable, leases: count(.unstable)),
          .init(.endedUnspecified, leases: count(.unspecified)),
        ], but: failed)
    }
  }

  // MARK: The endpoint does not answer, and leases go on

  func leasesGoOn() -> [EvidenceConflict] {
    stretchesDown().compactMap { from, to in
      let inside = runs.filter { $0.from < to && from < $0.to }
      let answered = inside.filter(\.isAnswered)
      let began = inside.filter { $0.begins && $0.from > from }
      let isSeenUp = sights.contains { $0.isUp && $0.from < to && from < $0.to }
      let ranOn = isSeenUp ? inside.filter { $0.from <= from && to <= $0.to } : []
      let speaking = answered + began + ranOn
      guard !speaking.isEmpty else { return nil }
      func count(_ runs: [Witness.Run]) -> Int { Set(runs.map(\.lease)).count }
      return conflict(
        .leasesGoOn, from: from, to: to, witnesses: speaking.map(\.observer),
        grounds: [
          .init(.answered, leases: count(answered)), .init(.began, leases: count(began)),
          .init(.ranOn, leases: count(ranOn)),
        ], but: [])
    }
  }

  /// The stretches in which some observer had no answer, joined where they touch.
  private func stretchesDown() -> [(Int64, Int64)] {
    var stretches: [(Int64, Int64)] = []
    for sight in sights.filter({ !$0.isUp }).sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
      if let last = stretches.last, sight.from <= last.1 {
        stretches[stretches.count - 1].1 = max(last.1, sight.to)
      } else {
        stretches.append((sight.from, sight.to))
      }
    }
    return stretches
  }

  private func conflict(
    _ kind: EvidenceConflict.Kind, from: Int64, to: Int64, witnesses: [ObserverKey],
    grounds: [EvidenceConflict.Ground], but failed: Set<LeaseIdentifier>
  ) -> EvidenceConflict? {
    guard let start = try? Timestamp(seconds: from), let end = try? Timestamp(seconds: to),
      let span = try? TimeSpan(start: start, end: end)
    else { return nil }
    let near = sights.filter { $0.from < to && from < $0.to }
    let running = Set(runs.filter { $0.from < to && from < $0.to }.map(\.lease))
    return EvidenceConflict(
      kind: kind, provider: provider, span: span,
      up: Self.distinct(near.filter(\.isUp).map(\.observer)),
      down: Self.distinct(near.filter { !$0.isUp }.map(\.observer)),
      witnesses: Self.distinct(witnesses), grounds: grounds.filter { $0.leases > 0 },
      runningLeases: running.subtracting(failed).count)
  }

  private static func distinct(_ observers: [ObserverKey]) -> [ObserverKey] {
    Set(observers).sorted()
  }
}
