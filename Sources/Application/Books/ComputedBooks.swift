public import Program
public import Quantities

/// The books of a program after some of its record.
public struct ComputedBooks: Sendable {
  /// The accounts, their transactions, and what does not hold.
  public let books: Books
  /// The program's id; nil before line 1.
  public let program: Digest?
  /// What the program is bound to.
  public let rules: ProgramRules
  /// Whether the program is a demonstration.
  public let isDemonstration: Bool
  /// How many lines were taken in.
  public let lineCount: Int
  /// How many statements were taken in.
  public let statementCount: Int

  /// Whether law 1 holds everywhere, and every statement follows.
  public var isGood: Bool { books.findings.isEmpty }
}
