import Application
import Program
import Rewards
import Simulation

/// What a number of closed programs showed: entry kinds, seconds, reasons, flags, files left out.
struct SimulationCoverage {
  private(set) var counts: [String: Int] = [:]

  mutating func note(_ text: String) { counts[text, default: 0] += 1 }

  mutating func add(_ outcome: SimulationRun.Outcome) {
    switch outcome.result {
    case .success(let closed):
      add(closed.statement)
      if outcome.planned.version > 1 { note("corrected") }
    case .failure(.nothingToCorrect): note("nothing to correct")
    case .failure: note("refused")
    }
  }

  private mutating func add(_ statement: Statement) {
    note("currency \(statement.currency)")
    note(statement.price == nil ? "no price" : "price")
    for entry in statement.unallocated { note("unallocated \(entry.reason.name)") }
    if statement.pot.carriedOutMicros > 0 { note("carried") }
    for line in statement.lines {
      if line.correctionMicros != 0 { note("line correction") }
      if line.takenBackMicros != 0 { note("line taken back") }
      if line.earnedMicros < 0 { note("line negative") }
      if !line.unvested.isEmpty { note("line unvested") }
      if line.uakt != nil { note("line converted") }
      if line.waitingMicros > 0 { note("line waiting") }
      for hold in line.holds { note("hold \(hold.reason.code)") }
      for part in line.parts { add(part) }
    }
  }

  private mutating func add(_ part: StatementPart) {
    for flag in part.flags { note("flag \(flag.rawValue)") }
    for reason in part.reasons { note("reason \(reason.code)") }
    if part.groups.count > 1 { note("several groups") }
    for kind in SecondKind.allCases where part.unitSeconds[kind] > 0 {
      note("seconds \(kind.name)")
    }
  }
}
