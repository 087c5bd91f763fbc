import Application
import ArgumentParser
import Foundation
import Journal
import Keys
import LogClient
import LogServer
import StoreSQLite

/// `stipend serve`: publishes a journal and takes submissions.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Publishes a journal over HTTP, takes entries and blobs, and asks witnesses.",
    discussion: """
      Listens on this machine alone unless told otherwise; put a web server with TLS before it \
      (docs/operating/serving.md). Stops on SIGTERM or SIGINT when what is under way is done.

      Example: stipend serve --data /var/lib/stipend --log-key keys/operator.json
      Example: stipend serve --log-key keys/operator.json --witness https://w1.example/stipend
      """)

  @OptionGroup var data: DataOption
  @OptionGroup var listening: ListenOption
  @OptionGroup var passphrase: PassphraseOptions

  @Option(help: "The key file of the log's key; again for a key that will follow it.")
  var logKey: [String]

  @Option(help: "The address of a witness that the program names; once for each.")
  var witness: [String] = []

  @Option(
    help: "NAME=N an hour: entries and upload-mib of each key, strangers for all others together.")
  var quota: [String] = []

  @Flag(help: "Keeps no access log.")
  var quiet = false

  func run() async throws {
    var settings = try listening.settings()
    settings.quota = try ServeQuota.limits(quota)
    let witnesses = try witness.map(ServerWording.address)
    let keys = try logKey.map(passphrase.open)
    let store: SQLiteJournal
    do {
      store = try SQLiteJournal(folder: data.folder, for: .writing)
    } catch {
      throw ServerWording.ending(error, data.folder)
    }
    let blobs = data.blobs
    let writer = try ServedJournal.open(store, blobs, keys, data.folder)
    let server: JournalServer
    do {
      server = try JournalServer(
        writer: writer, store: store, blobs: blobs, witnesses: witnesses,
        settings: settings, clock: SystemClock(), accessLog: ServerWording.accessLog(quiet),
        complain: { Terminal.complain("stipend serve: \($0)") })
    } catch {
      throw ServerWording.ending(error, data.folder)
    }
    let host = settings.host
    do {
      try await server.run(stopsOnSignals: true) { port in
        print("\(writer.verifier.name): \(writer.size) entries on http://\(host):\(port)/")
        Terminal.flush()
      }
      try store.close()
    } catch let failure as ServerFailure {
      throw ServerWording.ending(failure, data.folder)
    } catch let failure as JournalStoreFailure {
      throw ServerWording.ending(failure, data.folder)
    }
  }
}

/// A data folder's journal, opened to be served.
enum ServedJournal {
  /// Opens it under the names that its own entries give to the keys at hand.
  static func open(
    _ store: any JournalStore, _ blobs: any BlobStore, _ keys: [SigningKey], _ folder: String
  ) throws -> JournalWriter {
    let signers = try signers(store, keys, folder)
    guard !signers.isEmpty else {
      throw Ending(
        1, "log-key-other", "\(folder): none of the keys was ever the log's.",
        "Name the log's key file with --log-key.")
    }
    do {
      return try JournalWriter(store: store, blobs: blobs, signers: signers)
    } catch {
      throw ServerWording.ending(error, folder)
    }
  }

  /// The keys under each name that an entry gave them.
  private static func signers(
    _ store: any JournalStore, _ keys: [SigningKey], _ folder: String
  ) throws -> [NoteSigner] {
    let names: [(origin: String, key: String)]
    do throws(JournalStoreFailure) {
      names = try JournalScan(store).logNames
    } catch {
      throw ServerWording.ending(error, folder)
    }
    guard !names.isEmpty else { throw ServerWording.ending(ServerFailure.empty, folder) }
    var signers: [NoteSigner] = []
    for name in names {
      for key in keys where key.publicKey.text == name.key {
        signers.append(try signer(name.origin, key))
      }
    }
    return signers
  }

  /// A key under a log's name.
  static func signer(_ origin: String, _ key: SigningKey) throws -> NoteSigner {
    do {
      return try NoteSigner(name: NoteName(origin), purpose: .note, key: key)
    } catch {
      throw Ending(
        1, error.code, "The log's key cannot sign as \(origin): \(error).",
        "A log's key is an Ed25519 key: stipend key new --kind ed25519 --out FILE.")
    }
  }
}

/// Quotas as the command line states them.
enum ServeQuota {
  static func limits(_ options: [String]) throws -> QuotaLimits {
    var limits = QuotaLimits()
    for option in options {
      let parts = option.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let count = Int64(parts[1]) else { throw refused(option) }
      let scale: Int64 = parts[0] == "upload-mib" ? 1 << 20 : 1
      let (amount, overflow) = count.multipliedReportingOverflow(by: scale)
      guard !overflow, let rate = QuotaLimits.Rate(burst: amount, perHour: amount) else {
        throw refused(option)
      }
      switch parts[0] {
      case "entries": limits.entries = rate
      case "upload-mib": limits.uploadBytes = rate
      case "strangers": limits.strangerEntries = rate
      default: throw refused(option)
      }
    }
    return limits
  }

  private static func refused(_ option: String) -> Ending {
    Ending.unreadable(
      .optionValue, "--quota \(option) is no quota.",
      "Write entries=N, upload-mib=N or strangers=N, N from 1.")
  }
}
