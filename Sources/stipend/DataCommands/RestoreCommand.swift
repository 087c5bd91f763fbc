import Application
import ArgumentParser
import BlobFiles
import Encoding
import Journal
import Keys
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
      Example: stipend restore --confirm https://w1.example/stipend --confirm mirror \
      --log log.example+1a2b3c4d+AY… --witness w.example+5e6f7a8b+BH… --data /var/lib/stipend
      """)

  @Argument(help: "The backup's folder.")
  var folder: String?

  @Option(
    help: "A witness's or mirror's address, a folder, or a file with a checkpoint; once for each.")
  var confirm: [String] = []

  @Option(help: "The log's verifier key.")
  var log: String?

  @Option(help: "A witness's verifier key; once for each. What each cosigned last must be found.")
  var witness: [String] = []

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption

  @Flag(help: "Prints JSON.")
  var json = false

  func validate() throws {
    if (folder == nil) == confirm.isEmpty {
      throw ValidationError("name a backup's folder, or --confirm with a checkpoint")
    }
    if !confirm.isEmpty, log == nil || witness.isEmpty {
      throw ValidationError("--confirm needs the keys of --log and of at least one --witness")
    }
  }

  func run() async throws {
    if confirm.isEmpty { try restore(folder ?? "") } else { try confirmRestoration() }
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

  private func confirmRestoration() throws {
    let heads = try verifiedHeads()
    do {
      let journal = try SQLiteJournal(folder: data.folder, for: .writing)
      try ConfirmRestoration(journal).run(newest: heads)
      try journal.close()
    } catch let refusal as ConfirmationRefusal {
      throw Ending(1, refusal.code, refusal.sentence, "")
    } catch let failure as JournalStoreFailure {
      throw DataWording.ending(.journal(failure))
    }
    guard let head = heads.first else { return }
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

  /// What each named witness cosigned last, the largest first, as far as any place tells it.
  private func verifiedHeads() throws -> [TreeHead] {
    let keys: (log: VerifierKey, witnesses: [VerifierKey])
    do {
      keys = (try VerifierKey(text: log ?? ""), try witness.map { try VerifierKey(text: $0) })
    } catch {
      throw DataWording.checkpoint("--log or --witness", "not a verifier key: \(error)")
    }
    if let other = keys.witnesses.first(where: { $0.purpose != .cosignature }) {
      throw DataWording.checkpoint("--witness \(other)", "not a witness's key")
    }
    var heard = CosignedHeads(
      log: [keys.log], witnesses: keys.witnesses.map { Witness(name: $0.name, key: $0.key) })
    for place in confirm {
      let bytes: [UInt8]
      do {
        bytes = try PublishedPlace.checkpoint(at: place)
      } catch let ending as Ending where ending.exit == 3 && confirm.count > 1 {
        Terminal.complain("\(place): \(ending.text)")
        continue
      }
      do throws(CheckpointRefusal) {
        try heard.take(bytes)
      } catch {
        throw DataWording.checkpoint(
          place, "not a checkpoint that log and witnesses signed: \(error)")
      }
    }
    if let missing = heard.unheard.first {
      throw DataWording.checkpoint(
        confirm.joined(separator: ", "),
        "\(missing.name.map { "\($0)" } ?? missing.key.text) has not cosigned what is there")
    }
    return heard.heads
  }
}
