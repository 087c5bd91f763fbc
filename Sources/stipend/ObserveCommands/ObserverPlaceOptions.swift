import Application
import ArgumentParser
import BlobFiles
import Journal
import Keys
import LogClient
import Observing
import Quantities
import StoreSQLite

/// Where an observer reads the program, and where its entries go.
struct ObserverPlaceOptions: ParsableArguments {
  @OptionGroup var place: ProgramPlaceOption
  @OptionGroup var logKey: LogKeyOptions

  @Option(help: "The server that takes entries and files (default: --log, where that is one).")
  var to: String?

  @Option(help: "The program's id, so that no other program is taken for it.")
  var program: String?

  @Option(help: "How addresses of the network begin.")
  var prefix = "akash"

  /// A log with what is open for it.
  struct Open {
    let log: any ObserverLog
    let close: () -> Void
  }

  /// Opens it; nothing is read yet.
  func log(
    keys: [SigningKey], cache: String, now: @escaping @Sendable () -> Timestamp, isClockSet: Bool
  ) throws -> Open {
    guard place.data == nil || place.log == nil else {
      throw Ending.unreadable(
        .optionConflict, "--data and --log exclude each other.", "Name one place.")
    }
    guard let log = place.log else { return try journal(now) }
    let pinned = try program.map { text in
      guard let digest = try? Digest(hex: text) else {
        throw Ending.unreadable(
          .optionValue, "--program \(text) is no program's id.", "It has 64 lower-case hex digits.")
      }
      return digest
    }
    let published = try PublishedPlace(log)
    let server = to ?? (LogAddress.isMeant(by: log) ? log : nil)
    let connection = try server.map { LogConnection(try ServerWording.address($0)) }
    return Open(
      log: PublishedObserverLog(
        source: published.source, blobs: published.blobs, cacheFolder: cache,
        submittingTo: connection, uploadsBy: keys[keys.count - 1], pinned: pinned),
      close: {
        published.close()
        connection?.closeAndWait()
      })
  }

  /// The journal of a data folder, opened for each thing that is to be done with it: so that the
  /// operator can work in between.
  private func journal(_ now: @escaping @Sendable () -> Timestamp) throws -> Open {
    let folder = try place.journalFolder()
    let key = try logKey.open(in: folder)
    return Open(
      log: JournalObserverLog(blobs: DataFolder.blobs(folder), clock: now) { work in
        let store = try DataFolder.journal(folder, for: .writing)
        var writer = try ServedJournal.open(store, DataFolder.blobs(folder), [key], folder)
        try work(&writer)
        try store.close()
      },
      close: {})
  }
}
