import Program

/// States of a program after any number of lines, for whoever has no file of facts at hand.
protocol FactsHistory: Sendable {
  /// The state after so many lines, or after all that were taken in.
  func log(lines: Int?) throws(ProgramFailure) -> FactsLog
  /// The rules announced last.
  var newestRules: ProgramRules { get }
}
