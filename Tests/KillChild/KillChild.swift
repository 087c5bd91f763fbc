import Application
import BlobFiles
import Glibc
import Quantities
import StoreContract
import StoreSQLite

/// A process that does one kind of work for ever, and tells on its output what is acknowledged.
///
/// Tests kill it. What it does next follows from what lies in the folder alone, so that the next
/// process goes on where the last one was when it died.
@main
struct KillChild {
  static func main() throws {
    let arguments = CommandLine.arguments
    let folder = arguments[2]
    switch arguments[1] {
    case "append": try append(folder)
    case "blobs": try putBlobs(folder)
    case "migrate": try migrate(folder)
    case "backup": try backUp(folder)
    default: exit(2)
    }
  }

  private static func tell(_ text: String) {
    let line = text + "\n"
    _ = line.withCString { write(1, $0, strlen($0)) }
  }

  private static func append(_ folder: String) throws {
    let journal = try SQLiteJournal(folder: folder, for: .writing)
    let size = try journal.size()
    var log = SampleLog()
    while log.size < size { _ = log.growByItself() }
    while true {
      try journal.append(log.growByItself())
      tell("\(log.size)")
    }
  }

  /// Blobs from a few bytes to a megabyte, none twice in one folder.
  private static func putBlobs(_ folder: String) throws {
    let blobs = FileBlobs(folder: folder + "/blob", mark: "\(getpid())", on: PosixFileSystem())
    var number = try blobs.list().count
    while true {
      number += 1
      var state = UInt64(number) &* 2_862_933_555_777_941_757 &+ UInt64(getpid())
      let bytes = (0..<(1 << (number % 21))).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        return UInt8(truncatingIfNeeded: state >> 56)
      }
      tell(try blobs.put(bytes).hex)
    }
  }

  /// A schema of many steps, each a transaction of its own.
  static let schema = JournalSchema(
    JournalSchema.current.migrations
      + (0..<400).map { offset in
        let number = JournalSchema.current.migrations.count + 1 + offset
        return JournalSchema.Migration(
          number: number, sql: "CREATE TABLE step\(number) (a INTEGER NOT NULL) STRICT;")
      })

  private static func migrate(_ folder: String) throws {
    tell("begun")
    let journal = try SQLiteJournal(folder: folder, for: .writing, schema: schema)
    try journal.close()
    tell("whole")
    while true { sleep(60) }
  }

  private static func backUp(_ folder: String) throws {
    var number = 0
    while true {
      let target = "\(folder)/backup-\(getpid())-\(number)"
      let backup = SQLiteBackup(
        target, dataFolder: folder + "/data", mark: "\(getpid())", on: PosixFileSystem())
      let blobs = FileBlobs(folder: folder + "/data/blob", mark: "b", on: PosixFileSystem())
      _ = try BackUpJournal(blobs: blobs, to: backup).run(at: Timestamp(seconds: 9))
      tell(target)
      number += 1
    }
  }
}
