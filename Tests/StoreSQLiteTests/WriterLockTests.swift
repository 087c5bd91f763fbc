import Application
import Foundation
import StoreContract
import StoreSQLite
import TestSupport
import Testing

/// One writes, any number read.
@Suite struct WriterLockTests {
  @Test func aSecondWriterIsRefusedByNameAndReadersAreNotDisturbed() throws {
    let folder = try TemporaryFolder()
    let writer = try SQLiteJournal(folder: folder.path, for: .writing)
    var log = SampleLog()
    try writer.append(log.grow(5))
    #expect(
      throws: JournalStoreFailure.busy(process: ProcessInfo.processInfo.processIdentifier)
    ) {
      try SQLiteJournal(folder: folder.path, for: .writing)
    }
    let reader = try SQLiteJournal(folder: folder.path, for: .reading)
    try StoreContract.compare(reader, log)
    try writer.append(log.grow(300))
    try StoreContract.compare(reader, log)
    #expect(throws: JournalStoreFailure.readOnly) { try reader.append(log.grow(1)) }
    try writer.close()
    let next = try SQLiteJournal(folder: folder.path, for: .writing)
    try next.close()
  }

  @Test func readingWhereNothingIsMakesNothing() throws {
    let folder = try TemporaryFolder()
    #expect(throws: JournalStoreFailure.self) {
      try SQLiteJournal(folder: folder.path, for: .reading)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  /// Whoever prepared the folder; opening a pipe would wait for ever.
  @Test func aPipeInAFilesPlaceIsRefusedAndNotWaitedAt() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.path + "/journal.sqlite", 0o600) == 0)
    #expect(mkfifo(folder.path + "/journal.lock", 0o600) == 0)
    for purpose in [SQLiteJournal.Purpose.reading, .writing] {
      let failure = #expect(throws: JournalStoreFailure.self) {
        try SQLiteJournal(folder: folder.path, for: purpose)
      }
      guard case .damaged = failure else {
        Issue.record("\(purpose): \(String(describing: failure))")
        continue
      }
    }
    _ = FolderDoctor(folder: folder.path).findings()
  }
}
