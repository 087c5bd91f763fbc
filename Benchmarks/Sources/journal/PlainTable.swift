import GRDBSQLite
import World

/// One table with a number and bytes, in SQLite alone: write-ahead log, full sync.
final class PlainTable {
  private var database: OpaquePointer?
  private var insertion: OpaquePointer?

  init(path: String) throws {
    guard sqlite3_open(path, &database) == SQLITE_OK else { throw Failure("cannot open \(path)") }
    try run("PRAGMA journal_mode = WAL")
    try run("PRAGMA synchronous = FULL")
    try run("CREATE TABLE IF NOT EXISTS leaf (position INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
    try check(
      sqlite3_prepare_v2(database, "INSERT INTO leaf (bytes) VALUES (?)", -1, &insertion, nil))
  }

  /// Inserts rows in one transaction, which is on the disk when this returns.
  func insert(_ rows: [[UInt8]]) throws {
    try run("BEGIN IMMEDIATE")
    for row in rows {
      let bound = row.withUnsafeBytes { bytes in
        // The row outlives the step, so that SQLite need not copy it.
        sqlite3_bind_blob(insertion, 1, bytes.baseAddress, Int32(bytes.count), nil)
          == SQLITE_OK && sqlite3_step(insertion) == SQLITE_DONE
      }
      guard bound, sqlite3_reset(insertion) == SQLITE_OK else { throw failure() }
    }
    try run("COMMIT")
  }

  func close() throws {
    sqlite3_finalize(insertion)
    try check(sqlite3_close(database))
  }

  private func run(_ sql: String) throws { try check(sqlite3_exec(database, sql, nil, nil, nil)) }

  private func check(_ code: Int32) throws {
    guard code == SQLITE_OK else { throw failure() }
  }

  private func failure() -> Failure {
    Failure(database.map { String(cString: sqlite3_errmsg($0)) } ?? "no database")
  }
}
