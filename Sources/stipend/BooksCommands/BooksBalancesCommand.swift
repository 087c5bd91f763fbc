import Accounting
import Application
import ArgumentParser
import Encoding
import Program
import Policy
import Quantities

/// `stipend books balances`: what every account holds.
struct BooksBalancesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "balances",
    abstract: "Shows what is available, committed, earned, held, settled and released.",
    discussion: """
      Exits with 1 when the books do not hold; `stipend books check` says more.

      Example: stipend books balances --data var/pilot-1
      Example: stipend books balances --at 2024-03-01 --pool liquidity --json
      """)

  @OptionGroup var options: BooksOptions

  @OptionGroup var pool: BooksPoolOption

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let computed = try options.books(of: pool)
    if json { Terminal.write(document(computed)) } else { show(computed) }
    try BooksWording.end(with: computed, isTold: json)
  }

  private static let terms = ObligationAccount.Term.allCases

  private func show(_ computed: ComputedBooks) {
    print(BooksWording.heading(computed))
    if computed.isDemonstration {
      print(Terminal.yellow("A demonstration: its participants are invented."))
    }
    let ledger = computed.books.ledger
    for (pool, currency) in pools(ledger) {
      print("\n\(Terminal.bold(pool.text)), in \(currency == .usd ? "USD" : "AKT")")
      var table = Table([("account", .left), ("amount", .right)])
      for term in Self.terms {
        let micros = ledger.balanceMicros(pool: pool, term, currency)
        table.add([
          term.rawValue, BooksWording.amount(term == .authority ? -micros : micros, currency),
        ])
        for account in ObligationAccount.allCases
        where account.term == term && account.rawValue != term.rawValue {
          let part = ledger.balanceMicros(.obligations(pool: pool, account), currency)
          guard part != 0 else { continue }
          let shown = term == .authority ? -part : part
          table.add(["  of it \(account.rawValue)", BooksWording.amount(shown, currency)])
        }
      }
      table.show()
    }
    let others = ledger.balances.filter { $0.key.account.pool == nil && pool.shows($0.key.account) }
    guard !others.isEmpty else { return }
    print()
    var table = Table([("account", .left), ("amount", .right)])
    for (key, micros) in others {
      table.add([key.account.path, BooksWording.amount(micros, key.currency)])
    }
    table.show()
  }

  /// The pools meant, each in every currency in which it holds or held anything.
  private func pools(_ ledger: Ledger) -> [(Label, Currency)] {
    ledger.pools.filter { self.pool.shows($0) }.flatMap { pool in
      Currency.allCases.filter { currency in
        ledger.balances.keys.contains { $0.account.pool == pool && $0.currency == currency }
      }.map { (pool, $0) }
    }
  }

  private func document(_ computed: ComputedBooks) -> [UInt8] {
    let ledger = computed.books.ledger
    var writer = JSONWriter()
    writer.object { writer in
      BooksWording.writeHead(computed, to: &writer)
      writer.array("pools", pools(ledger)) { writer, entry in
        writer.object { writer in
          writer.field("pool", entry.0.text)
          writer.field("currency", entry.1.rawValue)
          for term in Self.terms {
            let micros = ledger.balanceMicros(pool: entry.0, term, entry.1)
            writer.key(text: term == .vestedUnpaid ? "vestedUnpaid" : term.rawValue)
            writer.integer(term == .authority ? -micros : micros)
          }
        }
      }
      let balances = ledger.balances.filter { pool.shows($0.key.account) }
      writer.array("balances", balances) { writer, balance in
        writer.object { writer in
          writer.field("account", balance.key.account.path)
          writer.field("currency", balance.key.currency.rawValue)
          writer.field("micros", balance.value)
          writer.field("beancount", BeancountName.account(balance.key.account))
        }
      }
      BooksWording.writeFindings(computed, to: &writer)
    }
    return writer.finish() + [10]
  }
}
