import Akash
import BlobFiles
import CosmosClient
import Evidence
import NIOPosix
import Probing
import Quantities

extension ObserverRun {
  /// Does one action; what takes time becomes a task that ends by putting something into the inbox.
  func perform(_ action: ObserverAction) {
    switch action {
    case .ask(let question): ask(question)
    case .askCanaries(let round, _): askCanaries(round)
    // The machine itself passes over an answer that comes after its limit.
    case .askPrice(let source, let slotStart, _): askPrice(source, slotStart)
    case .append(let write): append(write)
    case .dropPart(let number):
      partBytes[number] = nil
      do {
        try ports.spool.drop(part: number)
      } catch {
        note(.warning, "spool-unwritten", "\(error)")
      }
    case .store(let draft): store(draft)
    case .release(let digest):
      undelivered[digest] = nil
    case .submit(let entry): submit(entry)
    case .outcome(let outcome):
      status.count(outcome)
      slotsSeen.see(outcome)
    case .finding(let finding): tell(finding)
    }
  }

  func begin(_ work: @escaping @Sendable () async -> Arrival) {
    inFlight += 1
    let inbox = inbox
    Task { inbox.put(await work()) }
  }

  private func ask(_ question: ProbeQuestion) {
    guard inFlight < settings.concurrency else {
      status.turnedAway += 1
      // Answered from the inbox, so that the machine is not stepped inside its own actions.
      inFlight += 1
      let finding = ProviderProber.Finding(
        answer: .unknown, bodies: [], text: "too many questions are under way")
      return inbox.put(.probed(question, finding, asked: ports.clock.reading))
    }
    let prober = prober
    let asked = ports.clock.reading
    let now = present
    begin {
      .probed(
        question, await prober.probe(question.owner, at: question.endpoint, now: now),
        asked: asked)
    }
  }

  private func askCanaries(_ round: UInt64) {
    let targets = settings.canaries
    let canaries = ports.canaries
    begin {
      await withTaskGroup(of: (Int, Bool).self) { group in
        for (index, target) in targets.enumerated() {
          group.addTask { (index, await canaries.reaches(target)) }
        }
        var reached = [Bool](repeating: false, count: targets.count)
        for await (index, isReached) in group { reached[index] = isReached }
        return .canaries(round: round, reached: CanaryTarget.counted(reached, of: targets))
      }
    }
  }

  private func askPrice(_ label: Label, _ slotStart: Timestamp) {
    guard let source = settings.priceSources.first(where: { $0.label == label }) else { return }
    begin { .price(source: label, slotStart: slotStart, await source.price()) }
  }

  private func append(_ write: SpoolWrite) {
    writing += 1
    let spool = ports.spool
    partBytes[write.part] = Int64(write.offset + write.bytes.count)
    begin {
      .appended(
        bytes: write.bytes.count, failure: await Self.failure { try spool.append(write) })
    }
  }

  private func store(_ draft: SegmentDraft) {
    writing += 1
    let spool = ports.spool
    undelivered[draft.ticket.digest] = draft.ticket.span.end
    begin {
      .stored(draft.ticket.digest, failure: await Self.failure { try spool.store(draft) })
    }
  }

  /// Waits for a disk on a thread that may wait.
  private static func failure(_ work: @escaping @Sendable () throws -> Void) async -> String? {
    do {
      try await NIOThreadPool.singleton.runIfActive { try work() }
      return nil
    } catch {
      return "\(error)"
    }
  }

  private func submit(_ entry: ObserverEntry) {
    guard let state = program?.state else { return }
    let delivering = EntryDelivering(
      log: ports.log, spool: ports.spool, keys: settings.keys, prefix: settings.prefix)
    let now = present
    begin {
      let (outcome, text) = await delivering.submit(entry, in: state, at: now)
      return .submitted(entry, outcome, text)
    }
  }

  // MARK: - Findings

  private func tell(_ finding: ObserverFinding) {
    switch finding {
    case .clockStepped(let milliseconds):
      status.clockSteps += 1
      status.lastClockStepMilliseconds = milliseconds
      // Whether it is right now the chain tells; by the clock of before that could be hours away.
      nextRefresh = .min
    default: break
    }
    let text = "\(finding)"
    note(finding.severity, finding.code, text.prefix(1).uppercased() + text.dropFirst() + ".")
  }
}
