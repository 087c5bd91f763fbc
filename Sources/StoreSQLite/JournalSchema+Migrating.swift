import Application
import GRDB
import Quantities

extension JournalSchema {
  /// Brings a database to the present schema, each step in a transaction of its own.
  func migrate(_ db: Database) throws {
    let applied = try check(db)
    for migration in migrations.dropFirst(applied) {
      try db.inTransaction(.immediate) {
        try db.execute(sql: migration.sql)
        let record = try PreparedStatement(
          db, "INSERT INTO migration (number, digest) VALUES (?, ?)")
        try record.run { statement in
          statement.bind(1, Int64(migration.number))
          statement.bind(2, migration.digest)
        }
        try db.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(migration.number)")
        return .commit
      }
    }
  }

  /// How many steps a database has, every one of them as this release knows it.
  func check(_ db: Database) throws -> Int {
    let application = try PreparedStatement(db, "PRAGMA application_id").number()
    let tables = try PreparedStatement(db, "SELECT count(*) FROM sqlite_schema").number()
    if application == 0, tables == 0 { return 0 }
    guard application == Self.applicationID else {
      throw JournalStoreFailure.damaged("it is a database of another program")
    }
    let version = Int(try PreparedStatement(db, "PRAGMA user_version").number())
    guard version <= migrations.count else {
      throw JournalStoreFailure.newer(found: version, known: migrations.count)
    }
    let recorded = try PreparedStatement(db, "SELECT number, digest FROM migration ORDER BY number")
      .rows { (number: $0.number(0), digest: $0.blob(1)) }
    guard recorded.count == version else {
      throw JournalStoreFailure.damaged(
        "it has \(recorded.count) migrations and says \(version)")
    }
    for (migration, row) in zip(migrations, recorded) {
      guard row.number == migration.number, row.digest == migration.digest.bytes else {
        throw JournalStoreFailure.damaged(
          "its migration \(migration.number) is not the one of this release")
      }
    }
    return version
  }
}
