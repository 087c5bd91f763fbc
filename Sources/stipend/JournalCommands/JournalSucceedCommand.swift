import Application
import ArgumentParser
import BlobFiles
import Encoding
import Foundation
import Journal
import Keys
import LogServer
import Program
import Quantities
import StoreSQLite

/// `stipend journal succeed`: a new operator goes on with a log, by entries of its committee.
struct JournalSucceedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "succeed",
    abstract: "Goes on with a copy of a log under a new key, by entries that the committee signed.",
    discussion: """
      The folder is one that stipend journal mirror made; it becomes a data folder. Each --entry \
      is a signed envelope; they are logged in this order, as the first that the new key's \
      checkpoint covers, and one of them is the committee's operator.succeeded. Nothing is signed \
      unless the copy holds what each witness cosigned last: name with --from where each of them \
      (or a mirror with its newest line) can be asked, and with --without the keys of those that \
      cannot be.

      Example: stipend journal succeed --data mirror --key keys/new.json --entry succeeded.json \
      --from https://w1.example/stipend --from https://w2.example/stipend
      """)

  @OptionGroup var data: DataOption
  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var clock: ClockOption

  @Option(help: "The key file of the new operator's key.")
  var key: String

  @Option(
    help: """
      A file with an envelope that the committee signed, in the order of the log; none where the \
      log's own entries name the key.
      """)
  var entry: [String] = []

  @Option(help: "A witness's or mirror's address, a folder, or a file with a checkpoint.")
  var from: [String] = []

  @Option(help: "The key (ed25519:…) of a witness that cannot be asked any more.")
  var without: [String] = []

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let opened = try passphrase.open(key)
    let envelopes = try entry.map { path in
      let bytes = try Files.read(path, limitBytes: Envelope.limitBytes)
      return bytes.last == 0x0A ? Array(bytes.dropLast()) : bytes
    }
    let offered = try from.map { (place: $0, bytes: try PublishedPlace.checkpoint(at: $0)) }
    let store = try DataFolder.journal(data.folder, for: .writing)
    let now = try clock.now()
    do throws(MirrorFailure) {
      _ = try InstallMirror(FolderLog(data.folder, on: PosixFileSystem()), into: store).run(at: now)
    } catch {
      throw MirrorWording.ending(error, data.folder)
    }
    let signer = try ServedJournal.signer(try origin(envelopes, opened, store), opened)
    let heads = try heads(offered, store)
    let outcome: SucceedOperator.Outcome
    do throws(SuccessionFailure) {
      outcome = try SucceedOperator(store: store, blobs: data.blobs, signer: signer)
        .run(envelopes, cosigned: heads, now: now)
    } catch {
      throw SuccessionWording.ending(error, data.folder)
    }
    try? store.close()
    report(outcome, signer)
  }

  /// The name that the entries give to the key.
  private func origin(
    _ envelopes: [[UInt8]], _ key: SigningKey, _ store: any JournalStore
  ) throws -> String {
    for (path, bytes) in zip(entry, envelopes) {
      let envelope: Envelope
      do {
        envelope = try Envelope(bytes: bytes)
      } catch {
        throw Ending(2, error.code, "\(path): \(error).", "Sign the entry again.")
      }
      guard let payload = try? Payload(bytes: envelope.payload),
        let body = payload.body as? OperatorSucceeded, body.key.text == key.publicKey.text
      else { continue }
      return body.origin
    }
    let named: [(origin: String, key: String)]
    do throws(JournalStoreFailure) {
      named = try JournalScan(store).logNames
    } catch {
      throw DataWording.ending(.journal(error))
    }
    if let last = named.last(where: { $0.key == key.publicKey.text }) { return last.origin }
    throw Ending(
      1, "succession-key-other", "None of the entries gives the log to \(key.publicKey.text).",
      "Name the key that the committee's operator.succeeded names, or have it signed for this one.")
  }

  /// What each witness in force cosigned last.
  private func heads(
    _ offered: [(place: String, bytes: [UInt8])], _ store: any JournalStore
  ) throws -> [TreeHead] {
    let state: ProgramState
    do throws(JournalFailure) {
      guard let read = try ReadJournal(store: store, blobs: data.blobs).run() else {
        throw JournalFailure.checkpoint("the journal is empty")
      }
      state = read
    } catch {
      throw JournalWording.ending(error)
    }
    let witnesses = (state.witnesses.current?.witnesses ?? []).filter { witness in
      !without.contains(witness.key.text)
    }
    var heard = CosignedHeads(
      log: state.operators.terms.compactMap(\.verifier), witnesses: witnesses)
    for (place, bytes) in offered {
      do throws(CheckpointRefusal) {
        try heard.take(bytes)
      } catch {
        Terminal.complain("\(place): no checkpoint of this log: \(error)")
      }
    }
    guard let first = heard.unheard.first else { return heard.heads }
    throw Ending(
      1, "succession-witness-unheard",
      "What \(heard.unheard.count) of \(witnesses.count) witnesses cosigned last is not known; the "
        + "first is \(first.key.text).",
      "Name with --from where it can be asked; with --without, one that never can be any more.")
  }

  private func report(_ outcome: SucceedOperator.Outcome, _ signer: NoteSigner) {
    if json {
      var writer = JSONWriter()
      writer.object { writer in
        writer.field("good", true)
        writer.field("key", signer.verifier.text)
        writer.field("size", outcome.head.size)
        writer.field("root", outcome.head.root.hex)
        writer.array("entries", outcome.places) { $0.integer($1) }
      }
      Terminal.write(writer.finish() + [10])
      return
    }
    print(
      "\(Terminal.green("✓")) \(outcome.head.size) entries, the committee's at "
        + outcome.places.map { "\($0)" }.joined(separator: ", "))
    print("  log key   \(signer.verifier)")
    print("  root      \(outcome.head.root.hex)")
    print("  Next: stipend serve --data \(data.folder) --log-key \(key)")
    print("  Tell witnesses and readers the address; the committee's entry tells them the key.")
  }
}

/// What keeps a log from being taken over, as a command ends with it.
enum SuccessionWording {
  static func ending(_ failure: SuccessionFailure, _ folder: String) -> Ending {
    switch failure {
    case .journal(let failure): JournalWording.ending(failure)
    case .unconfirmed(let refusal):
      Ending(1, refusal.code, refusal.sentence, "Mirror from a place that has them, then go on.")
    case .keyOther:
      Ending(
        1, "succession-key-other", "The entries do not give the log to this key now.",
        "An operator.succeeded with \"from\" begins then: log it where the log is written, and "
          + "serve with the new key from that time on.")
    case .refused(.refused(_, let code, let message, let advice)):
      Ending(1, code, "An entry is refused, and nothing was signed: \(message)", advice)
    case .refused(.malformed(let code, let message)):
      Ending(2, code, "An entry is none: \(message).", "Sign it again.")
    case .refused(.blobsMissing(_, let blobs)):
      Ending(
        1, "blobs-missing",
        "An entry names blobs that are not here: \(blobs.map(\.hex).joined(separator: ", ")).",
        "Copy them below \(folder)/blob first.")
    case .refused:
      Ending(1, "succession-key-other", "The entries do not give the log to this key.", "")
    }
  }
}
