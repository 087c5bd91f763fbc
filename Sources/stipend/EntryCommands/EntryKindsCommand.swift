import ArgumentParser
import Encoding
import Program

/// `stipend entry kinds`: every kind with its fields, from the registry itself.
struct EntryKindsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kinds",
    abstract: "Lists the kinds of entries, who may write each, and what their fields hold.",
    discussion: """
      What admits an entry stands in docs/reference/entries.md.

      Example: stipend entry kinds
      Example: stipend entry kinds contract.signed/1 --json
      """)

  @Argument(help: "One kind; none: all of them.")
  var name: String?

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let kinds = try name.map { [try Self.kind($0)] } ?? EntryKind.allCases
    if json { return Terminal.write(Self.document(kinds)) }
    if name == nil {
      var table = Table([("kind", .left), ("written by", .left), ("says", .left)])
      for kind in kinds { table.add([kind.rawValue, kind.writer.words, kind.summary]) }
      return table.show()
    }
    for kind in kinds {
      print("\(Terminal.bold(kind.rawValue)): \(kind.summary)")
      print("written by \(kind.writer.words)")
      var table = Table([("field", .left), ("holds", .left)])
      for field in kind.fields {
        table.add([field.name, field.form.unit + (field.isOptional ? "; may be absent" : "")])
      }
      table.show()
    }
  }

  /// Reads a kind's name; without its version the one that there is.
  static func kind(_ text: String) throws -> EntryKind {
    let kind = EntryKind.allCases.first {
      $0.rawValue.utf8.elementsEqual(text.utf8) || $0.rawValue.hasPrefix(text + "/")
    }
    guard let kind else {
      throw Ending(
        2, "entry-kind-unknown", "There is no kind \(text.prefix(80)).",
        "stipend entry kinds lists them.")
    }
    return kind
  }

  private static func document(_ kinds: [EntryKind]) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.array("kinds", kinds) { writer, kind in
        writer.object { writer in
          writer.field("kind", kind.rawValue)
          writer.field("summary", kind.summary)
          writer.field("writer", kind.writer.words)
          writer.array("fields", kind.fields) { writer, field in
            writer.object { writer in
              writer.field("name", field.name)
              writer.field("holds", field.form.unit)
              writer.field("optional", field.isOptional)
            }
          }
        }
      }
    }
    return writer.finish() + [10]
  }
}
