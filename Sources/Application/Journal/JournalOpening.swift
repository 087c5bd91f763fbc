public import Journal
import Program
import Quantities

/// Reads a store from its first leaf to its last, and resumes the tree at its checkpoint.
struct JournalOpening {
  let store: any JournalStore
  let blobs: any BlobStore
  /// How many leaves are read at a time.
  private static let step: Int64 = 1_024

  struct Opened {
    var fold: JournalFold
    var tree: TileAppender
  }

  init(store: any JournalStore, blobs: any BlobStore) {
    self.store = store
    self.blobs = blobs
  }

  /// Folds every leaf; the checkpoint must be by the operator of its size.
  func open() throws(JournalFailure) -> Opened {
    var fold = JournalFold(blobs: blobs, keepsNames: true)
    var frontier = TreeFrontier()
    let size = try asked { () throws(JournalStoreFailure) in try store.size() }
    while fold.size < size {
      let range = fold.size..<min(size, fold.size + Self.step)
      for leaf in try asked({ () throws(JournalStoreFailure) in try store.leaves(range) }) {
        try fold.take(leaf: leaf)
        frontier.append(TreeHash.leaf(leaf))
      }
      guard fold.size == range.upperBound else {
        throw .store(.damaged("Leaf \(fold.size) is not there."))
      }
    }
    guard size > 0 else { return Opened(fold: fold, tree: TileAppender()) }
    try checkHead(frontier.head, fold.log?.state)
    do {
      let tree = try TileAppender(resuming: frontier.head, from: StoredTiles(store: store))
      return Opened(fold: fold, tree: tree)
    } catch {
      throw .tree(error.description)
    }
  }

  private func checkHead(
    _ head: TreeHead, _ state: ProgramState?
  ) throws(JournalFailure) {
    // A writer may have gone on meanwhile.
    let newest = try asked { () throws(JournalStoreFailure) in
      try store.checkpoint(size: Int64(head.size))
    }
    guard let newest else { throw .checkpoint("there is none") }
    let checkpoint: SignedCheckpoint
    do {
      checkpoint = try SignedCheckpoint(bytes: newest.note)
      let key = state?.operators.term(ofSize: head.size)?.verifier
      try checkpoint.verify(log: key.map { [$0] } ?? [])
    } catch {
      throw .checkpoint(error.description)
    }
    guard checkpoint.checkpoint.head == head else {
      throw .checkpoint("it is of another tree than the leaves'")
    }
  }

  private func asked<Value>(
    _ question: () throws(JournalStoreFailure) -> Value
  ) throws(JournalFailure) -> Value {
    do {
      return try question()
    } catch {
      throw .store(error)
    }
  }
}

/// A store's tiles as a source that proofs are made from.
public struct StoredTiles: TileSource {
  let store: any JournalStore

  /// Reads from a store.
  public init(store: any JournalStore) {
    self.store = store
  }

  /// The hashes of a tile.
  public func bytes(of tile: TileAddress) throws(JournalStoreFailure) -> [UInt8] {
    guard case .hashes(let level) = tile.content else {
      preconditionFailure("Hashes are read from tiles of hashes.")
    }
    let place = TilePlace(level: level, number: Int64(tile.index))
    guard let bytes = try store.tile(place, width: tile.width) else {
      throw .damaged("Tile \(place) has fewer than \(tile.width) hashes.")
    }
    return bytes
  }
}
