import Application
import BlobFiles
import Foundation
import Quantities
import StoreContract
import StoreSQLite
import TestSupport
import Testing

/// Power goes at every call of a backup and of a restoration.
@Suite struct InterruptedBackupTests {
  private static func blobs(_ folder: String) -> FileBlobs<PosixFileSystem> {
    FileBlobs(folder: folder + "/blob", mark: "1", on: PosixFileSystem())
  }

  private func source(_ folder: TemporaryFolder) throws -> SampleLog {
    var log = SampleLog()
    let journal = try SQLiteJournal(folder: folder.path + "/data", for: .writing)
    try journal.append(log.grow(260))
    try journal.close()
    for number in 0..<3 as Range<UInt8> { try Self.blobs(folder.path + "/data").put([number]) }
    return log
  }

  @Test func aBackupCutOffAnywhereIsWholeOrRefused() throws {
    let now = try Timestamp(seconds: 9)
    let folder = try TemporaryFolder()
    let log = try source(folder)
    let data = folder.path + "/data"
    var call = 0
    var whole = 0
    while whole < 2 {
      let copy = "\(folder.path)/copy\(call)"
      let restored = "\(folder.path)/restored\(call)"
      let files = FailingFileSystem(failingAt: call)
      let target = SQLiteBackup(copy, dataFolder: data, mark: "1", on: files)
      let manifest = try? BackUpJournal(blobs: Self.blobs(data), to: target).run(at: now)
      let source = SQLiteBackup(copy, dataFolder: restored, mark: "1", on: PosixFileSystem())
      let result = Result {
        try RestoreJournal(from: source, blobs: Self.blobs(restored)).run(at: now)
      }
      switch result {
      case .success:
        // Not acknowledged, and whole all the same: power went after the manifest had its name.
        let journal = try SQLiteJournal(folder: restored, for: .reading)
        try StoreContract.compare(journal, log)
        #expect(try Self.blobs(restored).list() == Self.blobs(data).list())
      case .failure(let error):
        #expect(manifest == nil, "call \(call): acknowledged, and \(error)")
        #expect(error as? BackupFailure == .unfinished, "call \(call)")
        #expect(!FileManager.default.fileExists(atPath: restored + "/journal.sqlite"))
      }
      if manifest != nil { whole += 1 }
      call += 1
    }
    #expect(call > 15)
  }

  @Test func aRestorationCutOffAnywhereLeavesNoJournalWithoutItsMark() throws {
    let now = try Timestamp(seconds: 9)
    let folder = try TemporaryFolder()
    let log = try source(folder)
    let copy = folder.path + "/copy"
    let backup = SQLiteBackup(
      copy, dataFolder: folder.path + "/data", mark: "1", on: PosixFileSystem())
    _ = try BackUpJournal(blobs: Self.blobs(folder.path + "/data"), to: backup).run(at: now)
    var call = 0
    var isWhole = false
    while !isWhole {
      let restored = "\(folder.path)/restored\(call)"
      let files = FailingFileSystem(failingAt: call)
      let source = SQLiteBackup(copy, dataFolder: restored, mark: "1", on: files)
      let blobs = FileBlobs(folder: restored + "/blob", mark: "1", on: files)
      isWhole = (try? RestoreJournal(from: source, blobs: blobs).run(at: now)) != nil
      let again = SQLiteBackup(copy, dataFolder: restored, mark: "2", on: PosixFileSystem())
      if !FileManager.default.fileExists(atPath: restored + "/journal.sqlite") {
        #expect(!isWhole, "call \(call)")
        _ = try RestoreJournal(from: again, blobs: Self.blobs(restored)).run(at: now)
      }
      _ = try FolderDoctor(folder: restored).mend()
      #expect(FolderDoctor(folder: restored).findings().isEmpty, "call \(call)")
      let journal = try SQLiteJournal(folder: restored, for: .reading)
      try StoreContract.compare(journal, log)
      #expect(try journal.restoration() != nil, "call \(call)")
      #expect(try Self.blobs(restored).list().count == 3)
      call += 1
    }
    #expect(call > 15)
  }
}
