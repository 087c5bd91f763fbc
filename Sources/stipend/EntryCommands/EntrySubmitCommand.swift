import Application
import ArgumentParser
import Encoding
import Journal
import LogClient
import Quantities

/// `stipend entry submit`.
struct EntrySubmitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Submits a signed envelope and verifies the log's signed answer.",
    discussion: """
      Keep the receipt: it shows what the log promised, should it not keep its word. Exits with 1 \
      when the log refuses the entry, with 3 when it cannot be asked.

      Example: stipend entry submit note.json --to https://program.example/log --receipt receipt
      """)

  @Argument(help: "The file that holds the envelope.")
  var file: String

  @Option(help: "The address of the log.")
  var to: String

  @Option(help: "The log's verifier key (name+id+base64); without it, the one that the log states.")
  var logKey: String?

  @Option(help: "A file for the log's signed answer.")
  var receipt: String?

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
    let connection = LogConnection(try ServerWording.address(to))
    defer { connection.closeAndWait() }
    let server = EntrySubmission(
      connection: connection, key: try LogKeyArgument.key(logKey, of: connection))
    show(try await server.submit(envelope, receipt: receipt), envelope.identity.hex)
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
