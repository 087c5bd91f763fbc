import Application
import ArgumentParser

/// `stipend books export`: the books for another accounting program.
struct BooksExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the books as a file that another accounting program reads.",
    discussion: """
      Exits with 1 when the books do not hold; the file is written all the same.

      Example: stipend books export --format beancount --data var/pilot-1 > pilot-1.beancount
      """)

  /// The formats that other programs read.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case beancount
  }

  @Option(help: "The file's format.")
  var format = Format.beancount

  @OptionGroup var options: BooksOptions

  func run() async throws {
    let computed = try options.books()
    switch format {
    case .beancount: Terminal.write(BeancountExport(computed).bytes())
    }
    try BooksWording.end(with: computed, isTold: false)
  }
}
