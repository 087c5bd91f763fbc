import Application
import ArgumentParser
import BlobFiles
import Encoding
import Journal
import Quantities
import StoreSQLite

/// `stipend restore`: a data folder out of a backup, and the proof that it may sign again.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Makes a data folder out of a backup; it signs nothing until it is confirmed.",
    discussion: """
      A restored log may be older than what the world has seen; signing at once would fork it. So \
      it is marked, and --confirm takes the mark away once the log holds the newest checkpoint \
      that witnesses cosigned.

      Example: stipend restore /mnt/backup/2026-11-23 --data /var/lib/stipend
      Example: stipend restore --confirm newest.checkpoint --log log.example+1a2b3c4d+AY… \
      --witness w.example+5e6f7a8b+BH… --data /var/lib/stipend
      """)

  @Argument(help: "The backup's folder.")
  var folder: String?

  @Option(help: "A file with the newest cosigned checkpoint, as a witness or mirror serves it.")
  var confirm: String?

  @Option(help: "The log's verifier key.")
  var log: String?

  @Option(help: "A witness's verifier key; may be given again. All given must have cosigned.")
  var witness: [String] = []

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption

  @Flag(help: "Prints JSON.")
  var json = false

  func validate() throws {
    if (folder == nil) == (confirm == nil) {
      throw ValidationError("name a backup's folder, or --confirm with a checkpoint")
    }
    if confirm != nil, log == nil || witness.isEmpty {
      throw ValidationError("--confirm needs the keys of --log and of at least one --witness")
    }
  }

  func run() async throws {
    if let confirm { try confirmRestoration(by: confirm) } else { try restore(folder ?? "") }
  }

  private func restore(_ folder: String) throws {
    let manifest: BackupManifest
    do {
      manifest = try RestoreJournal(
        from: DataFolder.backup(folder, of: data.folder), blobs: data.blobs
      ).run(at: clock.now()) { Terminal.progress("blob \($0) of \($1)") }
    } catch let failure as BackupFailure {
      Terminal.endProgress()
      throw DataWording.ending(failure)
    }
    Terminal.endProgress()
    if json {
      Terminal.write(manifest.bytes)
      return
    }
    print("\(Terminal.green("✓")) \(manifest.size) entries, \(manifest.blobCount) blobs restored.")
    print("  It signs nothing yet. Next: stipend restore --confirm CHECKPOINT --log … --witness …")
  }

  private func confirmRestoration(by path: String) throws {
    let head = try verifiedHead(path)
    do {
      let journal = try SQLiteJournal(folder: data.folder, for: .writing)
      try ConfirmRestoration(journal).run(newest: head)
      try journal.close()
    } catch let refusal as ConfirmationRefusal {
      throw Ending(1, refusal.code, refusal.sentence, "")
    } catch let failure as JournalStoreFailure {
      throw DataWording.ending(.journal(failure))
    }
    if json {
      var writer = JSONWriter()
      writer.object { writer in
        writer.field("good", true)
        writer.field("size", head.size)
        writer.field("root", head.root.hex)
      }
      Terminal.write(writer.finish() + [10])
      return
    }
    print("\(Terminal.green("✓")) The log holds the checkpoint of size \(head.size); it may sign.")
  }

  /// The checkpoint's head, once the log and every named witness are found to have signed it.
  private func verifiedHead(_ path: String) throws -> TreeHead {
    let bytes = try Files.read(path, limitBytes: SignedNote.limitBytes)
    do {
      let checkpoint = try SignedCheckpoint(bytes: bytes)
      try checkpoint.verify(log: [VerifierKey(text: log ?? "")])
      let keys = try witness.map { try VerifierKey(text: $0) }
      let verified = Set(try checkpoint.note.verified(by: keys).map(\.key))
      if let missing = keys.first(where: { !verified.contains($0) || $0.purpose != .cosignature }) {
        throw DataWording.checkpoint(path, "\(missing.name) has not cosigned it")
      }
      return checkpoint.checkpoint.head
    } catch let ending as Ending {
      throw ending
    } catch {
      throw DataWording.checkpoint(path, "not a checkpoint that log and witnesses signed: \(error)")
    }
  }
}
