public import Accounting
public import Quantities

/// Where the books do not hold: a bug, or a record that was altered.
public struct BooksFinding: Hashable, Sendable {
  /// The entry's line; a statement without an entry stands at the last line that it was made from.
  public let line: Int
  /// What the entry is about.
  public let subject: TransactionSubject
  /// What is wrong, with both sides.
  public let problem: Problem

  /// Takes every field as it is.
  public init(line: Int, subject: TransactionSubject, _ problem: Problem) {
    self.line = line
    self.subject = subject
    self.problem = problem
  }

  /// What can be wrong, one case per rule.
  public enum Problem: Hashable, Sendable {
    /// An equation of law 1 does not hold.
    case unbalanced(Equation)
    /// More is promised than the pool has: the sum named, in micro-units, is below 0.
    case overdrawn(Promise, Currency, micros: Int128)
    /// A figure of a statement is not the one that follows.
    case statementDiffers(StatementFigure, statedMicros: Int128, expectedMicros: Int128)
    /// A statement is not of the epoch that follows the pool's last one.
    case statementOrder(expectedEpoch: Int)
    /// A statement is of a pool that there is not, or in another currency than the pool.
    case statementForeign
    /// A statement does not name the one before it.
    case statementChain(expected: Digest?, found: Digest?)
    /// A statement's facts are not the beginning of these, or those of another program.
    case statementUnplaced(facts: Digest)
    /// Totals from which no transaction can be made.
    case untransactable(TransactionRefusal)
    /// A balance would leave the bounds.
    case outOfBounds(Account, Currency)
  }

  /// Which sum must not be below 0.
  public enum Promise: String, Hashable, Sendable, CaseIterable {
    /// What is promised to nobody.
    case available
    /// What is promised to nobody, and what is promised.
    case availableAndCommitted = "available + committed"
  }

  /// The stable code, as `docs/reference/errors.md` lists it.
  public var code: String {
    switch problem {
    case .unbalanced: "books-unbalanced"
    case .overdrawn: "books-overdrawn"
    case .statementDiffers: "books-statement-differs"
    case .statementOrder: "books-statement-order"
    case .statementForeign: "books-statement-foreign"
    case .statementChain: "books-statement-chain"
    case .statementUnplaced: "books-statement-unplaced"
    case .untransactable: "books-untransactable"
    case .outOfBounds: "books-out-of-bounds"
    }
  }
}

/// The figures of a statement that follow from what came before.
public enum StatementFigure: String, Hashable, Sendable, CaseIterable {
  /// What the epoch brings: by time in epoch pools, by contracts in committed ones.
  case base
  /// What the statement before carried out.
  case carriedIn = "carried in"
  /// earned + unallocated = base + carried in.
  case pot = "earned + unallocated"
  /// carried out + returned = unallocated.
  case unallocated = "carried out + returned"
  /// Accrued before + earned.
  case accrued
  /// What dollars became: at most their worth at the price.
  case converted = "uakt converted"
}
