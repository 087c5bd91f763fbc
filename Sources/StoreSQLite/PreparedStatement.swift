import GRDB
import GRDBSQLite
import Quantities

/// A cached statement with its values bound and read directly: no row objects, no copies but one.
struct PreparedStatement {
  private let statement: Statement
  private let pointer: OpaquePointer

  /// Takes the statement of this text from the connection's cache.
  init(_ db: Database, _ sql: String) throws {
    statement = try db.cachedStatement(sql: sql)
    pointer = statement.sqliteStatement
  }

  /// Binds a number; places count from 1.
  func bind(_ place: Int32, _ number: Int64) { sqlite3_bind_int64(pointer, place, number) }

  /// Binds a digest's bytes.
  func bind(_ place: Int32, _ digest: Digest) { bind(place, digest.bytes) }

  /// Binds a text.
  func bind(_ place: Int32, _ text: String) {
    sqlite3_bind_text(pointer, place, text, Int32(text.utf8.count), Self.copied)
  }

  /// Binds bytes, which SQLite copies.
  func bind(_ place: Int32, _ bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      if buffer.isEmpty {
        _ = sqlite3_bind_zeroblob(pointer, place, 0)
      } else {
        _ = sqlite3_bind_blob(pointer, place, buffer.baseAddress, Int32(buffer.count), Self.copied)
      }
    }
  }

  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  /// A number of the row at hand; columns count from 0.
  func number(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

  /// Bytes of the row at hand.
  func blob(_ column: Int32) -> [UInt8] {
    let count = Int(sqlite3_column_bytes(pointer, column))
    guard count > 0, let start = sqlite3_column_blob(pointer, column) else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Text of the row at hand.
  func text(_ column: Int32) -> String { String(decoding: blob(column), as: UTF8.self) }

  /// Binds, runs to the end, and is ready to be used again.
  func run(_ binding: (PreparedStatement) -> Void = { _ in }) throws {
    defer { reset() }
    binding(self)
    while try step() {}
  }

  /// Binds and gives every row's value.
  func rows<Value>(
    _ binding: (PreparedStatement) -> Void = { _ in }, _ read: (PreparedStatement) throws -> Value
  ) throws -> [Value] {
    defer { reset() }
    binding(self)
    var values: [Value] = []
    while try step() { values.append(try read(self)) }
    return values
  }

  /// Binds and gives the first row's value, if there is a row.
  func first<Value>(
    _ binding: (PreparedStatement) -> Void = { _ in }, _ read: (PreparedStatement) throws -> Value
  ) throws -> Value? {
    defer { reset() }
    binding(self)
    return try step() ? try read(self) : nil
  }

  /// The first row's first number; 0 where there is none.
  func number() throws -> Int64 { try first { $0.number(0) } ?? 0 }

  private func step() throws -> Bool {
    let code = sqlite3_step(pointer)
    if code == SQLITE_ROW { return true }
    if code == SQLITE_DONE { return false }
    let connection = sqlite3_db_handle(pointer)
    throw DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
      message: String(cString: sqlite3_errmsg(connection)))
  }

  private func reset() {
    sqlite3_reset(pointer)
    sqlite3_clear_bindings(pointer)
  }
}
