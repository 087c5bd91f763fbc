public import Application
import GRDB

extension SQLiteJournal {
  /// What SQLite and the schema's own history find wrong with the file; empty: nothing.
  public func damage(schema: JournalSchema = .current) throws(JournalStoreFailure) -> [String] {
    try read { db in
      let answers = try PreparedStatement(db, "PRAGMA integrity_check").rows { $0.text(0) }
      var damage = answers == ["ok"] ? [] : answers
      let orphans = try PreparedStatement(db, "PRAGMA foreign_key_check").rows { $0.text(0) }
      damage += orphans.map { "a row of \($0) refers to nothing" }
      return try damage + Self.alterations(db, schema)
    }
  }

  /// Objects of the database that differ from those the migrations make.
  private static func alterations(_ db: Database, _ schema: JournalSchema) throws -> [String] {
    let pristine = try DatabaseQueue()
    defer { try? pristine.close() }
    let expected = try pristine.writeWithoutTransaction { fresh in
      try schema.migrate(fresh)
      return try objects(fresh)
    }
    let found = try objects(db)
    return expected.filter { !found.contains($0) }.map { "\($0.name) is not as it was made" }
      + found.filter { object in !expected.contains { $0.name == object.name } }
      .map { "\($0.name) does not belong here" }
  }

  private struct SchemaObject: Hashable {
    let name: String
    let sql: String
  }

  private static func objects(_ db: Database) throws -> [SchemaObject] {
    try PreparedStatement(
      db, "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema ORDER BY name, type"
    ).rows { SchemaObject(name: $0.text(0), sql: $0.text(1)) }
  }
}
