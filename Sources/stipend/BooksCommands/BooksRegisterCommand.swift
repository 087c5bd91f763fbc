import Accounting
import Application
import ArgumentParser
import Encoding
import Program
import Quantities

/// `stipend books register`: every transaction, in order.
struct BooksRegisterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register",
    abstract: "Lists every transaction with the entry that made it.",
    discussion: """
      Exits with 1 when the books do not hold.

      Example: stipend books register --pool committed --data var/pilot-1
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

  private func show(_ computed: ComputedBooks) {
    print(BooksWording.heading(computed))
    for transaction in computed.books.ledger.transactions where pool.shows(transaction) {
      let price = transaction.evidence.map { " at \($0.price) USD per AKT" } ?? ""
      print(
        "\n\(transaction.time)  line \(transaction.line)"
          + "  \(transaction.narration.rawValue), \(transaction.subject)\(price)")
      var table = Table([("account", .left), ("amount", .right)])
      for posting in transaction.postings {
        table.add([
          posting.account.path, BooksWording.amount(posting.amountMicros, posting.currency),
        ])
      }
      for line in table.lines(indent: 4).dropFirst() { print(line) }
    }
  }

  private func document(_ computed: ComputedBooks) -> [UInt8] {
    let transactions = computed.books.ledger.transactions.filter { pool.shows($0) }
    var writer = JSONWriter()
    writer.object { writer in
      BooksWording.writeHead(computed, to: &writer)
      writer.array("transactions", transactions) { writer, transaction in
        writer.object { Self.write(transaction, to: &$0) }
      }
      BooksWording.writeFindings(computed, to: &writer)
    }
    return writer.finish() + [10]
  }

  private static func write(_ transaction: Transaction, to writer: inout JSONWriter) {
    writer.field("line", transaction.line)
    writer.field("time", transaction.time.seconds)
    writer.field("narration", transaction.narration.rawValue)
    writer.field("subject", transaction.subject.description)
    if let evidence = transaction.evidence {
      writer.object("evidence") { writer in
        writer.field("price", evidence.price.text)
        writer.field("record", evidence.record.hex)
      }
    } else {
      writer.key("evidence")
      writer.null()
    }
    writer.array("postings", transaction.postings) { writer, posting in
      writer.object { writer in
        writer.field("account", posting.account.path)
        writer.field("currency", posting.currency.rawValue)
        writer.field("micros", posting.amountMicros)
      }
    }
  }
}
