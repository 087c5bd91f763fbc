import Policy
import Quantities

/// Tells a statement's figures as sentences, one after the other.
struct ExplanationTeller {
  let statement: Statement
  let pool: PoolPolicy
  private(set) var lines: [String] = []

  init(_ statement: Statement, _ pool: PoolPolicy) {
    self.statement = statement
    self.pool = pool
  }

  /// Adds a sentence, indented by its depth.
  mutating func say(_ text: String, depth: Int = 0) {
    lines.append(String(repeating: "  ", count: depth) + text)
  }

  func money(_ micros: Int64) -> String {
    FigureText.money(Int128(micros), statement.currency)
  }

  /// What the epoch had to give.
  mutating func open(_ payee: Address) {
    let version = statement.version > 1 ? ", version \(statement.version)" : ""
    let span = statement.span
    say(
      "\(statement.pool)/\(statement.epoch)\(version), \(FigureText.time(span.start)) to"
        + " \(FigureText.time(span.end)), for \(payee)")
    let pot = statement.pot
    let carried =
      pot.carriedInMicros < 0
      ? "less \(money(-pot.carriedInMicros)) that corrections took beyond earlier pots"
      : "and \(money(pot.carriedInMicros)) carried in"
    let rest =
      pot.unallocatedMicros < 0
      ? "\(money(-pot.unallocatedMicros)) more than there was, which the next epoch bears"
      : "\(money(pot.unallocatedMicros)) by nobody"
    say(
      "The epoch had \(money(pot.baseMicros)) \(carried);"
        + " \(money(pot.earnedMicros)) were earned, \(rest).")
    if statement.observed.unobservedAll > 0 {
      say(
        "\(statement.observed.unobservedAll) of \(statement.observed.slots) slots were seen by too"
          + " few observers; they count for nobody and against nobody.")
    }
  }

  /// Why there is no line.
  mutating func tellAbsence() {
    say("There is no line: no claim paid to this address overlaps the epoch, and none did before.")
    say(
      "What would change it: an enrolment, contract or campaign that is in force in the epoch;",
      depth: 1)
    say("or the provider's payee is another address: ask with --provider.", depth: 1)
  }

  /// Why a provider has no part.
  mutating func tellAbsenceOfProvider() {
    say("There is no part: no claim of this provider overlaps the epoch.")
    say(
      "What would change it: an enrolment, contract or campaign that is in force in the epoch;",
      depth: 1)
    say("or the address is paid, and provides nothing itself: ask with --payee.", depth: 1)
  }

  /// A payee's line: parts first, then what was added and taken, then what stands.
  mutating func tell(_ line: StatementLine) {
    say("Earned: \(money(line.earnedMicros)) (beneficiary \(line.key.beneficiary)).")
    for part in line.parts { tell(part, of: line.key) }
    if line.parts.isEmpty {
      say("No claim overlaps this epoch; the line carries on what earlier epochs left.", depth: 1)
    }
    if line.correctionMicros != 0 {
      say("\(signed(line.correctionMicros)) correct earlier epochs.", depth: 1)
    }
    for correction in line.corrections { tell(correction) }
    if line.takenBackMicros > 0 {
      say("\(money(line.takenBackMicros)) were taken back: forfeited or refused.", depth: 1)
    }
    tellSum(line)
    tellCap(line)
    tellBalance(line)
  }

  /// Whether a cap of the beneficiary was reached.
  private mutating func tellCap(_ line: StatementLine) {
    guard pool.kind == .epoch, pool.floor == nil,
      let cap = ExplainedCap(of: line.key.beneficiary, in: statement, pool)
    else { return }
    let amount = money(cap.micros)
    if cap.isReached {
      say("Capped: \(cap.rule) allows its beneficiary \(amount) this epoch.", depth: 1)
    } else {
      say("Not capped: \(cap.rule) would allow its beneficiary \(amount) this epoch.", depth: 1)
    }
  }

  /// One claim's correction, and where it went.
  private mutating func tell(_ correction: LineCorrection) {
    let isGain = correction.differenceMicros > 0
    let fate =
      switch correction.reason {
      case .refused: "not taken in: a review refused what it corrects."
      case .forfeited: "not taken in: what it corrects was forfeited by an early end."
      case .held(let reason) where isGain:
        "held like what it corrects: \(ExplanationWording.sentence(reason)) A review decides."
      case .held: "taken from what is held, then from what has vested."
      case nil where !isGain: "taken from what waits to vest, then from what has vested."
      case nil where correction.vests > statement.span.end:
        "vests on \(FigureText.time(correction.vests)), like what it corrects."
      case nil: "vested at once, like what it corrects."
      }
    say(
      "\(signed(correction.differenceMicros)) of \(correction.claim), epoch"
        + " \(correction.epoch): \(fate)", depth: 2)
  }

  private func signed(_ micros: Int64) -> String { (micros > 0 ? "+" : "") + money(micros) }

  private mutating func tellSum(_ line: StatementLine) {
    guard line.parts.count + (line.correctionMicros == 0 ? 0 : 1) > 1 else { return }
    var terms = line.parts.map { money($0.amountMicros) }
    if line.correctionMicros != 0 { terms.append(signed(line.correctionMicros)) }
    if line.takenBackMicros > 0 { terms.append("−\(money(line.takenBackMicros))") }
    say("\(terms.joined(separator: " + ")) = \(money(line.earnedMicros)).", depth: 1)
  }

  private mutating func tellBalance(_ line: StatementLine) {
    say(
      "To date: \(money(line.accruedMicros)) accrued, of which \(money(line.vestedMicros)) vested.")
    for entry in line.unvested {
      say(
        "\(money(entry.micros)) of \(entry.claim) vest on \(FigureText.time(entry.vests)).",
        depth: 1)
    }
    for hold in line.holds {
      say(
        "\(money(hold.micros)) of \(hold.claim), epoch \(hold.epoch), are held:"
          + " \(ExplanationWording.sentence(hold.reason)) A review decides.", depth: 1)
    }
    if let uakt = line.uakt {
      say("Converted now: \(FigureText.money(Int128(uakt), .uakt)).", depth: 1)
    } else if line.waitingMicros > 0 {
      say("\(money(line.waitingMicros)) wait for a valid AKT price.", depth: 1)
    }
    say("Payable from \(FigureText.time(statement.dates.payable)), after the hold.")
  }
}
