import Application
import ArgumentParser
import StoreSQLite

/// `stipend journal export`: the record as static files, behind any web server.
struct JournalExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes checkpoint, tiles, entries and blobs as static files.",
    discussion: """
      The files are what a server answers, under the same paths. Export into the same folder again \
      to bring it up to date.

      Example: stipend journal export public --data var/pilot-1
      """)

  @Argument(help: "The folder to write.")
  var folder: String

  @OptionGroup var data: DataOption

  func run() async throws {
    let summary = try JournalExport.run(data.folder, to: folder)
    print(
      "\(Terminal.green("✓")) \(summary.size) entries in \(summary.tiles) tiles, \(summary.blobs) "
        + "blobs: \(folder)")
    print("  stipend verify \(folder)")
  }
}

/// Exports a data folder's journal with progress.
enum JournalExport {
  static func run(_ data: String, to folder: String) throws -> ExportJournal.Summary {
    let store = try DataFolder.journal(data, for: .reading)
    do {
      let summary = try ExportJournal(store: store, blobs: DataFolder.blobs(data)).run(
        to: DataFolder.export(folder), blobs: DataFolder.blobs(folder)
      ) { Terminal.progress("blob \($0) of \($1)") }
      Terminal.endProgress()
      return summary
    } catch {
      Terminal.endProgress()
      throw JournalWording.ending(error)
    }
  }
}
