import Application
import ArgumentParser
import BlobFiles
import Foundation
import LogClient
import Program
import StoreSQLite

/// Where a program is read: a data folder, or its published log.
struct ProgramPlaceOption: ParsableArguments {
  @Option(help: "The program's data folder (default: ./stipend-data, where there is one).")
  var data: String?

  @Option(
    name: .customLong("log"),
    help: "The program's published log: an address, or the folder of an export.")
  var log: String?

  private static let usual = "./stipend-data"

  /// The data folder that was named, or the usual one; nil where a log was named.
  var folder: String? {
    guard log == nil else { return nil }
    if let data { return data }
    return FileManager.default.fileExists(atPath: Self.usual) ? Self.usual : nil
  }

  /// The same, or the log of a server that takes submissions where no place was named.
  func orLog(of server: String?) -> ProgramPlaceOption {
    guard data == nil, log == nil, let server else { return self }
    var place = self
    place.log = server
    return place
  }

  /// The data folder of a journal; ends where there is none.
  func journalFolder() throws -> String {
    guard let folder, DataFolder.isJournal(folder) else {
      throw Ending(
        2, "journal-missing", "\(folder ?? log ?? Self.usual) is no data folder with a journal.",
        "Name one with --data; stipend journal init begins one.")
    }
    return folder
  }

  /// Reads the program and works on it; nil where no place is named and none is usual.
  func read<Value>(_ work: (ProgramReader) throws -> Value) throws -> Value? {
    guard data == nil || log == nil else {
      throw Ending.unreadable(
        .optionConflict, "--data and --log exclude each other.", "Name one place.")
    }
    if let log { return try PublishedProgram.read(log, work) }
    guard let folder else { return nil }
    do {
      return try work(
        try ProgramReader(
          records: try DataFolder.records(folder), blobs: DataFolder.blobs(folder)))
    } catch let failure as ProgramFailure {
      throw ProgramWording.ending(failure, in: folder)
    }
  }
}

/// A program as its published log tells it.
enum PublishedProgram {
  /// Reads every entry of an address or a folder, and works on the program.
  static func read<Value>(
    _ place: String, _ work: (ProgramReader) throws -> Value
  ) throws -> Value {
    guard LogAddress.isMeant(by: place) else {
      return try read(
        FolderLog(place, on: PosixFileSystem()), DataFolder.blobs(place), place, work)
    }
    let connection = LogConnection(try ServerWording.address(place))
    defer { connection.closeAndWait() }
    return try read(RemoteLog(connection), RemoteBlobs(connection), place, work)
  }

  private static func read<Value>(
    _ source: any LogSource, _ blobs: any BlobStore, _ place: String,
    _ work: (ProgramReader) throws -> Value
  ) throws -> Value {
    do {
      let entries = try PublishedEntries.read(source) {
        Terminal.progress("entry \($0) of \($1)")
      }
      Terminal.endProgress()
      let records = JournalRecords(entries: entries, blobs: blobs)
      return try work(try ProgramReader(records: records, blobs: blobs))
    } catch let failure as PublishedEntriesFailure {
      Terminal.endProgress()
      throw ending(failure, place)
    } catch let failure as ProgramFailure {
      throw ProgramWording.ending(failure, in: place)
    }
  }

  private static func ending(_ failure: PublishedEntriesFailure, _ place: String) -> Ending {
    switch failure {
    case .source(.missing(let what)):
      .unreadable(
        .logMissing, "\(what).",
        "Name the folder of an export, which holds checkpoint, or a program's address.")
    case .source(let failure): ServerWording.ending(failure)
    case .refused(let code, let what):
      Ending(1, code, "\(place): \(what).", "stipend verify \(place) says more.")
    }
  }
}
