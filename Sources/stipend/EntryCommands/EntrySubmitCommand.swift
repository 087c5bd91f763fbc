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
    let identity: String
    do {
      identity = try Envelope(bytes: bytes).identity.hex
    } catch {
      throw Ending(2, error.code, "\(file): \(error).", "Sign the entry again.")
    }
    let connection = LogConnection(try ServerWording.address(to))
    defer { connection.closeAndWait() }
    let key = try LogKeyArgument.key(logKey, of: connection)
    let answer: SubmissionAnswer
    do {
      answer = try await connection.submit(bytes)
    } catch {
      throw ServerWording.ending(error)
    }
    switch answer {
    case .taken(let note, let index): try taken(note, index, identity, key)
    case .refused(let note): try refused(note, identity, key)
    case .rejected(let status, let reason): throw ServerWording.refusal(status, reason)
    }
  }

  private func taken(
    _ note: [UInt8], _ index: Int64?, _ identity: String, _ key: VerifierKey
  ) throws {
    let promise: SubmissionReceipt
    do {
      promise = try SubmissionReceipt(bytes: note, log: [key])
    } catch {
      throw Self.broken(error)
    }
    guard promise.entry.hex == identity else { throw Self.otherEntry() }
    if let receipt { try Files.write(note, to: receipt) }
    if json {
      var writer = JSONWriter()
      writer.object { writer in
        writer.field("entry", identity)
        if let index { writer.field("index", index) }
        writer.field("received", promise.receivedAt.seconds)
        writer.field("admitBy", promise.admitBy.seconds)
      }
      Terminal.write(writer.finish() + [0x0A])
    } else {
      let place = index.map { "entry \($0)" } ?? "promised by \(promise.admitBy)"
      print("\(Terminal.green("✓")) logged: \(place) of \(promise.origin)")
      print("  identity  \(identity)")
    }
  }

  private func refused(_ note: [UInt8], _ identity: String, _ key: VerifierKey) throws {
    let refusal: SubmissionRefusal
    do {
      refusal = try SubmissionRefusal(bytes: note, log: [key])
    } catch {
      throw Self.broken(error)
    }
    guard refusal.entry.hex == identity else { throw Self.otherEntry() }
    if let receipt { try Files.write(note, to: receipt) }
    throw Ending(
      1, refusal.code, "\(refusal.origin) refuses the entry, and signs that it does.",
      "docs/reference/errors.md says what the code means.")
  }

  private static func broken(_ refusal: SubmissionAnswerRefusal) -> Ending {
    Ending(
      1, refusal.code, "The server's answer is not the log's word: \(refusal).",
      "Submit it again; the same entry is never logged twice.")
  }

  private static func otherEntry() -> Ending {
    Ending(
      1, "answer-other-entry", "The server's answer is about another entry.",
      "Submit it again; the same entry is never logged twice.")
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
