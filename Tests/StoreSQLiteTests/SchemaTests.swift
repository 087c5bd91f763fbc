import Application
import GRDB
import Quantities
import StoreContract
import StoreSQLite
import TestSupport
import Testing

/// What the file itself refuses, whoever writes to it.
@Suite struct SchemaTests {
  private func filled() throws -> (folder: TemporaryFolder, log: SampleLog) {
    let folder = try TemporaryFolder()
    let store = try SQLiteJournal(folder: folder.path, for: .writing)
    var log = SampleLog()
    try store.append(log.grow(260))
    try store.append(log.grow(3))
    try store.close()
    return (folder, log)
  }

  private func foreignHand(_ folder: TemporaryFolder) throws -> DatabaseQueue {
    try DatabaseQueue(path: folder.path + "/journal.sqlite")
  }

  private static let refused = [
    "UPDATE leaf SET bytes = x'00' WHERE position = 3",
    "UPDATE leaf SET position = 999 WHERE position = 262",
    "DELETE FROM leaf WHERE position = 262",
    "INSERT INTO leaf VALUES (264, zeroblob(32), zeroblob(32), x'00')",
    "INSERT INTO leaf VALUES (-1, zeroblob(32), zeroblob(32), x'00')",
    "INSERT INTO leaf VALUES (263, zeroblob(31), zeroblob(32), x'00')",
    "INSERT INTO leaf VALUES (263, zeroblob(32), zeroblob(32), x'')",
    "INSERT INTO leaf VALUES (263, zeroblob(32), zeroblob(32), zeroblob(65536))",
    "INSERT INTO leaf VALUES (263, zeroblob(32), zeroblob(32), 'text')",
    "INSERT INTO leaf VALUES (263, zeroblob(32), zeroblob(31), x'00')",
    "INSERT INTO leaf SELECT 263, identity, hash, x'00' FROM leaf WHERE position = 5",
    "UPDATE leaf SET hash = zeroblob(32) WHERE position = 3",
    "UPDATE tile SET hashes = x'' WHERE address = 1 << 48",
    "UPDATE tile SET hashes = zeroblob(32) WHERE address = 1 << 48",
    "UPDATE tile SET hashes = zeroblob(8192) WHERE address = 1 << 48",
    "UPDATE tile SET address = 2 << 48 WHERE address = 1 << 48",
    "DELETE FROM tile WHERE address = 1 << 48",
    "INSERT INTO tile VALUES (2 << 48, zeroblob(33))",
    "INSERT INTO tile VALUES (0, zeroblob(32))",
    "INSERT INTO checkpoint VALUES (262, x'00')",
    "INSERT INTO checkpoint VALUES (264, x'00')",
    "UPDATE checkpoint SET note = x'00' WHERE size = 263",
    "DELETE FROM checkpoint WHERE size = 263",
    "INSERT INTO cosignature VALUES (77, 'w', x'00')",
    "UPDATE migration SET digest = zeroblob(32)",
    "DELETE FROM migration",
  ]

  @Test(arguments: refused)
  func theFileRefusesWhatWouldRewriteTheLog(sql: String) throws {
    let (folder, log) = try filled()
    let hand = try foreignHand(folder)
    #expect(throws: DatabaseError.self) { try hand.write { try $0.execute(sql: sql) } }
    try hand.close()
    let store = try SQLiteJournal(folder: folder.path, for: .writing)
    try StoreContract.compare(store, log)
    #expect(try store.damage().isEmpty)
  }

  @Test func aDroppedTriggerAndAStrangeTableAreFound() throws {
    let (folder, _) = try filled()
    let hand = try foreignHand(folder)
    try hand.write { db in
      try db.execute(sql: "DROP TRIGGER leaf_stays; CREATE TABLE stranger (a INTEGER)")
    }
    try hand.close()
    let store = try SQLiteJournal(folder: folder.path, for: .reading)
    #expect(
      try store.damage() == [
        "trigger leaf_stays is not as it was made", "table stranger does not belong here",
      ])
  }

  @Test func aDatabaseOfAnotherProgramIsLeftAlone() throws {
    let folder = try TemporaryFolder()
    let other = try foreignHand(folder)
    try other.write { db in
      try db.execute(sql: "PRAGMA application_id = 77; CREATE TABLE theirs (a INTEGER)")
    }
    try other.close()
    for purpose in [SQLiteJournal.Purpose.writing, .reading] {
      #expect {
        try SQLiteJournal(folder: folder.path, for: purpose)
      } throws: { error in
        guard case .damaged = error as? JournalStoreFailure else { return false }
        return true
      }
    }
    let hand = try foreignHand(folder)
    let mode = try hand.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
    #expect(mode == "delete", "not even its mode was changed")
  }

  @Test func anEditedMigrationIsRefused() throws {
    let (folder, _) = try filled()
    let edited = JournalSchema(
      JournalSchema.current.migrations.map {
        JournalSchema.Migration(number: $0.number, sql: $0.sql + " ")
      })
    #expect(
      throws: JournalStoreFailure.damaged("its migration 1 is not the one of this release")
    ) {
      try SQLiteJournal(folder: folder.path, for: .writing, schema: edited)
    }
  }

  /// A released migration is never edited; this digest changes only when one is added.
  @Test func releasedMigrationsStayAsTheyAre() {
    #expect(
      JournalSchema.current.migrations.map(\.digest.hex) == [
        "9aff2f5ff8510edd550a255b1d894ff255e34da69c0bf64ef7d98bccaaac79c4",
        "b613fc7ca70e3675a43297a2b9372e8c0847da16afcdb4441ebcc64c465e4063",
      ])
  }
}
