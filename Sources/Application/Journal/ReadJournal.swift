public import Program

/// What a stored journal says, every entry and its checkpoint judged.
public struct ReadJournal {
  private let store: any JournalStore
  private let blobs: any BlobStore

  /// Takes a journal and its blobs.
  public init(store: any JournalStore, blobs: any BlobStore) {
    self.store = store
    self.blobs = blobs
  }

  /// The state after its last entry; nil for an empty journal.
  public func run() throws(JournalFailure) -> ProgramState? {
    try JournalOpening(store: store, blobs: blobs).open().fold.log?.state
  }
}
