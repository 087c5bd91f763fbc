public import Application
public import BlobFiles
import Foundation
import GRDB
import Keys
public import Quantities

/// A backup as a folder: `journal.sqlite`, `blob/…`, and last of all `backup.json`.
public final class SQLiteBackup<Files: FileSystem>: BackupFolder {
  /// The manifest's name.
  public static var manifestName: String { "backup.json" }

  private let path: String
  private let dataFolder: String
  private let files: Files
  /// The blobs of the backup.
  public let blobs: any BlobStore

  /// The backup in a folder, of or for a data folder.
  public init(_ path: String, dataFolder: String, mark: String, on files: Files) {
    self.path = path
    self.dataFolder = dataFolder
    self.files = files
    blobs = FileBlobs(folder: path + "/blob", mark: mark, on: files)
  }

  /// Whether nothing is there yet.
  public func isEmpty() throws(BackupFailure) -> Bool {
    try outside { () throws(FileFailure) in try files.names(in: path).isEmpty }
  }

  /// Copies the journal by SQLite's own means, which see one moment of it.
  public func copyJournal() throws(BackupFailure) -> (
    digest: Digest, journal: any JournalStore
  ) {
    try outside { () throws(FileFailure) in try files.makeFolder(path) }
    let file = path + "/" + SQLiteJournal.fileName
    do {
      let source = try SQLiteJournal(folder: dataFolder, for: .reading)
      try SQLiteJournal.outside { try Self.copy(source.database, to: file) }
      try source.close()
    } catch {
      throw .journal(error)
    }
    try sync(file)
    let digest = try Self.digest(ofFile: file)
    do {
      return (digest, try SQLiteJournal(folder: path, for: .reading, isImmutable: true))
    } catch {
      throw .journal(error)
    }
  }

  private static func copy(_ source: any DatabaseReader, to file: String) throws {
    let target = try DatabaseQueue(path: file)
    try source.backup(to: target)
    // The copy is one file: nothing of it is left in a write-ahead log beside it.
    try target.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    try target.close()
  }

  /// The digest of the journal's file.
  public func journalDigest() throws(BackupFailure) -> Digest {
    try Self.digest(ofFile: path + "/" + SQLiteJournal.fileName)
  }

  private static func digest(ofFile path: String) throws(BackupFailure) -> Digest {
    guard let handle = FileHandle(forReadingAtPath: path) else { throw .journalAltered }
    defer { try? handle.close() }
    var hasher = Sha256()
    do {
      while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
        part.withUnsafeBytes { hasher.update($0) }
      }
    } catch {
      throw .unavailable("Cannot read \(path): \(error.localizedDescription).")
    }
    return hasher.digest()
  }

  private func sync(_ file: String) throws(BackupFailure) {
    guard let handle = FileHandle(forUpdatingAtPath: file) else {
      throw .unavailable("Cannot open \(file).")
    }
    defer { try? handle.close() }
    do {
      try handle.synchronize()
    } catch {
      throw .unavailable("Cannot sync \(file): \(error.localizedDescription).")
    }
    try outside { () throws(FileFailure) in try files.syncFolder(path) }
  }

  /// Writes the manifest durably.
  public func writeManifest(_ bytes: [UInt8]) throws(BackupFailure) {
    try outside { () throws(FileFailure) in
      try DurableFile.write(
        bytes, to: "\(path)/\(Self.manifestName)", in: path,
        temporaryName: ".\(Self.manifestName)", on: files)
    }
  }

  /// The manifest.
  public func readManifest() throws(BackupFailure) -> [UInt8]? {
    try outside { () throws(FileFailure) in
      try files.read("\(path)/\(Self.manifestName)", limitBytes: 4_096)
    }
  }

  /// Puts the copy in the data folder's place.
  ///
  /// It is marked in a folder of its own first, so that a journal that can be opened there without
  /// the mark never exists.
  public func installJournal(at time: Timestamp) throws(BackupFailure) {
    let staging = dataFolder + "/restoring"
    let name = "/" + SQLiteJournal.fileName
    guard !FileManager.default.fileExists(atPath: dataFolder + name) else { throw .taken }
    do {
      try? FileManager.default.removeItem(atPath: staging)
      try FileManager.default.createDirectory(
        atPath: staging, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: path + name, toPath: staging + name)
    } catch {
      throw .unavailable("Cannot copy the journal: \(error.localizedDescription).")
    }
    do throws(JournalStoreFailure) {
      let journal = try SQLiteJournal(folder: staging, for: .writing)
      try journal.markRestored(at: time)
      try journal.close()
      // What is renamed below is one file; it must hold the mark by itself.
      let copy = try SQLiteJournal(folder: staging, for: .reading, isImmutable: true)
      guard try copy.restoration() != nil else { throw JournalStoreFailure.damaged("no mark") }
      try copy.close()
    } catch {
      throw .journal(error)
    }
    try sync(staging + name)
    try outside { () throws(FileFailure) in
      try files.rename(staging + name, to: dataFolder + name)
      try files.syncFolder(dataFolder)
    }
    try? FileManager.default.removeItem(atPath: staging)
  }

  private func outside<Value>(
    _ work: () throws(FileFailure) -> Value
  ) throws(BackupFailure) -> Value {
    do {
      return try work()
    } catch {
      throw .unavailable(error.description)
    }
  }
}
