import Application
import ArgumentParser
import Foundation
import Keys
import Quantities

/// `stipend entry append`: the operator logs what others signed.
struct EntryAppendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "append",
    abstract: "Logs signed entries in the journal of a data folder, all of them or none.",
    discussion: """
      For the operator, while no server runs on the folder; with one, submit to it. An entry that \
      is logged already is told by its place.

      Example: stipend entry append entry.json --data var/program
      Example: stipend entry append a.json b.json --blobs draft.json.blobs --data var/program
      """)

  @Argument(help: "The envelopes, in the order in which they are to be logged.")
  var files: [String]

  @Option(help: "A folder of files that entries name, each under its SHA-256.")
  var blobs: String?

  @OptionGroup var place: ProgramPlaceOption
  @OptionGroup var log: LogKeyOptions
  @OptionGroup var clock: ClockOption

  @Option(help: "How addresses of the network begin.")
  var prefix = "akash"

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let folder = try place.journalFolder()
    let papers = try files.map { try EntryWording.paper($0, prefix: prefix) }
    for (file, paper) in zip(files, papers) {
      _ = try EntryWording.of(file) { () throws(EntryPaperRefusal) in try paper.envelope() }
    }
    var appending = try JournalAppending(
      folder, key: try log.open(in: folder), now: try clock.now(), isClockSet: clock.text != nil)
    if let blobs { try EntryDesk.keep(try Self.files(blobs), in: DataFolder.blobs(folder)) }
    EntryReport.show(try appending.append(papers), json: json)
  }

  /// The files of a folder whose names are the SHA-256 of their bytes; others are refused.
  static func files(_ folder: String) throws -> [[UInt8]] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw Ending.unreadable(
        .fileUnopened, "\(folder) cannot be read.", "Name the folder beside the draft.")
    }
    return try names.map { name in
      let bytes = try Files.read("\(folder)/\(name)", limitBytes: 1 << 30)
      guard Sha256.digest(of: bytes).hex == name else {
        throw Ending(
          1, "blob-other-bytes", "\(folder)/\(name) is not what its name says.",
          "Take the files from beside the draft, as they are.")
      }
      return bytes
    }
  }
}
