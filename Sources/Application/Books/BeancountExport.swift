import Accounting
import Policy
import Program
import Quantities

/// Books as a file for the accounting program beancount: complete, and strict in every amount.
///
/// Every account is opened, every transaction balances to the millionth, and after each day that a
/// statement stands at, the balances of its pool are asserted without tolerance.
public struct BeancountExport {
  private let computed: ComputedBooks
  /// The transactions by day, those of one day in the order of the books.
  private let transactions: [Transaction]
  private var text = ""

  /// Works on computed books.
  public init(_ computed: ComputedBooks) {
    self.computed = computed
    transactions = computed.books.ledger.transactions.enumerated().sorted { left, right in
      let (first, second) = (left.element.time.date, right.element.time.date)
      return first == second ? left.offset < right.offset : first < second
    }.map(\.element)
  }

  /// The file's bytes.
  public func bytes() -> [UInt8] {
    var export = self
    export.writeHead()
    export.writeDays()
    return Array(export.text.utf8)
  }

  private mutating func line(_ text: String = "") { self.text += text + "\n" }

  private mutating func writeHead() {
    let kind = computed.isDemonstration ? " (a demonstration)" : ""
    line("; Books of \(computed.rules.policy.name)\(kind), after \(computed.lineCount) entries and")
    line("; \(computed.statementCount) statements. Computed; edit nothing here.")
    line("; Program \(computed.program?.hex ?? "")")
    line("option \"title\" \"\(computed.rules.policy.name)\(kind)\"")
    line("option \"operating_currency\" \"USD\"")
    guard let first = transactions.first?.time.date else { return }
    line()
    for currency in Currency.allCases {
      line("\(first) commodity \(BeancountName.commodity(currency))")
    }
    line()
    var opened: [(account: Account, currencies: [String])] = []
    for key in computed.books.ledger.balances.keys {
      let commodity = BeancountName.commodity(key.currency)
      if opened.last?.account == key.account {
        opened[opened.count - 1].currencies.append(commodity)
      } else {
        opened.append((key.account, [commodity]))
      }
    }
    for (account, currencies) in opened {
      line("\(first) open \(BeancountName.account(account)) \(currencies.joined(separator: ","))")
    }
  }

  private mutating func writeDays() {
    var ledger = Ledger()
    var stated: [Label] = []
    for (index, transaction) in transactions.enumerated() {
      write(transaction)
      // What one ledger held, another holds in any order within the same days or not at all.
      do { try ledger.append(transaction) } catch { return }
      if case .epoch(let pool, _) = transaction.subject, !stated.contains(pool) {
        stated.append(pool)
      }
      let next = index + 1 < transactions.count ? transactions[index + 1].time.date : nil
      guard next != transaction.time.date else { continue }
      if let morrow = try? transaction.time.date.adding(days: 1) {
        assert(stated.sorted(), ledger, on: morrow)
      }
      stated = []
    }
  }

  private mutating func write(_ transaction: Transaction) {
    line()
    let date = transaction.time.date
    line("\(date) * \"\(transaction.narration.rawValue)\" \"\(transaction.subject)\"")
    line("  entry: \(transaction.line)")
    line("  time: \"\(transaction.time)\"")
    if let evidence = transaction.evidence {
      line("  price: \"\(evidence.price)\"")
      line("  record: \"\(evidence.record.hex)\"")
    }
    for posting in transaction.postings {
      line(
        "  \(BeancountName.account(posting.account))"
          + "  \(BeancountName.amount(posting.amountMicros))"
          + " \(BeancountName.commodity(posting.currency))")
    }
  }

  /// A balance stands at a day's beginning, before anything of that day.
  private mutating func assert(_ pools: [Label], _ ledger: Ledger, on date: CivilDate) {
    guard !pools.isEmpty else { return }
    line()
    for pool in pools {
      for (key, micros) in ledger.balances where key.account.pool == pool {
        line(
          "\(date) balance \(BeancountName.account(key.account))"
            + "  \(BeancountName.amount(micros)) ~ 0 \(BeancountName.commodity(key.currency))")
      }
    }
  }
}
