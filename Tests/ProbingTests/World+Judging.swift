import Evidence
import Probing
import Quantities

extension World {
  /// What the presence segments say, by provider and slot.
  struct Said {
    var up: [Asked: [InventoryRun]] = [:]
    var down: [Asked: DownReason?] = [:]
    var problems: [String] = []
    /// The files about leases, and what stretches have files at all.
    var leases: [Segment] = []
    var covered: [TimeSpan] = []
  }

  /// Reads the segments that the log has, by Evidence's own reader.
  func said() throws -> Said {
    var said = Said()
    var chains: [SegmentType: (sequence: UInt64, digest: Digest, spans: [TimeSpan])] = [:]
    for ticket in published {
      guard let draft = drafts.first(where: { $0.ticket.digest == ticket.digest }) else {
        said.problems.append("the log has a segment that was never safe")
        continue
      }
      let segment = try Segment(bytes: draft.bytes, type: ticket.type)
      if segment.header.span != ticket.span || segment.header.sequence != ticket.sequence
        || segment.header.previous != ticket.previous
      {
        said.problems.append("the ticket says something else than the file")
      }
      if let chain = chains[ticket.type] {
        if ticket.sequence != chain.sequence + 1 || ticket.previous != chain.digest {
          said.problems.append("\(ticket.type) \(ticket.sequence) does not continue the chain")
        }
        if chain.spans.contains(where: { $0.overlaps(ticket.span) }) {
          said.problems.append("\(ticket.type) \(ticket.span) covers a second twice")
        }
      } else if ticket.sequence != 0 {
        said.problems.append("a chain does not begin at 0")
      }
      chains[ticket.type] = (
        ticket.sequence, ticket.digest, (chains[ticket.type]?.spans ?? []) + [ticket.span]
      )
      said.covered.append(ticket.span)
      switch segment {
      case .presence(let presence): read(presence, into: &said)
      case .lease, .closing, .activity: said.leases.append(segment)
      case .price, .proof: break
      }
    }
    return said
  }

  private var published: [SegmentTicket] {
    log.compactMap { if case .publish(let ticket) = $0 { ticket } else { nil } }
      .sorted { ($0.sequence, $0.type.rawValue) < ($1.sequence, $1.type.rawValue) }
  }

  private func read(_ presence: PresenceSegment, into said: inout Said) {
    let first = presence.header.start.seconds / World.slotSeconds
    for index in 0..<presence.rowCount {
      let row = presence.row(index)
      for slot in 0..<presence.header.slotCount {
        let asked = Asked(provider: row.provider.position, slot: first + Int64(slot))
        if row.up.contains(slot) {
          said.up[asked] = row.inventory.filter { $0.from <= slot && slot < $0.to }
        }
        if row.down.contains(slot) {
          said.down[asked] = .some(
            row.reasons.first { $0.from <= slot && slot < $0.to }?.reason)
        }
      }
    }
  }

  /// Holds what was said against what really happened.
  func judge(_ said: Said) -> [String] {
    var problems = self.problems + said.problems
    for (asked, runs) in said.up {
      if !answeredUp.contains(asked) { problems.append("up without an answer: \(asked)") }
      if clockTouchedOpen.contains(asked.slot) {
        problems.append("up while the clock was set: \(asked)")
      }
      if runs.count != expectedRuns(asked) {
        problems.append("\(runs.count) inventory runs in \(asked)")
      }
    }
    for (asked, reason) in said.down {
      if failedFully[asked, default: 0] < settings.attempts {
        problems.append("down without \(settings.attempts) failures: \(asked)")
      }
      if said.up[asked] != nil { problems.append("up and down: \(asked)") }
      if clockTouchedOpen.contains(asked.slot) {
        problems.append("down while the clock was set: \(asked)")
      }
      if networkWasDown.contains(asked.slot) {
        problems.append("down while the own network was down: \(asked)")
      }
      if reason == nil { problems.append("down without a reason") }
    }
    return problems + lost(said) + judgeLeases(said.leases, said.covered)
  }

  private func expectedRuns(_ asked: Asked) -> Int {
    inventory(asked.provider, asked.slot * World.slotSeconds * 1_000)?.count ?? 0
  }

  /// What was told as safe and stands nowhere, though nothing took it back.
  private func lost(_ said: Said) -> [String] {
    var problems: [String] = []
    // What has been over for ten minutes, by both clocks, is in the log: it takes no segment of
    // its own future, and leaves the server alone for up to five.
    let due = (min(real, now.wall) / 1_000 - 600) / 1_800 * 1_800 / World.slotSeconds
    for (asked, states) in told where asked.slot < due {
      let counted = states.filter { if case .unobserved = $0 { false } else { true } }
      if counted.count > 1 { problems.append("told twice: \(asked)") }
      guard let state = counted.first, !clockTouched.contains(asked.slot) else { continue }
      // A round that fails takes back its slots, and those whose failures it leaves in doubt.
      guard (asked.slot - 3...asked.slot).allSatisfy({ !networkWasDown.contains($0) }) else {
        continue
      }
      let isThere = state == .up ? said.up[asked] != nil : said.down[asked] != nil
      if !isThere { problems.append("lost: \(asked) \(state)") }
    }
    return problems
  }

  /// Goes on without faults until everything that is over is in the log and delivered.
  mutating func settle() throws {
    faults = Faults()
    diskIsFull = false
    serverIsAway = false
    chainIsAway = false
    try run(minutes: 75)
  }
}
