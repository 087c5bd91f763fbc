import Quantities

extension ObserverMachine {
  /// An entry that the log is to have, and from when on.
  private struct Owed {
    let key: Submitting.Key
    /// By the wall clock, in milliseconds.
    let due: Int64
    let entry: ObserverEntry
  }

  /// How far ahead of the clock a commitment begins, so that the log admits it in time.
  private static let commitAheadSeconds: Int64 = 60

  /// All that is owed now or later, as far as the state knows; the oldest first.
  private func owed() -> [Owed] {
    var owed = periodsOwed()
    for note in state.tickets {
      let ticket = note.ticket
      if note.isPublished {
        owed.append(
          Owed(
            key: Submitting.Key(rank: 3, digest: ticket.digest),
            due: deliverSeconds(ticket) * 1_000, entry: .deliver(ticket)))
      } else {
        owed.append(
          Owed(
            key: Submitting.Key(rank: 2, digest: ticket.digest),
            due: ticket.span.end.seconds * 1_000, entry: .publish(ticket)))
      }
    }
    return owed.sorted { ($0.due, $0.key) < ($1.due, $1.key) }
  }

  /// Commitments of this period and the next, and seeds of those that are over.
  private func periodsOwed() -> [Owed] {
    guard let time = try? Timestamp(seconds: now.wall / 1_000), let order else { return [] }
    var owed: [Owed] = []
    let period = ProbePeriod(containing: time)
    for candidate in [period, period.next] where state.periods[candidate.start.seconds] == nil {
      guard let span = try? TimeSpan(start: candidate.start, end: candidate.end),
        order.isAppointed(in: span), let from = commitStart(candidate)
      else { continue }
      let seed = state.secret.seed(periodStart: candidate.start.seconds)
      owed.append(
        Owed(
          key: Submitting.Key(rank: 0, digest: seed.commitment),
          due: (candidate.start.seconds - settings.commitLeadSeconds) * 1_000,
          entry: .commit(from: from, until: candidate.end, commitment: seed.commitment)))
    }
    for (start, stage) in zip(state.periods.keys, state.periods.values) where stage == .committed {
      let seed = state.secret.seed(periodStart: start)
      owed.append(
        Owed(
          key: Submitting.Key(rank: 1, digest: seed.commitment),
          due: (start + ProbePeriod.lengthSeconds) * 1_000, entry: .reveal(seed: seed)))
    }
    return owed
  }

  /// The first slot of a period that can still be promised; nil where none is left.
  private func commitStart(_ period: ProbePeriod) -> Timestamp? {
    let ahead = now.wall / 1_000 + Self.commitAheadSeconds
    guard period.start.seconds < ahead else { return period.start }
    let slot = (ahead + numbering.slotSeconds - 1) / numbering.slotSeconds
    guard numbering.isKnown(slot), numbering.start(slot) < period.end else { return nil }
    return numbering.start(slot)
  }

  /// The deadline of a file: its end, or the earliest end of an epoch inside it, and the grace.
  private func deadlineSeconds(_ ticket: SegmentTicket) -> Int64 {
    let ends = (order?.order.epochs ?? []).map(\.end)
      .filter { ticket.span.start < $0 && $0 < ticket.span.end }
    return (ends.min() ?? ticket.span.end).seconds + (order?.order.graceSeconds ?? 0)
  }

  /// When a file is handed over: as late as is safe, so that nobody can copy it in time.
  ///
  /// Where an epoch that it lies in ends after that and before half of the reserve, then.
  private func deliverSeconds(_ ticket: SegmentTicket) -> Int64 {
    let grace = order?.order.graceSeconds ?? 0
    let deadline = deadlineSeconds(ticket)
    let reserve = min(settings.deliveryReserveSeconds, grace / 2)
    let ends = (order?.order.epochs ?? []).filter { $0.overlaps(ticket.span) }
      .map(\.end.seconds).filter { $0 <= deadline - reserve / 2 }
    return max(deadline - reserve, ends.max() ?? 0, ticket.span.end.seconds)
  }

  /// Submits the oldest entry that is due, unless one is on its way.
  mutating func submit() {
    guard order != nil, submitting.current == nil else { return }
    for owed in owed() {
      let due = monotonic(wall: owed.due)
      guard let time = submitting.time(of: owed.key, due: due), time <= now.monotonic else {
        continue
      }
      warn(owed)
      submitting.begin(owed.entry)
      actions.append(.submit(owed.entry))
      return
    }
  }

  /// When the next entry may be submitted, by the monotonic clock.
  func submitDue() -> Int64? {
    guard order != nil, submitting.current == nil else { return nil }
    return owed().compactMap {
      submitting.time(of: $0.key, due: monotonic(wall: $0.due))
    }.min()
  }

  /// Tells, once, what comes too late to be of full use.
  private mutating func warn(_ owed: Owed) {
    switch owed.entry {
    case .commit(let from, _, _):
      let start = ProbePeriod(containing: from).start
      guard start < from, submitting.isNews(owed.key) else { return }
      find(.commitmentLate(periodStart: start))
    case .deliver(let ticket):
      let deadline = deadlineSeconds(ticket)
      guard now.wall / 1_000 >= deadline, submitting.isNews(owed.key),
        let time = try? Timestamp(seconds: deadline)
      else { return }
      find(.deliveryLate(ticket.digest, deadline: time))
    case .publish, .reveal: break
    }
  }

  /// Takes what became of the entry that was on its way.
  mutating func submitted(_ entry: ObserverEntry, _ outcome: SubmissionOutcome) {
    guard submitting.current == entry else { return }
    let key = Submitting.Key(entry)
    switch outcome {
    case .accepted:
      submitting.succeed(key)
      keepEnd(entry, isAccepted: true)
    case .refused(let code):
      submitting.succeed(key)
      find(.entryRefused(entry, code: code))
      keepEnd(entry, isAccepted: false)
    case .unavailable:
      submitting.serverIsAway(now: now.monotonic, backoff: settings.backoffMilliseconds)
    case .refusedForNow:
      submitting.refuseForNow(key, now: now.monotonic, backoff: settings.backoffMilliseconds)
    }
  }
}

extension ObserverMachine {
  /// What the spool remembers of an entry's end.
  private mutating func keepEnd(_ entry: ObserverEntry, isAccepted: Bool) {
    switch entry {
    case .commit(let from, _, _):
      let start = ProbePeriod(containing: from).start.seconds
      writer.add(.period(start: start, isAccepted ? .committed : .given))
    case .reveal(let seed):
      for start in state.periods.keys where state.secret.seed(periodStart: start) == seed {
        writer.add(.period(start: start, .closed))
      }
    case .publish(let ticket):
      writer.add(isAccepted ? .published(ticket.digest) : .closed(ticket.digest))
    case .deliver(let ticket): writer.add(.closed(ticket.digest))
    }
  }
}

extension Submitting.Key {
  /// The key of an entry.
  init(_ entry: ObserverEntry) {
    switch entry {
    case .commit(_, _, let commitment): self.init(rank: 0, digest: commitment)
    case .reveal(let seed): self.init(rank: 1, digest: seed.commitment)
    case .publish(let ticket): self.init(rank: 2, digest: ticket.digest)
    case .deliver(let ticket): self.init(rank: 3, digest: ticket.digest)
    }
  }
}
