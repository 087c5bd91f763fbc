public import Journal
public import Program
public import Quantities

/// Where an observer reads the program and enters what it has to say: a served log, or a folder.
public protocol ObserverLog: Sendable {
  /// The program as its entries tell it now; the same value where nothing was added.
  func read() async throws(ObserverLogFailure) -> ProgramReading

  /// Uploads a file that an entry will name.
  func put(_ bytes: [UInt8], _ digest: Digest) async -> ObserverLogAnswer

  /// Submits a signed entry; the same one again is answered as before.
  func submit(_ envelope: Envelope) async -> ObserverLogAnswer
}

/// A program's state as it was read, and how old that reading is.
public struct ProgramReading: Sendable {
  /// The state after the log's newest entry.
  public let state: ProgramState
  /// Whether it stems from the cache, because the log could not be reached.
  public let isFromCache: Bool

  /// Joins both.
  public init(state: ProgramState, isFromCache: Bool = false) {
    self.state = state
    self.isFromCache = isFromCache
  }
}

/// What a log said.
public enum ObserverLogAnswer: Hashable, Sendable {
  /// Taken, or it was there; the receipt's note, where the log gives one.
  case taken(receipt: [UInt8]?)
  /// Refused by the log's signed word, with the code of the rule.
  case refused(code: String)
  /// Turned away without the log's signature: it ends nothing, and this entry waits.
  case turnedAway(code: String)
  /// Not reached, or not ready to promise; in words.
  case unavailable(String)
}

/// Why the program could not be read.
public enum ObserverLogFailure: Error, Hashable, Sendable {
  /// The log cannot be reached; in words.
  case unavailable(String)
  /// What it gives is refused: the code and what is wrong.
  case refused(code: String, String)

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .unavailable: "log-unavailable"
    case .refused(let code, _): code
    }
  }
}

extension ObserverLogFailure: CustomStringConvertible {
  /// What happened, in words.
  public var description: String {
    switch self {
    case .unavailable(let text), .refused(_, let text): text
    }
  }
}
