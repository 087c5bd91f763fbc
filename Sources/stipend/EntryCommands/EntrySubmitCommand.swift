import Application
import ArgumentParser
import Encoding
import Foundation
import Journal
import LogClient
import Program
import Quantities

/// `stipend entry submit`.
struct EntrySubmitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Submits a signed envelope and verifies the log's signed answer.",
    discussion: """
      Keep the receipt: it shows what the log promised, should it not keep its word. Exits with 1 \
      when the log refuses the entry, with 3 when it cannot be asked. Files that the entry names \
      and that are at hand (beside the draft, or in --data) are uploaded first, signed by --key.

      Example: stipend entry submit note.json --to https://program.example/log --receipt receipt
      Example: stipend entry submit dispute.json --blobs draft.json.blobs --key keys/me.json \
      --to https://program.example/log
      """)

  @Argument(help: "The file that holds the envelope.")
  var file: String

  @Option(help: "The address of the log.")
  var to: String

  @Option(help: "The log's verifier key (name+id+base64); without it, the one that the log states.")
  var logKey: String?

  @Option(help: "A file for the log's signed answer.")
  var receipt: String?

  @Option(help: "A folder of files that the entry names (default: FILE.blobs, where it is).")
  var blobs: String?

  @Option(help: "A data folder that may hold them.")
  var data: String?

  @Option(help: "A key file with a role in the program, which signs the uploads.")
  var key: String?

  @OptionGroup var passphrase: PassphraseOptions

  @Option(help: "How addresses of the network begin.")
  var prefix = "akash"

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let bytes = try Files.read(file, limitBytes: Envelope.limitBytes)
    let envelope: Envelope
    do {
      envelope = try Envelope(bytes: bytes)
    } catch {
      throw Ending(2, error.code, "\(file): \(error).", "Sign the entry again.")
    }
    let named = try files(namedBy: envelope)
    let connection = LogConnection(try ServerWording.address(to))
    defer { connection.closeAndWait() }
    let server = EntrySubmission(
      connection: connection, key: try LogKeyArgument.key(logKey, of: connection))
    if let key { try await server.put(named, by: passphrase.open(key), prefix: prefix) }
    do {
      show(try await server.submit(envelope, receipt: receipt), envelope.identity.hex)
    } catch let ending as Ending where ending.code == "blobs-missing" && !named.isEmpty {
      guard key == nil else { throw ending }
      throw Ending(
        ending.exit, ending.code, ending.message,
        "Name --key, the key file of somebody with a role: the files at hand go first.")
    }
  }

  /// Those of the files at hand that the entry names.
  private func files(namedBy envelope: Envelope) throws -> [[UInt8]] {
    var beside: [[UInt8]] = []
    if let blobs {
      beside = try EntryAppendCommand.files(blobs)
    } else if FileManager.default.fileExists(atPath: file + ".blobs") {
      beside = try EntryAppendCommand.files(file + ".blobs")
    }
    guard let body = try? Payload(bytes: envelope.payload).body else { return [] }
    let folder: any BlobStore = data.map { DataFolder.blobs($0) } ?? MemoryBlobs()
    return EpochEntries.files(of: body, in: BlobsBeside(folder, beside))
  }

  private func show(_ answer: EntrySubmission.Answer, _ identity: String) {
    let promise = answer.promise
    if json {
      var writer = JSONWriter()
      writer.object { writer in
        writer.field("entry", identity)
        if let index = answer.index { writer.field("index", index) }
        writer.field("received", promise.receivedAt.seconds)
        writer.field("admitBy", promise.admitBy.seconds)
      }
      Terminal.write(writer.finish() + [0x0A])
    } else {
      let place = answer.index.map { "logged: entry \($0)" } ?? "promised by \(promise.admitBy)"
      print("\(Terminal.green("✓")) \(place) of \(promise.origin)")
      print("  identity  \(identity)")
    }
  }
}

/// The key of a log that a command asks.
enum LogKeyArgument {
  /// Reads the argument.
  static func read(_ text: String) throws -> VerifierKey {
    do {
      return try VerifierKey(text: text)
    } catch {
      throw Ending(2, error.code, "--log-key \(text): \(error).", "Copy the whole key.")
    }
  }

  /// The one named, else the one that the log states of itself, which is said.
  static func key(_ text: String?, of connection: LogConnection) throws -> VerifierKey {
    if let text { return try read(text) }
    do {
      let key = try RemoteLog(connection).index().key
      Terminal.complain("The log's key is taken from the log itself: \(key)")
      return key
    } catch {
      throw ServerWording.ending(error)
    }
  }
}
