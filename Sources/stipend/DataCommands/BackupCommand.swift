import Application
import ArgumentParser
import BlobFiles
import Encoding
import Quantities
import StoreSQLite

/// `stipend backup`: copies a program's record while it is written.
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copies journal and blobs into a new folder, every blob verified; keys stay behind.",
    discussion: """
      The server may keep running. The folder is whole once backup.json is in it.

      Example: stipend backup /mnt/backup/2026-11-23
      Example: stipend backup /mnt/backup/2026-11-23 --data /var/lib/stipend --json
      """)

  @Argument(help: "A new folder for the backup.")
  var folder: String

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let target = DataFolder.backup(folder, of: data.folder)
    let manifest: BackupManifest
    do {
      manifest = try BackUpJournal(blobs: data.blobs, to: target).run(at: clock.now()) {
        Terminal.progress("blob \($0) of \($1)")
      }
    } catch let failure as BackupFailure {
      Terminal.endProgress()
      throw DataWording.ending(failure)
    }
    Terminal.endProgress()
    if json {
      Terminal.write(manifest.bytes)
      return
    }
    print("\(Terminal.green("✓")) \(manifest.size) entries and \(manifest.blobCount) blobs copied.")
    print("  journal  \(manifest.journal.hex)")
    print("  Keys are not in it: keep them apart, under their passphrases.")
  }
}
