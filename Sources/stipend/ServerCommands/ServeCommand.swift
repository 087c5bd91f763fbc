import Application
import ArgumentParser
import Foundation
import Journal
import Keys
import LogClient
import LogServer
import Program
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

  @Option(help: "The key file of the log's key.")
  var logKey: String

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
    let key = try passphrase.open(logKey)
    let store: SQLiteJournal
    do {
      store = try SQLiteJournal(folder: data.folder, for: .writing)
    } catch {
      throw ServerWording.ending(error, data.folder)
    }
    let blobs = data.blobs
    let (writer, signer) = try ServedJournal.open(store, blobs, key, data.folder)
    let server: JournalServer
    do {
      server = try JournalServer(
        writer: writer, store: store, blobs: blobs, signer: signer, witnesses: witnesses,
        settings: settings, clock: SystemClock(), accessLog: ServerWording.accessLog(quiet),
        complain: { Terminal.complain("stipend serve: \($0)") })
    } catch {
      throw ServerWording.ending(error, data.folder)
    }
    let host = settings.host
    do {
      try await server.run(stopsOnSignals: true) { port in
        print("\(signer.verifier.name): \(writer.size) entries on http://\(host):\(port)/")
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
  /// Opens it under the log's own name, which its entries state.
  static func open(
    _ store: any JournalStore, _ blobs: any BlobStore, _ key: SigningKey, _ folder: String
  ) throws -> (JournalWriter, NoteSigner) {
    let origin = try newestOrigin(store, folder)
    let signer: NoteSigner
    do {
      signer = try NoteSigner(name: NoteName(origin), purpose: .note, key: key)
    } catch {
      throw Ending(
        1, error.code, "The log's key cannot sign as \(origin): \(error).",
        "A log's key is an Ed25519 key: stipend key new --kind ed25519.")
    }
    do {
      return (try JournalWriter(store: store, blobs: blobs, signer: signer), signer)
    } catch {
      throw ServerWording.ending(error, folder)
    }
  }

  /// The origin that entry 0 states, or the last succession of operators.
  private static func newestOrigin(_ store: any JournalStore, _ folder: String) throws -> String {
    do throws(JournalStoreFailure) {
      var origin: String?
      var next: Int64 = 0
      let size = try store.size()
      while next < size {
        let leaves = try store.leaves(next..<min(size, next + 1_024))
        guard !leaves.isEmpty else { break }
        for bytes in leaves {
          guard let leaf = try? Leaf(bytes: bytes),
            let payload = try? Payload(bytes: leaf.envelope.payload)
          else { continue }
          if let created = payload.body as? ProgramCreated { origin = created.logOrigin }
          if let succeeded = payload.body as? OperatorSucceeded { origin = succeeded.origin }
        }
        next += Int64(leaves.count)
      }
      if let origin { return origin }
    } catch {
      throw ServerWording.ending(error, folder)
    }
    throw ServerWording.ending(ServerFailure.empty, folder)
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
