import BlobFiles
import Foundation
import StoreSQLite

/// Puts the parts of a data folder together: the one place that chooses the embedded adapters.
enum DataFolder {
  private static let mark = String(ProcessInfo.processInfo.processIdentifier)

  static func records(_ folder: String) -> FileRecords<PosixFileSystem> {
    FileRecords(folder: folder, mark: mark, on: PosixFileSystem())
  }

  static func blobs(_ folder: String) -> FileBlobs<PosixFileSystem> {
    FileBlobs(folder: "\(folder)/blob", mark: mark, on: PosixFileSystem())
  }

  /// A backup in a folder, of or for a data folder.
  static func backup(_ folder: String, of data: String) -> SQLiteBackup<PosixFileSystem> {
    SQLiteBackup(folder, dataFolder: data, mark: mark, on: PosixFileSystem())
  }
}
