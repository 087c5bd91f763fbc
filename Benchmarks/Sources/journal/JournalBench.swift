import Application
import BlobFiles
import Foundation
import Journal
import Quantities
import Simulation
import StoreSQLite
import World

typealias Blobs = FileBlobs<PosixFileSystem>

/// Makes journals and times what is done with them; prints the seconds of each step as JSON.
///
///     journal year FOLDER DAYS PROVIDERS   a signed program of daily epochs, and its export
///     journal verify FOLDER                what `stipend verify FOLDER/public` does
///     journal sum FOLDER                   hashes the same bytes, checks the same signatures, alone
///     journal open FOLDER                  opens the journal for writing, as `stipend serve` does
///     journal append FOLDER COUNT BATCH    appends signed notes, and inserts as many plain rows
@main
struct JournalBench {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let verb = arguments.first, let folder = arguments.dropFirst().first else {
      throw Failure("usage: journal VERB FOLDER …")
    }
    let numbers = arguments.dropFirst(2).compactMap { Int($0) }
    let watch = StopWatch()
    switch (verb, numbers.count) {
    case ("year", 2):
      try YearMaking(folder: folder, watch: watch).make(
        ProgramYear.Size(days: numbers[0], providers: numbers[1]))
    case ("verify", 0): try verify(folder, watch)
    case ("sum", 0): try MereSum(folder: folder, watch: watch).run()
    case ("open", 0): try open(folder, watch)
    case ("append", 2):
      try Appending(folder: folder, watch: watch).run(count: numbers[0], batch: numbers[1])
    default: throw Failure("no verb \(verb) with \(numbers.count) numbers")
    }
    print(watch.json)
  }

  /// The blobs of a data folder, or of an export.
  static func blobs(_ folder: String) -> Blobs {
    Blobs(
      folder: folder + "/blob", mark: String(ProcessInfo.processInfo.processIdentifier),
      on: PosixFileSystem())
  }

  /// The key that every journal made here is signed with.
  static func signer() throws -> NoteSigner {
    try NoteSigner(
      name: try NoteName("program-year.example/log"), purpose: .note, key: Invented.signer("log"))
  }

  private static func verify(_ folder: String, _ watch: StopWatch) throws {
    let published = folder + "/public"
    let verdict = try watch.time("verify") {
      try VerifyLog(FolderLog(published, on: PosixFileSystem()), blobs: blobs(published)).run()
    }
    guard verdict.isGood else { throw Failure("not good: \(verdict.findings)") }
    watch.note("entries", verdict.entries)
    watch.note("blobs", verdict.blobs)
    watch.note("epochs", verdict.epochs)
  }

  private static func open(_ folder: String, _ watch: StopWatch) throws {
    let writer = try watch.time("open") {
      let store = try SQLiteJournal(folder: folder, for: .writing)
      return try JournalWriter(store: store, blobs: blobs(folder), signer: try signer())
    }
    watch.note("entries", Int(writer.size))
  }
}
