public import Policy
public import Quantities

/// Why a payee has what it has from one epoch, step by step, and what would have changed it.
///
/// Everything is read from the statement, so that the explanation adds up to it: the amounts of the
/// parts, the correction and what was taken back are the line's earned amount.
public struct Explanation: Sendable {
  /// Sentences in reading order; deeper steps are indented.
  public let lines: [String]
  /// Whether the statement has a line for the payee at all.
  public let hasLine: Bool

  /// Explains one payee's lines, also to one who has none.
  public init(of payee: Address, in statement: Statement, pool: PoolPolicy) {
    let own = statement.lines.filter { $0.key.payee == payee }
    hasLine = !own.isEmpty
    var teller = ExplanationTeller(statement, pool)
    teller.open(payee)
    if own.isEmpty { teller.tellAbsence() }
    for line in own { teller.tell(line) }
    lines = teller.lines
  }

  /// Explains the lines of a provider that somebody else is paid for.
  public init(ofProvider provider: Address, in statement: Statement, pool: PoolPolicy) {
    let own = statement.lines.compactMap { line -> StatementLine? in
      var line = line
      line.parts.removeAll { $0.provider != provider }
      return line.parts.isEmpty ? nil : line
    }
    hasLine = !own.isEmpty
    var teller = ExplanationTeller(statement, pool)
    teller.open(provider)
    if own.isEmpty { teller.tellAbsenceOfProvider() }
    for line in own {
      teller.say("Paid to \(line.key.payee):")
      for part in line.parts { teller.tell(part, of: line.key) }
    }
    lines = teller.lines
  }
}
