import Encoding
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
    let opened = try JournalOpening(store: store, blobs: blobs).open(by: [])
    guard let state = opened.fold.log?.state else { throw .checkpoint("the journal is empty") }
    var summary = Summary(size: opened.tree.size)
    for address in TileGeometry.changes(from: 0, to: summary.size) {
      try write(try bytes(of: address), address.path, to: target)
      summary.tiles += 1
    }
    let names = try asked { () throws(BlobFailure) in try blobs.list() }
    for (index, digest) in names.enumerated() where !state.isWithdrawn(digest) {
      let bytes = try asked { () throws(BlobFailure) in try blobs.get(digest) }
      if let bytes { try asked { () throws(BlobFailure) in _ = try copies.put(bytes) } }
      summary.blobs += 1
      if index % 64 == 0 { progress(index, names.count) }
    }
    try write(Self.index(state), "index.json", to: target)
    try write(try checkpoint(), "checkpoint", to: target)
    return summary
  }

  /// The newest checkpoint, its witnesses' lines below the log's.
  public func checkpoint() throws(JournalFailure) -> [UInt8] {
    do {
      guard let newest = try store.newestCheckpoint() else {
        throw JournalFailure.checkpoint("there is none")
      }
      return try store.cosignatures(size: newest.size).reduce(newest.note) { $0 + $1.line }
    } catch let failure as JournalStoreFailure {
      throw .store(failure)
    } catch let failure as JournalFailure {
      throw failure
    } catch {
      preconditionFailure("A store throws its own failures: \(error)")
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

  /// Where to begin; everything in it also stands in entry 0.
  static func index(_ state: ProgramState) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("v", 1)
      writer.field("program", state.program?.hex ?? "")
      writer.field("origin", state.operators.current?.origin ?? "")
      writer.field("key", state.operators.current?.key.text ?? "")
      writer.field("name", state.created?.name.text ?? "")
      writer.field("demonstration", state.isDemonstration)
    }
    return writer.finish() + [10]
  }
}
