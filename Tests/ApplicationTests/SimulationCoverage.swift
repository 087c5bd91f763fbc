import Application
import Program
import Quantities
import Rewards
import Simulation

/// What a number of closed programs showed: entry kinds, seconds, reasons, flags, files left out.
struct SimulationCoverage {
  private(set) var counts: [String: Int] = [:]
  /// Per pool of the program at hand, the claims of the last statement.
  private var before: [Label: Set<Label>] = [:]

  mutating func note(_ text: String) { counts[text, default: 0] += 1 }

  mutating func add(_ outcome: SimulationRun.Outcome) {
    switch outcome.result {
    case .success(let closed):
      add(closed.statement)
      if outcome.planned.version == 1 { addPast(of: closed.statement) }
      if outcome.planned.version > 1 { note("corrected") }
    case .failure: break
    }
  }

  /// Kinds of entries in the facts, and reasons for leaving files out in the freezes.
  mutating func add(_ records: MemoryRecords, _ blobs: MemoryBlobs) throws {
    let facts = String(decoding: try records.facts(), as: UTF8.self)
    let delivered = facts.split(separator: "\n").filter { $0.contains("evidence.delivered/1") }
    for kind in EntryKind.allCases where facts.contains("\"\(kind.rawValue)\"") {
      note("entry \(kind.rawValue)")
    }
    if facts.contains("visitor.remarked/1") { note("entry unknown") }
    for name in try records.names() where name.kind == .freeze {
      let freeze = String(decoding: try records.read(name) ?? [], as: UTF8.self)
      for reason in LeftOutReason.allCases
      where freeze.contains("\"reason\":\"\(reason.rawValue)\"") {
        note("left out \(reason.rawValue)")
      }
      guard !delivered.isEmpty else { continue }
      let parsed = try Freeze(bytes: Array(freeze.utf8))
      for left in parsed.leftOut where left.reason == .missing {
        guard try blobs.has(left.digest) else { continue }
        let isDelivered = delivered.contains { $0.contains(left.digest.hex) }
        note(isDelivered ? "delivered too late" : "at hand, never delivered")
      }
    }
  }

  private mutating func add(_ statement: Statement) {
    note("currency \(statement.currency)")
    note(statement.price == nil ? "no price" : "price")
    for entry in statement.unallocated { note("unallocated \(entry.reason.name)") }
    if statement.pot.carriedOutMicros > 0 { note("carried") }
    if statement.pot.carriedOutMicros < 0 { note("carried below 0") }
    for line in statement.lines {
      if line.correctionMicros != 0 { note("line correction") }
      for entry in line.corrections {
        note("correction \(entry.reason?.code ?? "plain")")
        // Its claim is paid on another line today.
        let isElsewhere = statement.lines.contains { other in
          other.key != line.key && other.parts.contains { $0.claim == entry.claim }
        }
        if isElsewhere, entry.reason == nil { note("correction where it waits") }
      }
      if line.takenBackMicros != 0 { note("line taken back") }
      if line.earnedMicros < 0 { note("line negative") }
      if !line.unvested.isEmpty { note("line unvested") }
      if line.uakt != nil { note("line converted") }
      if line.waitingMicros > 0 { note("line waiting") }
      for hold in line.holds { note("hold \(hold.reason.code)") }
      for part in line.parts { add(part) }
    }
  }

  /// Forgets the program at hand, and notes what its admission refused on purpose.
  mutating func finish(_ refused: [RefusedAttempt]) {
    before = [:]
    for attempt in refused { note("refused \(attempt.rejection.code)") }
  }

  /// Claims that begin after others, and uptime that their own seconds do not explain.
  private mutating func addPast(of statement: Statement) {
    let parts = statement.lines.flatMap(\.parts)
    let known = before[statement.pool] ?? []
    for part in parts where !known.contains(part.claim) {
      let isAmended = part.claim.text.contains(".")
      if isAmended { note("amended") }
      if part.groups.contains(where: \.hasPast) {
        note(isAmended ? "past of an amended unit" : "past of a unit enrolled again")
      }
    }
    before[statement.pool] = Set(parts.map(\.claim))
  }

  private mutating func add(_ part: StatementPart) {
    for flag in part.flags { note("flag \(flag.rawValue)") }
    for reason in part.reasons { note("reason \(reason.code)") }
    if part.groups.count > 1 { note("several groups") }
    for kind in SecondKind.allCases where part.unitSeconds[kind] > 0 {
      note("seconds \(kind.name)")
    }
  }

  /// What should have been shown and was not.
  var missing: [String] {
    var wanted = EntryKind.allCases.map { "entry \($0.rawValue)" }
    wanted += LeftOutReason.allCases.map { "left out \($0.rawValue)" }
    wanted += SecondKind.allCases.map { "seconds \($0.name)" }
    wanted += UnallocatedReason.allCases.map { "unallocated \($0.name)" }
    wanted += PartFlag.allCases.map { "flag \($0.rawValue)" }
    wanted +=
      [
        "administrator-excluded", "baseline", "class-not-admitted", "class-not-weighted",
        "class-refused", "duplicate-device", "launch-date-unknown", "launched-before",
        "memory-below-minimum", "price-above-guidance", "revenue-unknown", "shared-host",
        "size-class", "unobserved-beyond-allowance", "uptime-below-threshold", "uptime-reduced",
        "vendor-not-admitted", "related-wallet", "price-unknown", "cost-missing", "lease-capped",
      ].map { "reason \($0)" }
    wanted += ["currency usd", "currency uakt", "price", "no price", "carried", "corrected"]
    wanted += ["correction", "taken back", "negative", "unvested", "converted", "waiting"]
      .map { "line \($0)" }
    wanted += ["correction refused", "correction forfeited"]
    wanted += ["carried below 0", "delivered too late", "at hand, never delivered"]
    wanted += ["entry unknown", "several groups"]
    wanted += ["amended", "past of an amended unit", "past of a unit enrolled again"]
    wanted += [
      "amendment-inside-epoch", "exchange-within-epoch", "schedule-inside-epoch",
    ].map { "refused \($0)" }
    return wanted.filter { counts[$0] == nil }
  }
}

extension UnitGroup {
  /// Whether its uptime is neither of those that its own seconds give.
  fileprivate var hasPast: Bool {
    guard let uptimePPM else { return false }
    let own = [seconds.down, seconds.down + seconds.unknown].map { lost in
      let measured = seconds.verified + lost
      return measured == 0 ? nil : seconds.verified * 1_000_000 / measured
    }
    return !own.contains(UInt64(uptimePPM))
  }
}
