import Application
import Foundation
import Journal
import LogClient
import LogServer

/// Failures of servers and of those who ask them, as a command ends with them.
enum ServerWording {
  /// The address of a server.
  static func address(_ text: String) throws -> LogAddress {
    guard let address = LogAddress(text) else {
      throw Ending(
        2, "log-address", "\(text) is no address of a server.",
        "Write it like https://program.example/log, without user, query or fragment.")
    }
    return address
  }

  /// A client's failure: something outside is unavailable.
  static func ending(_ failure: ClientFailure) -> Ending {
    Ending(3, failure.code, "\(failure).", "Try again later, and check the address.")
  }

  /// A published log's failure.
  static func ending(_ failure: LogSourceFailure) -> Ending {
    switch failure {
    case .missing(let text), .unavailable(let text):
      Ending(3, "log-unavailable", "\(text).", "Try again later, and check the address.")
    case .tooLong(let place, let limitBytes):
      Ending(
        3, "log-answer-too-long", "\(place): longer than the \(limitBytes) bytes that it can have.",
        "Ask a mirror.")
    }
  }

  /// A server that does not start, or was torn down.
  static func ending(_ failure: ServerFailure, _ folder: String) -> Ending {
    switch failure {
    case .empty:
      Ending(
        2, "journal-empty", "\(folder): the journal has no entry 0.",
        "Create the program first: a journal is served from its first entry on.")
    case .store(let failure): ending(failure, folder)
    case .journal(let failure): ending(failure, folder)
    case .keyAbsent:
      Ending(
        1, "log-key-other", "\(folder): the key of whoever signs the log now is not at hand.",
        "Name that key's file with --log-key.")
    case .listening(let text):
      Ending(3, "listen-failed", "\(text).", "Choose another --listen, or end what listens there.")
    }
  }

  /// A journal that cannot be opened.
  static func ending(_ failure: JournalFailure, _ folder: String) -> Ending {
    switch failure {
    case .store(let failure): return ending(failure, folder)
    case .program(let failure): return ProgramWording.ending(failure, in: folder)
    case .logKeyOther(let expected):
      return Ending(
        1, "log-key-other", "\(folder): the key is not the log's, which is \(expected).",
        "Name that key's file with --log-key.")
    default:
      return Ending(
        1, "journal-refused", "\(folder): the journal is refused: \(failure).",
        "Run stipend doctor, and see docs/operating/.")
    }
  }

  /// A store that does not do what it is asked.
  static func ending(_ failure: JournalStoreFailure, _ folder: String) -> Ending {
    switch failure {
    case .busy(let process):
      let holder = process.map { " (process \($0))" } ?? ""
      return Ending(
        3, "journal-busy", "\(folder): another process writes this journal\(holder).",
        "End it first; one process writes a journal.")
    case .unconfirmed:
      return Ending(
        1, "journal-unconfirmed", "\(folder): the journal was restored and is not confirmed.",
        "Run stipend restore as docs/reference/store.md says.")
    case .damaged(let text):
      return Ending(
        1, "journal-damaged", "\(folder): \(text)", "Run stipend doctor --data \(folder).")
    default:
      return Ending(
        3, "journal-unavailable", "\(folder): the journal cannot be used: \(failure).",
        "Run stipend doctor --data \(folder).")
    }
  }

  /// Where records of requests go: one line of JSON each on standard error.
  static func accessLog(_ quiet: Bool) -> @Sendable (AccessRecord) -> Void {
    guard !quiet else { return { _ in } }
    return { FileHandle.standardError.write(Data($0.line)) }
  }

  /// Code, message and advice of a server's own refusal, as far as they can be read.
  static func refusal(_ status: Int, _ json: [UInt8]) -> Ending {
    let known = ServerRefusal(json)
    let code = known?.code ?? "server-refused"
    let message = known?.message ?? "The server answers with status \(status)."
    return Ending(status == 503 || status == 507 ? 3 : 1, code, message, known?.advice ?? "")
  }
}
