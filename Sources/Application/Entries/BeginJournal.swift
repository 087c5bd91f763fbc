public import Journal
public import Quantities

/// Begins a program's journal with its entry 0 and the first checkpoint.
public struct BeginJournal {
  private let store: any JournalStore
  private let blobs: any BlobStore

  /// Begins in a store that has no leaf yet.
  public init(store: any JournalStore, blobs: any BlobStore) {
    self.store = store
    self.blobs = blobs
  }

  /// What would become of entry 0, judged in memory: what is refused leaves no trace.
  public static func trial(
    _ envelope: Envelope, blobs: any BlobStore, signer: NoteSigner, now: Timestamp
  ) throws(JournalFailure) -> Submission {
    var trial = try JournalWriter(store: MemoryJournal(), blobs: blobs, signer: signer)
    return try trial.submit([envelope.bytes], now: now)[0]
  }

  /// Logs entry 0 under the log's key, once it was judged in memory.
  public func begin(
    _ envelope: Envelope, signer: NoteSigner, now: Timestamp
  ) throws(JournalFailure) -> Submission {
    let size: Int64
    do {
      size = try store.size()
    } catch {
      throw .store(error)
    }
    precondition(size == 0, "Only an empty journal is begun.")
    let outcome = try Self.trial(envelope, blobs: blobs, signer: signer, now: now)
    guard case .logged = outcome else { return outcome }
    var writer = try JournalWriter(store: store, blobs: blobs, signer: signer)
    return try writer.submit([envelope.bytes], now: now)[0]
  }
}
