import Application
import BlobFiles
import Foundation
import GRDB
import Journal
import Quantities
import StoreContract
import StoreSQLite
import TestSupport
import Testing

/// Backup, restore and the doctor on one data folder.
@Suite struct BackupTests {
  /// A data folder with a log and blobs, and where its backup and its restoration go.
  private struct Place {
    let folder: TemporaryFolder
    var log = SampleLog()
    let now: Timestamp

    init() throws {
      folder = try TemporaryFolder()
      now = try Timestamp(seconds: 1_000)
      let journal = try SQLiteJournal(folder: data, for: .writing)
      for count in [3, 255, 2] { try journal.append(log.grow(count)) }
      for number in 0..<5 as Range<UInt8> { try blobs.put([number, 7]) }
      try journal.close()
    }

    var data: String { folder.path + "/data" }
    var copy: String { folder.path + "/copy" }
    var restored: String { folder.path + "/restored" }
    var blobs: FileBlobs<PosixFileSystem> { Self.blobs(data) }

    static func blobs(_ folder: String) -> FileBlobs<PosixFileSystem> {
      FileBlobs(folder: folder + "/blob", mark: "1", on: PosixFileSystem())
    }

    func backup(of data: String) -> SQLiteBackup<PosixFileSystem> {
      SQLiteBackup(copy, dataFolder: data, mark: "1", on: PosixFileSystem())
    }

    func backUp() throws -> BackupManifest {
      try BackUpJournal(blobs: blobs, to: backup(of: data)).run(at: now)
    }

    func restore() throws -> BackupManifest {
      try RestoreJournal(from: backup(of: restored), blobs: Self.blobs(restored)).run(at: now)
    }

    func examine() throws -> [DoctorFinding] {
      let journal = try SQLiteJournal(folder: data, for: .reading)
      defer { try? journal.close() }
      return try ExamineJournal(journal, format: SampleFormat()).run(now: now)
        + ExamineBlobs(blobs).run() + FolderDoctor(folder: data).findings()
    }
  }

  @Test func aBackupTakenWhileTheWriterRunsIsRestoredWhole() throws {
    var place = try Place()
    let writer = try SQLiteJournal(folder: place.data, for: .writing)
    let manifest = try place.backUp()
    let copied = place.log
    try writer.append(place.log.grow(4))
    try writer.close()
    #expect(manifest.size == copied.size && manifest.blobCount == 5)
    #expect(try place.restore() == manifest)
    let restored = try SQLiteJournal(folder: place.restored, for: .reading)
    try StoreContract.compare(restored, copied)
    #expect(try Place.blobs(place.restored).list() == place.blobs.list())
  }

