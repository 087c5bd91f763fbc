import Journal
import Program
import Quantities

/// Writes a journal as static files: what a server would answer, under the same paths.
///
/// The checkpoint is written last, so that whoever reads meanwhile finds the tree that it names.
public struct ExportJournal {
  private let store: any JournalStore
  private let blobs: any BlobStore

  /// Exports a store and its blobs.
  public init(store: any JournalStore, blobs: any BlobStore) {
    self.store = store
    self.blobs = blobs
  }

  /// What was written.
  public struct Summary: Hashable, Sendable {
    /// Entries.
    public var size: Int
    /// Tiles and bundles.
    public var tiles = 0
    /// Blobs.
    public var blobs = 0
  }

  /// Writes tiles, bundles, blobs, and then the checkpoint with its cosignatures.
  public func run(
    to target: any ExportTarget, blobs copies: any BlobStore,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(JournalFailure) -> Summary {
    let opened = try JournalOpening(store: store, blobs: blobs).open()
    guard let state = opened.fold.log?.state, let time = state.lastAdmittedAt else {
      throw .checkpoint("there is none")
    }
    guard let index = LogIndex(state) else {
      throw .checkpoint("the program states no key of its log")
    }
    var summary = Summary(size: opened.tree.size)
    let note = try stored { () throws(JournalStoreFailure) in
      try store.publishedNote(size: Int64(summary.size))
    }
    guard let note else { throw .checkpoint("there is none") }
    for address in TileGeometry.changes(from: 0, to: summary.size) {
      let bytes = try bytes(of: address)
      try written { () throws(RecordFailure) in try target.write(bytes, at: address) }
      summary.tiles += 1
    }
    let names = try asked { () throws(BlobFailure) in try blobs.list() }
    for (index, digest) in names.enumerated() where opened.fold.publishes(digest, at: time) {
      let bytes = try asked { () throws(BlobFailure) in try blobs.get(digest) }
      if let bytes { try asked { () throws(BlobFailure) in _ = try copies.put(bytes) } }
      summary.blobs += 1
      if index % 64 == 0 { progress(index, names.count) }
    }
    try removeWithdrawn(from: copies, state)
    try written { () throws(RecordFailure) in
      try target.write(index.bytes, to: LogIndex.path)
      try target.write(note, to: "checkpoint")
    }
    return summary
  }

  /// Takes out what an earlier export wrote and the committee has withdrawn since.
  private func removeWithdrawn(
    from copies: any BlobStore, _ state: ProgramState
  ) throws(JournalFailure) {
    guard let removable = copies as? any RemovableBlobs else { return }
    try asked { () throws(BlobFailure) in
      for digest in try copies.list() where state.isWithdrawn(digest) {
        try removable.remove(digest)
      }
    }
  }

  private func stored<Value>(
    _ question: () throws(JournalStoreFailure) -> Value
  ) throws(JournalFailure) -> Value {
    do {
      return try question()
    } catch {
      throw .store(error)
    }
  }

  private func bytes(of address: TileAddress) throws(JournalFailure) -> [UInt8] {
    do {
      guard case .entries = address.content else {
        return try StoredTiles(store: store).bytes(of: address)
      }
      let first = Int64(address.index) * Int64(TileAddress.fullWidth)
      let leaves = try store.leaves(first..<(first + Int64(address.width)))
      guard leaves.count == address.width, let bundle = try? EntryBundle.encode(leaves) else {
        throw JournalStoreFailure.damaged("Bundle \(address.path) has other leaves.")
      }
      return bundle
    } catch let failure as JournalStoreFailure {
      throw .store(failure)
    } catch {
      preconditionFailure("A store throws its own failures: \(error)")
    }
  }

  private func written(_ work: () throws(RecordFailure) -> Void) throws(JournalFailure) {
    do {
      try work()
    } catch {
      throw .store(.unavailable(error.message))
    }
  }

  private func asked<Value>(
    _ question: () throws(BlobFailure) -> Value
  ) throws(JournalFailure) -> Value {
    do {
      return try question()
    } catch {
      throw .store(.unavailable("\(error)"))
    }
  }
}
