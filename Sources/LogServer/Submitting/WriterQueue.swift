import Application
import Dispatch
import Synchronization

/// The one thread that a journal's writer works on: its calls wait for the disk.
final class WriterQueue: Sendable {
  private let queue = DispatchQueue(label: "stipend.journal")
  private let writer: Mutex<JournalWriter>

  init(_ writer: JournalWriter) {
    self.writer = Mutex(writer)
  }

  /// Does something with the writer, after whatever was asked before.
  func run<Value: Sendable>(
    _ body: @escaping @Sendable (inout JournalWriter) -> Value
  ) async -> Value {
    await withCheckedContinuation { continuation in
      queue.async {
        continuation.resume(returning: self.writer.withLock { body(&$0) })
      }
    }
  }
}
