import Journal
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
    let scan = try stored { () throws(JournalStoreFailure) in try JournalScan(store) }
    let note = try stored { () throws(JournalStoreFailure) in
      try store.publishedNote(size: Int64(scan.frontier.size))
    }
    guard let note else { throw .checkpoint("there is none") }
    guard let signed = try? SignedCheckpoint(bytes: note),
      signed.checkpoint.head == scan.frontier.head
    else { throw .checkpoint("it is of another tree than the leaves'") }
    var summary = Summary(size: scan.frontier.size)
    for address in TileGeometry.changes(from: 0, to: summary.size) {
      try write(try bytes(of: address), address.path, to: target)
      summary.tiles += 1
    }
    let names = try asked { () throws(BlobFailure) in try blobs.list() }
    for (index, digest) in names.enumerated() where !scan.withdrawn.contains(digest) {
      let bytes = try asked { () throws(BlobFailure) in try blobs.get(digest) }
      if let bytes { try asked { () throws(BlobFailure) in _ = try copies.put(bytes) } }
      summary.blobs += 1
      if index % 64 == 0 { progress(index, names.count) }
    }
    try write(try index(scan).bytes, LogIndex.path, to: target)
    try write(note, "checkpoint", to: target)
    return summary
  }

  /// Who signs the log now; where entries have changed that, all are judged to know.
  private func index(_ scan: JournalScan) throws(JournalFailure) -> LogIndex {
    let index =
      scan.logNames.count > 1
      ? try ReadJournal(store: store, blobs: blobs).run().flatMap { LogIndex($0) }
      : scan.created.flatMap { LogIndex(program: $0.program, $0.body, $0.isDemonstration) }
    guard let index else { throw .checkpoint("the program states no key of its log") }
    return index
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

  private func write(
    _ bytes: [UInt8], _ path: String, to target: any ExportTarget
  ) throws(JournalFailure) {
    do {
      try target.write(bytes, to: path)
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
