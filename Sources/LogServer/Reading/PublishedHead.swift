import Application
import Journal
import Quantities
import Synchronization

/// The newest checkpoint as it is served, made anew after each batch and each cosignature.
final class PublishedHead: Sendable {
  /// What is served.
  struct Head: Sendable {
    /// Leaves that the checkpoint covers.
    var size: Int64 = 0
    /// The note with the witnesses' lines; nil for an empty log.
    var note: [UInt8]?
    /// When the last leaf was admitted.
    var admittedAt: Timestamp?
    /// Why the journal takes nothing, where it does not.
    var failure: String?
  }

  private let store: any JournalStore
  private let head = Mutex(Head())

  init(_ store: any JournalStore) {
    self.store = store
  }

  /// What is served now.
  var current: Head { head.withLock { $0 } }

  /// Takes over what the store holds; a disk that fails for a moment is read again, so that what
  /// was logged and promised is shown at once, and not with the next batch.
  func refresh() throws(JournalStoreFailure) {
    for _ in 1..<Self.attempts {
      do {
        return try read()
      } catch {
        guard case .unavailable = error else { throw error }
      }
    }
    try read()
  }

  private static let attempts = 3

  private func read() throws(JournalStoreFailure) {
    let checkpoint = try store.newestCheckpoint()
    var next = Head()
    if let checkpoint {
      next.size = checkpoint.size
      next.note = try store.publishedNote(size: checkpoint.size)
      if checkpoint.size > 0,
        let bytes = try store.leaves(checkpoint.size - 1..<checkpoint.size).first
      {
        next.admittedAt = (try? Leaf(bytes: bytes))?.admittedAt
      }
    }
    let refreshed = next
    head.withLock { head in
      if refreshed.size >= head.size { head = refreshed }
    }
  }

  /// Remembers that the journal takes nothing, and why.
  func fail(_ reason: String) { head.withLock { $0.failure = reason } }
}