  @Test func aRestoredLogSignsNothingUntilItHoldsTheNewestCosignedCheckpoint() throws {
    var place = try Place()
    let old = TreeHead(size: Int(place.log.size), root: place.log.root)
    _ = try place.backUp()
    _ = try place.restore()
    let batch = place.log.grow(1)
    let newer = TreeHead(size: Int(place.log.size), root: place.log.root)
    let journal = try SQLiteJournal(folder: place.restored, for: .writing)
    #expect(throws: JournalStoreFailure.unconfirmed) { try journal.append(batch) }
    let confirmation = ConfirmRestoration(journal)
    #expect(throws: ConfirmationRefusal.behind(size: 260, cosigned: 261)) {
      try confirmation.run(newest: newer)
    }
    let other = TreeHead(size: old.size, root: newer.root)
    #expect(throws: ConfirmationRefusal.forked(size: 260)) { try confirmation.run(newest: other) }
    #expect(throws: JournalStoreFailure.unconfirmed) { try journal.append(batch) }
    try confirmation.run(newest: old)
    try journal.append(batch)
    #expect(throws: ConfirmationRefusal.notRestored) { try confirmation.run(newest: old) }
    try StoreContract.compare(journal, place.log)
  }

  @Test func whatIsThereIsNeverOverwritten() throws {
    let place = try Place()
    _ = try place.backUp()
    #expect(throws: BackupFailure.taken) { try place.backUp() }
    _ = try place.restore()
    #expect(throws: BackupFailure.taken) { try place.restore() }
  }

  @Test func aDamagedOrUnfinishedBackupIsNotRestored() throws {
    let manifestPath = "/backup.json"
    let damages: [(String, (Place) throws -> Void)] = [
      ("backup-unfinished", { try Self.remove($0.copy + manifestPath) }),
      ("backup-manifest", { try Self.flip($0.copy + manifestPath, 4) }),
      ("backup-journal-altered", { try Self.flip($0.copy + "/journal.sqlite", 9_000) }),
      ("backup-blob-altered", { try Self.flip(try Self.blob($0), 9) }),
      ("backup-blobs-differ", { try Self.remove(try Self.blob($0)) }),
    ]
    for (code, damage) in damages {
      let place = try Place()
      _ = try place.backUp()
      try damage(place)
      do {
        _ = try place.restore()
        Issue.record("\(code): restored")
      } catch let failure as BackupFailure {
        #expect(failure.code == code)
      }
      #expect(!FileManager.default.fileExists(atPath: place.restored + "/journal.sqlite"))
    }
  }

  private static func blob(_ place: Place) throws -> String {
    let name = try #require(try place.blobs.list().first).hex
    return "\(place.copy)/blob/\(name.prefix(2))/\(name)"
  }

  private static func remove(_ path: String) throws {
    try FileManager.default.removeItem(atPath: path)
  }

  private static func flip(_ path: String, _ offset: Int) throws {
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[offset] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
  }

  // MARK: The doctor

  @Test func aSoundFolderHasNoFindings() throws {
    #expect(try Place().examine().isEmpty)
  }

  @Test func whatAForeignHandChangedIsFound() throws {
    let changes: [(String, DoctorFinding)] = [
      (
        "DROP TRIGGER leaf_stays; UPDATE leaf SET bytes = x'612062206320642065' WHERE position = 9",
        .leafIdentity(index: 9)
      ),
      (
        "DROP TRIGGER leaf_stays; UPDATE leaf SET bytes = x'01' WHERE position = 9",
        .leafUnreadable(index: 9)
      ),
      (
        "DROP TRIGGER leaf_stays; UPDATE leaf SET hash = zeroblob(32) WHERE position = 258",
        .tileDiffers(TilePlace(level: 0, number: 1))
      ),
      (
        "DROP TRIGGER tile_is_kept; DELETE FROM tile",
        .tileDiffers(TilePlace(level: 1, number: 0))
      ),
      (
        "DROP TRIGGER checkpoint_is_kept; DELETE FROM checkpoint WHERE size = 260",
        .checkpointMissing(size: 260)
      ),
      (
        "DROP TRIGGER checkpoint_stays; UPDATE checkpoint SET note = x'41' WHERE size = 260",
        .checkpointDiffers(size: 260)
      ),
    ]
    for (sql, finding) in changes {
      let place = try Place()
      let hand = try DatabaseQueue(path: place.data + "/journal.sqlite")
      try hand.write { db in
        try db.execute(sql: sql)
      }
      try hand.close()
      #expect(try place.examine().contains(finding), "\(sql)")
    }
  }

  @Test func restsAndRightsAreFoundAndMended() throws {
    let place = try Place()
    let files = FileManager.default
    let name = try #require(try place.blobs.list().first).hex
    _ = files.createFile(
      atPath: "\(place.data)/blob/\(name.prefix(2))/.partial.9.1", contents: Data([1]))
    try files.createDirectory(atPath: place.data + "/keys", withIntermediateDirectories: true)
    _ = files.createFile(
      atPath: place.data + "/keys/operator", contents: Data(),
      attributes: [.posixPermissions: 0o644])
    try files.setAttributes([.posixPermissions: 0o777], ofItemAtPath: place.data)
    let found: [DoctorFinding] = [
      .openToOthers(path: place.data), .secretReadable(path: place.data + "/keys/operator"),
      .leftovers(count: 1),
    ]
    #expect(try place.examine() == found)
    let writer = try SQLiteJournal(folder: place.data, for: .writing)
    #expect(throws: JournalStoreFailure.self) { try FolderDoctor(folder: place.data).mend() }
    try writer.close()
    #expect(try FolderDoctor(folder: place.data).mend() == found)
    #expect(try place.examine().isEmpty)
  }

  @Test func aDamagedBlobAndAnOverduePromiseAreFound() throws {
    let place = try Place()
    let digest = try #require(try place.blobs.list().first)
    try Self.flip("\(place.data)/blob/\(digest.hex.prefix(2))/\(digest.hex)", 9)
    let journal = try SQLiteJournal(folder: place.data, for: .writing)
    let late = try Timestamp(seconds: 999)
    try journal.promise(
      JournalPromise(
        identity: digest, admitBy: late, envelope: [1], position: 0, admittedAt: .earliest))
    try journal.close()
    #expect(
      try place.examine() == [
        .promiseOverdue(digest, admitBy: late), .blobAltered(digest),
      ])
  }
}
