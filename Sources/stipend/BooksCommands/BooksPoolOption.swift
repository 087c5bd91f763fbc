import Accounting
import ArgumentParser
import Quantities

/// The one pool that is asked for, if any.
struct BooksPoolOption: ParsableArguments {
  @Option(name: .customLong("pool"), help: "Only this pool.")
  var name: String?

  /// The pool's name; ends with 2 where it cannot be one.
  func label() throws -> Label? {
    guard let name else { return nil }
    guard let label = try? Label(name) else {
      throw Ending.unreadable(
        .optionValue, "--pool \(name) is no pool's name.",
        "Write small letters, digits and hyphens.")
    }
    return label
  }

  /// Whether a pool is meant.
  func shows(_ pool: Label) -> Bool { name == nil || pool.text == name }

  /// Whether an account is meant; with a pool asked for, only that pool's are.
  func shows(_ account: Account) -> Bool { account.pool.map { shows($0) } ?? (name == nil) }

  /// Whether any posting of a transaction is meant.
  func shows(_ transaction: Transaction) -> Bool {
    transaction.postings.contains { shows($0.account) }
  }
}
