public import Application
public import Journal
import Program
public import Quantities
import Synchronization

/// A journal at hand: entries are appended to it, and files kept beside it.
///
/// `perform` opens the journal, works on its writer and gives the outcome: whoever owns the folder
/// decides whether it stays open between two calls.
public final class JournalObserverLog: ObserverLog {
  /// Works on the journal's writer, alone.
  public typealias Perform =
    @Sendable (_ work: (inout JournalWriter) throws -> Void) throws -> Void

  private let blobs: any BlobStore
  private let perform: Perform
  private let clock: @Sendable () -> Timestamp

  /// `clock` dates what is appended: the operator's word (DESIGN law 13).
  public init(
    blobs: any BlobStore, clock: @escaping @Sendable () -> Timestamp, perform: @escaping Perform
  ) {
    self.blobs = blobs
    self.clock = clock
    self.perform = perform
  }

  /// The state after the last entry.
  public func read() async throws(ObserverLogFailure) -> ProgramReading {
    var state: ProgramState?
    do {
      try perform { state = $0.state }
    } catch {
      throw .unavailable("the journal cannot be used: \(error)")
    }
    guard let state else { throw .refused(code: "journal-empty", "the journal has no entry 0") }
    return ProgramReading(state: state)
  }

  /// Keeps a file.
  public func put(_ bytes: [UInt8], _ digest: Digest) async -> ObserverLogAnswer {
    do {
      try blobs.put(bytes)
      return .taken(receipt: nil)
    } catch {
      return .unavailable("\(error)")
    }
  }

  /// Appends an entry.
  public func submit(_ envelope: Envelope) async -> ObserverLogAnswer {
    var submission: Submission?
    do {
      try perform { submission = try $0.submit([envelope.bytes], now: self.clock()).first }
    } catch {
      return .unavailable("the journal cannot be used: \(error)")
    }
    switch submission {
    case .logged, .duplicate, .promised: return .taken(receipt: nil)
    case .refused(_, let code, _, _), .malformed(let code, _): return .refused(code: code)
    case .blobsMissing: return .refused(code: "blobs-missing")
    case .logKeyAbsent: return .unavailable("the log's key is not at hand")
    case nil: return .unavailable("the journal gave no answer")
    }
  }
}
