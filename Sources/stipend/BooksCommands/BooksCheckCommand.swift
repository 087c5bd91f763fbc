import Accounting
import Application
import ArgumentParser
import Encoding
import Program
import Quantities

/// `stipend books check`: law 1 after every entry, and every statement against what it follows.
struct BooksCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks that nothing was lost or made up: law 1 after every entry.",
    discussion: """
      Every equation of every pool, and what each statement has against what follows from the \
      entries and the statement before. Exits with 1 and both sides where anything differs.

      Example: stipend books check --data var/pilot-1
      """)

  @OptionGroup var options: BooksOptions

  @OptionGroup var pool: BooksPoolOption

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let computed = try options.books(of: pool)
    let ledger = computed.books.ledger
    let equations = Conservation.equations(ledger).filter { equation in
      guard equation.left != 0 || equation.right != 0 else { return false }
      guard case .obligations(let name, _) = equation.kind else { return pool.name == nil }
      return pool.shows(name)
    }
    if json {
      Terminal.write(Self.document(computed, equations))
    } else if computed.isGood {
      let count = ledger.transactions.count
      print(
        "\(Terminal.green("✓")) \(count) transactions of \(computed.lineCount) facts and"
          + " \(computed.statementCount) statements: law 1 held after each.")
      for equation in equations {
        print("  \(equation): \(BooksWording.amount(equation.left, equation.currency))")
      }
    }
    try BooksWording.end(with: computed, isTold: json)
  }

  private static func document(_ computed: ComputedBooks, _ equations: [Equation]) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      BooksWording.writeHead(computed, to: &writer)
      writer.field("transactions", computed.books.ledger.transactions.count)
      writer.array("equations", equations) { writer, equation in
        writer.object { writer in
          writer.field("equation", equation.description)
          writer.field("currency", equation.currency.rawValue)
          writer.field("left", equation.left)
          writer.field("right", equation.right)
          writer.field("holds", equation.holds)
        }
      }
      BooksWording.writeFindings(computed, to: &writer)
    }
    return writer.finish() + [10]
  }
}
