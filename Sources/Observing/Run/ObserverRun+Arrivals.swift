public import Akash
import CosmosClient
import Encoding
import Evidence
import NIOPosix
import Policy
import Probing
import Program
import Quantities

extension ObserverRun {
  /// Takes in what an operation brought.
  func take(_ arrival: Arrival) {
    inFlight -= 1
    switch arrival {
    case .kept(let counts, let gone):
      writing -= 1
      raw.wrote(counts)
      if gone > 0 { note(.info, "raw-swept", "\(gone) days of raw answers were taken away.") }
    case .probed(let question, let finding, let asked): take(question, finding, asked)
    case .canaries(let round, let reached):
      let answered = reached.count { $0 }
      status.canaries = (answered, reached.count)
      feed(.canaries(round: round, answered: answered))
    case .price(let source, let slotStart, let result):
      take(source, slotStart, result)
    case .appended(_, let failure):
      writing -= 1
      if let failure { note(.error, "spool-unwritten", failure) }
      feed(failure == nil ? .appended : .appendFailed)
    case .stored(let digest, let failure):
      writing -= 1
      if let failure { note(.error, "spool-unwritten", failure) }
      feed(failure == nil ? .stored(digest) : .storeFailed(digest))
    case .submitted(let entry, let outcome, let text): take(entry, outcome, text)
    case .reading(let result):
      refreshing -= 1
      switch result {
      case .success(let reading): take(reading)
      case .failure(let failure):
        status.isLogReached = false
        note(.warning, failure.code, "The log is not read: \(failure).")
      }
    case .chain(let result):
      refreshing -= 1
      switch result {
      case .success(let (block, refused)):
        status.chainHeight = block.height
        status.chainTime = block.time
        take(refused: refused)
      case .failure(let failure): note(.warning, failure.code, "The chain: \(failure).")
      }
      watch()
    case .blocks(let times, let asked):
      feed(.blocks(times, askedMonotonic: asked.monotonic))
    case .leases(let look): take(look)
    }
  }

  private func take(
    _ question: ProbeQuestion, _ finding: ProviderProber.Finding, _ asked: Moment
  ) {
    let now = ports.clock.reading
    status.durations.add(milliseconds: now.monotonic - asked.monotonic)
    let present = present
    for (kind, bytes) in finding.bodies {
      raw.add(
        RawAnswer(
          bytes, at: present, provider: question.id.provider.rawValue, question: kind.rawNumber,
          isProven: finding.answer.isUp))
    }
    if case .unknown = finding.answer {
      note(.warning, "probe-unknown", "\(question.owner): \(finding.text).")
    }
    feed(.answered(question.id, finding.answer))
  }

  private func take(
    _ source: Label, _ slotStart: Timestamp, _ result: Result<Price18, PriceFault>
  ) {
    switch result {
    case .success(let price):
      status.prices[source, default: .init()].given += 1
      feed(.price(source: source, slotStart: slotStart, price: price, reason: ""))
    case .failure(let fault):
      status.prices[source, default: .init()].missing += 1
      feed(.price(source: source, slotStart: slotStart, price: nil, reason: "\(fault)"))
    }
  }

  private func take(_ entry: ObserverEntry, _ outcome: SubmissionOutcome, _ text: String) {
    switch outcome {
    case .accepted:
      if case .deliver = entry { status.delivered += 1 }
      note(.info, "entry-accepted", "\(entry.words): \(text).")
    case .unavailable:
      status.isLogReached = false
      note(.warning, "entry-waits", "\(entry.words): \(text).")
    case .refusedForNow(let code): note(.warning, code, "\(entry.words) is refused for now.")
    case .refused: break
    }
    feed(.submitted(entry, outcome))
    // What was just entered is looked for at once, so that what builds on it need not wait.
    if outcome == .accepted { nextRefresh = min(nextRefresh, ports.clock.reading.wall) }
  }

  /// Says once, and when their number changes, that records of providers cannot be read.
  func take(refused: [JSONFieldError]) {
    defer { status.unreadableRecords = refused.count }
    guard refused.count != status.unreadableRecords, let first = refused.first else { return }
    note(
      .warning, "provider-unreadable",
      "\(refused.count) providers' records on the chain cannot be read, the first for \(first).")
  }

  /// Takes in the program as it is now.
  func take(_ reading: ProgramReading) {
    status.logSize = reading.state.lineCount
    status.isLogReached = !reading.isFromCache
    program = reading
    watch()
  }

  /// Tells the machine whom to watch, where that has changed.
  private func watch() {
    guard let state = program?.state else { return }
    let now = present
    let prober = prober
    let order = WatchOrder(
      state, keys: keys, priceSources: settings.priceSources.map(\.label), at: now,
      host: { prober.host(of: $0) })
    status.watched = order.targets.count { $0.from <= now && ($0.until.map { now < $0 } ?? true) }
    guard order != self.order else { return }
    self.order = order
    slotsSeen.slotSeconds = state.history.newest.policy.observation.slotSeconds
    feed(.watch(order))
  }

  // MARK: - What is due

  /// Looks at the log and the chain again, each once at a time.
  func refreshIfDue(_ now: Moment) {
    guard now.wall >= nextRefresh, refreshing == 0 else { return }
    nextRefresh = now.wall + settings.refreshSeconds * 1_000
    refreshing = 2
    inFlight += 2
    let (inbox, log, chain, prober) = (inbox, ports.log, ports.chain, prober)
    begin { .blocks(await chain.newestBlockTimes(), asked: now) }
    Task {
      do throws(ObserverLogFailure) {
        inbox.put(.reading(.success(try await log.read())))
      } catch {
        inbox.put(.reading(.failure(error)))
      }
    }
    Task {
      do throws(ChainFailure) {
        chain.recheck()
        let block = try await chain.latestBlock()
        inbox.put(.chain(.success((block, refused: try await prober.refreshHosts()))))
      } catch {
        inbox.put(.chain(.failure(error)))
      }
    }
  }

  /// Has raw answers written, made durable every slot, and taken away when they are too old.
  func keepIfDue(_ now: Moment) {
    let isDue = now.wall >= nextKeeping
    guard let batch = raw.next(sweepsAt: isDue ? present : nil) else { return }
    if isDue { nextKeeping = now.wall + max(60, slotsSeen.slotSeconds) * 1_000 }
    writing += 1
    let unwritten = raw.counts(losing: batch)
    begin {
      let written = try? await NIOThreadPool.singleton.runIfActive { batch.folder.write(batch) }
      return .kept(written?.counts ?? unwritten, gone: written?.gone ?? 0)
    }
  }
}

extension ProbeAnswer {
  /// Whether it was given by whom the chain names.
  fileprivate var isUp: Bool {
    if case .up = self { true } else { false }
  }
}

extension ProviderQuestion {
  /// Its number in the raw answers' index: its place among all questions.
  public var rawNumber: UInt32 { UInt32(Self.allCases.firstIndex(of: self) ?? 0) }
}

extension ObserverEntry {
  /// What it is, for people.
  var words: String {
    switch self {
    case .commit(let from, _, _): "The seed's commitment from \(from)"
    case .reveal: "A revealed seed"
    case .publish(let ticket): "The digest of \(ticket.type.name) segment \(ticket.sequence)"
    case .deliver(let ticket): "The file of \(ticket.type.name) segment \(ticket.sequence)"
    }
  }
}
