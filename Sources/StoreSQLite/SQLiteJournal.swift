public import Application
import BlobFiles
import Foundation
import GRDB
import GRDBSQLite
import Synchronization

/// The journal of a data folder: `journal.sqlite`, write-ahead log, full sync.
public final class SQLiteJournal: JournalStore {
  /// What a journal is opened for.
  public enum Purpose: Hashable, Sendable {
    /// Reading beside whoever writes.
    case reading
    /// Reading and writing; the file is made where there is none, and brought to the schema.
    case writing
  }

  /// The database's name in a data folder.
  public static let fileName = "journal.sqlite"

  let database: any DatabaseReader
  /// Nil when opened for reading.
  let writer: DatabasePool?
  private let lock: FolderLock?
  /// Set when a write failed in a way that leaves its outcome open.
  let isOutcomeUnknown = Mutex(false)

  /// Opens the journal of a folder.
  ///
  /// Refused: `busy` where another process writes, `damaged` where the file is no journal,
  /// `newer`, `readOnly`, `unavailable` where reading finds no file. `vfs` names SQLite's layer
  /// below, which tests replace; an immutable file is read without looking for other processes.
  public init(
    folder: String, for purpose: Purpose, schema: JournalSchema = .current, vfs: String? = nil,
    isImmutable: Bool = false
  ) throws(JournalStoreFailure) {
    let path = folder + "/" + Self.fileName
    try Self.requireFile(path)
    let address = Self.address(path, isImmutable ? "immutable=1" : vfs.map { "vfs=" + $0 })
    switch purpose {
    case .reading:
      lock = nil
      writer = nil
      database = try Self.outside { try Self.openReader(path, address, schema) }
    case .writing:
      try Self.makeFolder(folder)
      lock = try WriterLock.take(folder: folder)
      try Self.checkHeader(path)
      let pool = try Self.outside { try Self.openWriter(address, schema) }
      writer = pool
      database = pool
    }
  }

  /// Ends all use; what was acknowledged stays.
  public func close() throws(JournalStoreFailure) {
    defer { lock?.release() }
    try Self.outside { try database.close() }
  }

  private static func openWriter(_ address: String, _ schema: JournalSchema) throws -> DatabasePool
  {
    var configuration = Self.configuration
    configuration.label = "journal"
    let pool = try DatabasePool(path: address, configuration: configuration)
    try pool.writeWithoutTransaction { db in
      // GRDB's own set-up of the write-ahead log has lowered this to NORMAL by now.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      try db.execute(sql: "PRAGMA secure_delete = OFF")
      try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
      guard try isSynced(db) else {
        throw JournalStoreFailure.unavailable("SQLite does not take up full sync.")
      }
      try schema.migrate(db)
    }
    return pool
  }

  private static func openReader(
    _ path: String, _ address: String, _ schema: JournalSchema
  ) throws -> any DatabaseReader {
    guard FileManager.default.fileExists(atPath: path) else {
      throw JournalStoreFailure.unavailable("There is no \(path).")
    }
    var configuration = Self.configuration
    configuration.readonly = true
    let queue = try DatabaseQueue(path: address, configuration: configuration)
    try queue.read { db in
      guard try schema.check(db) == schema.migrations.count else {
        throw JournalStoreFailure.damaged("its schema is older; open it once for writing")
      }
    }
    return queue
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      try db.execute(
        sql: """
          PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;
          """)
    }
    return configuration
  }

  private static func address(_ path: String, _ parameter: String?) -> String {
    guard let parameter else { return path }
    let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
    return "file:\(escaped)?\(parameter)"
  }

  private static func makeFolder(_ folder: String) throws(JournalStoreFailure) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .unavailable("Cannot make the folder \(folder): \(error.localizedDescription).")
    }
  }

  /// Refuses what is there and no file: SQLite would wait at a pipe for ever.
  private static func requireFile(_ path: String) throws(JournalStoreFailure) {
    var status = stat()
    guard stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else {
      throw .damaged("\(path) is no file")
    }
  }

  /// Looks at the file's first bytes, so that another program's database is not even opened.
  private static func checkHeader(_ path: String) throws(JournalStoreFailure) {
    guard let handle = FileHandle(forReadingAtPath: path) else { return }
    defer { try? handle.close() }
    guard let header = try? handle.read(upToCount: 100), header.count == 100 else { return }
    let mark = header[68..<72].reduce(0) { $0 << 8 | Int64($1) }
    guard header.starts(with: Array("SQLite format 3\0".utf8)),
      mark == 0 || mark == JournalSchema.applicationID
    else { throw .damaged("\(path) is a file of another program") }
  }

  /// What the writer's connection says of itself; the setting alone would prove nothing.
  public func durability() throws(JournalStoreFailure) -> JournalDurability {
    guard let writer else { return .unsynced }
    return try Self.outside {
      try writer.writeWithoutTransaction { try Self.isSynced($0) } ? .synced : .unsynced
    }
  }

  private static func isSynced(_ db: Database) throws -> Bool {
    let level = try PreparedStatement(db, "PRAGMA synchronous").number()
    let mode = try PreparedStatement(db, "PRAGMA journal_mode").first { $0.text(0) }
    return level >= 2 && mode == "wal"
  }

  /// Runs GRDB's work and tells its failures in the port's words.
  static func outside<Value>(_ work: () throws -> Value) throws(JournalStoreFailure) -> Value {
    do {
      return try work()
    } catch let failure as JournalStoreFailure {
      throw failure
    } catch let error as DatabaseError {
      throw failure(error)
    } catch {
      throw .unavailable("\(error.localizedDescription)")
    }
  }

  private static func failure(_ error: DatabaseError) -> JournalStoreFailure {
    let text = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    return switch error.resultCode {
    case .SQLITE_FULL: .full
    case .SQLITE_READONLY, .SQLITE_PERM: .readOnly
    case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(process: nil)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(text)
    case .SQLITE_CONSTRAINT: .malformed(text)
    default: .unavailable("\(text) (\(error.extendedResultCode.rawValue)).")
    }
  }
}
