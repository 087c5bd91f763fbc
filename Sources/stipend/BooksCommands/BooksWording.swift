import Accounting
import Application
import Encoding
import Policy
import Program
import Quantities

/// What commands say of books: amounts, findings, and how to end with them.
enum BooksWording {
  /// An amount as people read it.
  static func amount(_ micros: Int128, _ currency: Currency) -> String {
    if let small = Int64(exactly: micros) { return MoneyText.text(small, currency) }
    return "\(micros) \(currency == .usd ? "micro-USD" : "uakt")"
  }

  /// One line that says what the books are of.
  static func heading(_ computed: ComputedBooks) -> String {
    let statements = computed.statementCount == 1 ? "statement" : "statements"
    return "\(Terminal.bold(computed.rules.policy.name.text)), after \(computed.lineCount) facts"
      + " and \(computed.statementCount) \(statements)"
  }

  /// Ends with 1 where anything does not hold, and says what, unless that was told already.
  static func end(with computed: ComputedBooks, isTold: Bool) throws {
    guard !computed.isGood else { return }
    if !isTold {
      for finding in computed.books.findings {
        Terminal.complain("[\(finding.code)] \(finding.wording.text)")
      }
    }
    throw Ending.reported
  }

  static func writeHead(_ computed: ComputedBooks, to writer: inout JSONWriter) {
    writer.field("good", computed.isGood)
    writer.field("program", computed.program?.hex ?? "")
    writer.field("demonstration", computed.isDemonstration)
    writer.field("lines", computed.lineCount)
    writer.field("statements", computed.statementCount)
  }

  static func writeFindings(_ computed: ComputedBooks, to writer: inout JSONWriter) {
    writer.array("findings", computed.books.findings) { writer, finding in
      writer.object { writer in
        writer.field("line", finding.line)
        writer.field("subject", finding.subject.description)
        writer.field("code", finding.code)
        writer.field("what", finding.wording.what)
        writer.field("advice", finding.wording.advice)
      }
    }
  }
}
