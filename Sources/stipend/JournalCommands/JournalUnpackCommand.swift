import Application
import ArgumentParser
import BlobFiles
import StoreSQLite

/// `stipend journal unpack`: the facts view and the records as files, for a second implementation.
struct JournalUnpackCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unpack",
    abstract: "Writes the facts view, freezes, statements and blobs as plain files.",
    discussion: """
      The folder then holds facts.jsonl and its records as docs/reference has them, without \
      signatures: what every command and any second implementation can read.

      Example: stipend journal unpack var/facts --data var/pilot-1
      """)

  @Argument(help: "A folder to write; an earlier one is replaced.")
  var folder: String

  @OptionGroup var data: DataOption

  func run() async throws {
    let journal = try DataFolder.journal(data.folder, for: .reading)
    let records = JournalRecords(store: journal, blobs: data.blobs)
    try FreshFolder.make(folder)
    let (files, copies) = (DataFolder.files(folder), DataFolder.blobs(folder))
    do {
      for digest in try data.blobs.list() {
        if let bytes = try data.blobs.get(digest) { try copies.put(bytes) }
      }
      try files.appendFacts(try records.facts())
      for name in try records.names() {
        if let bytes = try records.read(name) { try files.write(bytes, as: name) }
      }
    } catch {
      throw Ending.unavailable(.folderUnavailable, "\(error)", "Check both folders.")
    }
    print("\(Terminal.green("✓")) \(folder)")
  }
}
