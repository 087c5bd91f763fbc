import Application
import Journal
import Program
import Synchronization

/// Under which name and key the log speaks now; entries may change both while it is served.
final class ServedIdentity: Sendable {
  /// What it is at one moment.
  struct Identity: Sendable {
    /// Signs receipts and refusals.
    var signer: NoteSigner
    /// What `index.json` says.
    var index: LogIndex
  }

  private let identity: Mutex<Identity>

  /// Nil where the writer has no entry 0, or not the key of the operator in force.
  init?(_ writer: JournalWriter) {
    guard let identity = Self.read(writer) else { return nil }
    self.identity = Mutex(identity)
  }

  /// What it is now.
  var current: Identity { identity.withLock { $0 } }

  /// Takes over what the entries say by now.
  func refresh(_ writer: JournalWriter) {
    guard let read = Self.read(writer) else { return }
    identity.withLock { $0 = read }
  }

  private static func read(_ writer: JournalWriter) -> Identity? {
    guard let signer = writer.signer, let index = writer.state.flatMap({ LogIndex($0) }) else {
      return nil
    }
    return Identity(signer: signer, index: index)
  }
}
