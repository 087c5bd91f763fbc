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

  /// Whether the program's entries are signed there, as in a journal or a published log.
  var isSigned: Bool { folder.map(DataFolder.isJournal) ?? true }

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
    let published = try PublishedPlace(place)
    defer { published.close() }
    do {
      let log = try PublishedEntries(published.source) {
        Terminal.progress("entry \($0) of \($1)")
      }
      Terminal.endProgress()
      let records = JournalRecords(entries: log.entries, blobs: published.blobs)
      var reader = try ProgramReader(records: records, blobs: published.blobs)
      try log.requireOperator(in: try reader.log().state)
      return try work(reader)
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
    case .tooMuch:
      Ending(
        1, "limit-entries", "\(place): more entries are announced or sent than are taken in.",
        "It may be made up to wear readers out; stipend verify \(place) reads it in pieces.")
    case .refused(let code, let what):
      Ending(1, code, "\(place): \(what).", "stipend verify \(place) says more.")
    }
  }
}
