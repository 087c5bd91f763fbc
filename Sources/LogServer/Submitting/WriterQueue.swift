import Application
import Dispatch
import Synchronization

/// The one thread that a journal's writer works on: its calls wait for the disk.
final class WriterQueue: Sendable {
  private let queue = DispatchQueue(label: "stipend.journal")
  private let writer: Mutex<JournalWriter>
  private let onGrowth: @Sendable (JournalWriter) -> Void

  /// `onGrowth` is told, on that thread, after entries were logged.
  init(
    _ writer: JournalWriter, onGrowth: @escaping @Sendable (JournalWriter) -> Void = { _ in }
  ) {
    self.writer = Mutex(writer)
    self.onGrowth = onGrowth
  }

  /// Does something with the writer, after whatever was asked before.
  func run<Value: Sendable>(
    _ body: @escaping @Sendable (inout JournalWriter) -> Value
  ) async -> Value {
    await withCheckedContinuation { continuation in
      queue.async {
        let value = self.writer.withLock { writer in
          let size = writer.size
          let value = body(&writer)
          if writer.size > size { self.onGrowth(writer) }
          return value
        }
        continuation.resume(returning: value)
      }
    }
  }
}
