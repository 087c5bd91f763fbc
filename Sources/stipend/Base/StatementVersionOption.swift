import ArgumentParser

/// The version of a statement: 1, or higher after corrections.
struct StatementVersionOption: ParsableArguments {
  @Option(
    name: .customLong("statement-version"),
    help: "The statement's version, above 1 after a correction.")
  var number = 1

  /// The version, within its bounds.
  func checked() throws -> Int {
    guard (1...999_999).contains(number) else {
      throw Ending.unreadable(
        .optionValue, "--statement-version \(number) is no version.", "Write a number from 1.")
    }
    return number
  }
}
