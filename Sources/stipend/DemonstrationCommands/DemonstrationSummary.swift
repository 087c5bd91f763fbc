import Application
import Policy
import Program
import Quantities
import Rewards
import Simulation

/// What came of a demonstration, gathered statement by statement.
struct DemonstrationSummary {
  /// Totals of one pool.
  struct PoolTotals {
    var epochs = 0
    var corrected = 0
    var base: Int64 = 0
    var earned: Int64 = 0
    var returned: Int64 = 0
    var carriedOut: Int64 = 0
    var uaktConverted: Int64 = 0
    var waiting: Int64 = 0
    var unvested: Int64 = 0
    var held: Int64 = 0
    var unallocated = SortedMap<Int, Int64>()
  }

  /// Totals of one provider.
  struct ProviderTotals {
    var amount: Int64 = 0
    var verifiedSeconds: UInt64 = 0
    var downSeconds: UInt64 = 0
    var reasons = SortedMap<String, Int>()
  }

  let cast: [CastMember]
  let policy: ProgramPolicy
  let plannedCloses: Int
  private(set) var pools: SortedMap<Label, PoolTotals> = SortedMap()
  private(set) var providers: SortedMap<Address, ProviderTotals> = SortedMap()
  private(set) var refusals: [String] = []
  private(set) var corrections: [String] = []
  private(set) var attempts: [RefusedAttempt] = []
  private(set) var facts = 0
  private(set) var segments = 0
  private(set) var leftOut = SortedMap<String, Int>()

  init(_ cast: [CastMember], policy: ProgramPolicy, closes: Int) {
    self.cast = cast
    self.policy = policy
    plannedCloses = closes
  }

  /// Takes in one planned close.
  mutating func take(_ outcome: SimulationRun.Outcome) {
    let name = "\(outcome.planned.pool)/\(outcome.planned.epoch)"
    switch outcome.result {
    case .failure(let refusal): refusals.append("\(name): \(EpochWording.ending(refusal).text)")
    case .success(let closed):
      if closed.statement.version == 1 {
        add(closed.statement)
      } else {
        pools[closed.id.pool, default: PoolTotals()].corrected += 1
        corrections += outcome.differences.map { difference in
          let amount = MoneyText.signed(difference.micros, closed.statement.currency)
          return "\(name) computed anew: \(self.name(of: difference.payee)),"
            + " \(difference.claim) \(amount)"
        }
      }
    }
  }

  /// Takes in what the run has written in all.
  mutating func note(_ program: SimulatedProgram) {
    attempts = program.refusedAttempts
    facts = program.state.lineCount
    segments = program.state.evidence.records.count
  }

  /// The name that the cast knows an account by.
  func name(of address: Address) -> String {
    cast.first { $0.address == address }?.name ?? address.text
  }

  private mutating func add(_ statement: Statement) {
    var totals = pools[statement.pool, default: PoolTotals()]
    totals.epochs += 1
    totals.base += statement.pot.baseMicros
    totals.earned += statement.pot.earnedMicros
    totals.returned += statement.pot.returnedMicros
    totals.carriedOut = statement.pot.carriedOutMicros
    totals.uaktConverted = statement.lines.reduce(0) { $0 + $1.uaktToDate }
    totals.waiting = statement.lines.reduce(0) { $0 + $1.waitingMicros }
    totals.unvested = statement.lines.flatMap(\.unvested).reduce(0) { $0 + $1.micros }
    totals.held = statement.lines.flatMap(\.holds).reduce(0) { $0 + $1.micros }
    for entry in statement.unallocated {
      totals.unallocated[entry.reason.rawValue, default: 0] += entry.micros
    }
    pools[statement.pool] = totals
    for line in statement.lines {
      for part in line.parts { add(part) }
    }
  }

  private mutating func add(_ part: StatementPart) {
    var totals = providers[part.provider, default: ProviderTotals()]
    totals.amount += part.amountMicros
    totals.verifiedSeconds += part.unitSeconds.verified
    totals.downSeconds += part.unitSeconds.down
    for reason in part.reasons { totals.reasons[reason.code, default: 0] += 1 }
    for flag in part.flags { totals.reasons[flag.rawValue, default: 0] += 1 }
    providers[part.provider] = totals
  }
}
