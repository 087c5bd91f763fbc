import Application
import BlobFiles
import Foundation
import StoreSQLite

/// Puts the parts of a data folder together: the one place that chooses the embedded adapters.
enum DataFolder {
  private static let mark = String(ProcessInfo.processInfo.processIdentifier)

  /// Whether a program's entries lie in a journal there, and not in a file of facts.
  static func isJournal(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/\(SQLiteJournal.fileName)")
  }

  /// A journal, which only one process at a time may open for writing.
  static func journal(
    _ folder: String, for purpose: SQLiteJournal.Purpose
  ) throws -> SQLiteJournal {
    do {
      return try SQLiteJournal(folder: folder, for: purpose)
    } catch {
      throw DataWording.ending(.journal(error))
    }
  }

  /// A program's records: those of its journal, or files beside its facts.
  static func records(_ folder: String) throws -> any ProgramRecords {
    guard isJournal(folder) else { return files(folder) }
    return JournalRecords(store: try journal(folder, for: .reading), blobs: blobs(folder))
  }

  /// Facts and records as files.
  static func files(_ folder: String) -> FileRecords<PosixFileSystem> {
    FileRecords(folder: folder, mark: mark, on: PosixFileSystem())
  }

  /// Where an export is written.
  static func export(_ folder: String) -> FolderExport<PosixFileSystem> {
    FolderExport(folder, mark: mark, on: PosixFileSystem())
  }

  static func blobs(_ folder: String) -> FileBlobs<PosixFileSystem> {
    FileBlobs(folder: "\(folder)/blob", mark: mark, on: PosixFileSystem())
  }

  /// The blobs beside a record that somebody else published.
  static func publishedBlobs(_ folder: String) -> FileBlobs<PosixFileSystem> {
    FileBlobs(
      folder: "\(folder)/blob", mark: mark, on: PosixFileSystem(),
      limitUnknownBytes: PublishedBlobs.limitBytes)
  }

  /// A backup in a folder, of or for a data folder.
  static func backup(_ folder: String, of data: String) -> SQLiteBackup<PosixFileSystem> {
    SQLiteBackup(folder, dataFolder: data, mark: mark, on: PosixFileSystem())
  }
}
