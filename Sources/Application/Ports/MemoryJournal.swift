public import Quantities
import Synchronization

/// A journal in memory, for tests and simulations.
public final class MemoryJournal: JournalStore {
  private struct State {
    var leaves: [JournalLeaf] = []
    var indices = SortedMap<Digest, Int64>()
    var tiles = SortedMap<TilePlace, [UInt8]>()
    var checkpoints = SortedMap<Int64, [UInt8]>()
    var cosignatures = SortedMap<Int64, SortedMap<String, [UInt8]>>()
    var promises = SortedMap<Digest, JournalPromise>()
    var restoration: JournalRestoration?
  }

  private let state = Mutex(State())

  /// Begins empty; a restoration marks the log as one that came from a backup.
  public init(restoration: JournalRestoration? = nil) {
    state.withLock { $0.restoration = restoration }
  }

  /// Memory keeps nothing.
  public func durability() throws(JournalStoreFailure) -> JournalDurability { .unsynced }

  /// Number of leaves.
  public func size() throws(JournalStoreFailure) -> Int64 {
    state.withLock { Int64($0.leaves.count) }
  }

  /// Leaves as stored.
  public func leaves(_ range: Range<Int64>) throws(JournalStoreFailure) -> [[UInt8]] {
    state.withLock { Self.part($0.leaves, range).map(\.bytes) }
  }

  /// Their identities.
  public func identities(_ range: Range<Int64>) throws(JournalStoreFailure) -> [Digest] {
    state.withLock { Self.part($0.leaves, range).map(\.identity) }
  }

  private static func part(
    _ leaves: [JournalLeaf], _ range: Range<Int64>
  ) -> ArraySlice<JournalLeaf> {
    let found = range.clamped(to: 0..<Int64(leaves.count))
    return leaves[Int(found.lowerBound)..<Int(found.upperBound)]
  }

  /// Where an identity stands.
  public func index(of identity: Digest) throws(JournalStoreFailure) -> Int64? {
    state.withLock { $0.indices[identity] }
  }

  /// Adds a batch.
  public func append(_ batch: JournalBatch) throws(JournalStoreFailure) {
    if let fault = batch.fault() { throw .malformed(fault) }
    let failure = state.withLock { state -> JournalStoreFailure? in
      if let failure = Self.refusal(of: batch, state) { return failure }
      for leaf in batch.leaves {
        state.indices[leaf.identity] = Int64(state.leaves.count)
        state.leaves.append(leaf)
        state.promises[leaf.identity] = nil
      }
      for tile in batch.tiles { state.tiles[tile.place] = tile.hashes }
      state.checkpoints[batch.newSize] = batch.checkpoint
      return nil
    }
    if let failure { throw failure }
  }

  /// Fills an empty log.
  public func install(
    _ checkpoint: JournalCheckpoint, at time: Timestamp,
    parts: () throws(JournalStoreFailure) -> JournalPart?
  ) throws(JournalStoreFailure) {
    let size = try size()
    guard size == 0 else { throw .conflict(expected: 0, actual: size) }
    var next = State()
    while let part = try parts() {
      for leaf in part.leaves {
        if let index = next.indices[leaf.identity] {
          throw .alreadyLogged(leaf.identity, index: index)
        }
        next.indices[leaf.identity] = Int64(next.leaves.count)
        next.leaves.append(leaf)
      }
      for tile in part.tiles { next.tiles[tile.place] = tile.hashes }
    }
    guard Int64(next.leaves.count) == checkpoint.size else {
      throw .malformed("the checkpoint is of another size")
    }
    next.checkpoints[checkpoint.size] = checkpoint.note
    next.restoration = JournalRestoration(size: checkpoint.size, restoredAt: time)
    let installed = next
    let actual = state.withLock { state -> Int64? in
      guard state.leaves.isEmpty, state.restoration == nil else { return Int64(state.leaves.count) }
      state = installed
      return nil
    }
    if let actual { throw .conflict(expected: 0, actual: actual) }
  }

  private static func refusal(
    of batch: JournalBatch, _ state: State
  ) -> JournalStoreFailure? {
    let size = Int64(state.leaves.count)
    if state.restoration != nil { return .unconfirmed }
    guard batch.expectedSize == size else {
      return .conflict(expected: batch.expectedSize, actual: size)
    }
    var seen = SortedMap<Digest, Int64>()
    for (offset, leaf) in batch.leaves.enumerated() {
      if let index = state.indices[leaf.identity] ?? seen[leaf.identity] {
        return .alreadyLogged(leaf.identity, index: index)
      }
      seen[leaf.identity] = size + Int64(offset)
    }
    for tile in batch.tiles {
      guard let old = state.tiles[tile.place] else { continue }
      guard tile.hashes.starts(with: old) else {
        return .malformed("tile \(tile.place) changes a hash that is there")
      }
    }
    return nil
  }

  /// The first hashes of a tile.
  public func tile(_ place: TilePlace, width: Int) throws(JournalStoreFailure) -> [UInt8]? {
    guard (1...TilePlace.fullWidth).contains(width) else { return nil }
    if place.level == 0 {
      guard let range = place.leaves(width: width) else { return nil }
      let leaves = state.withLock { Array(Self.part($0.leaves, range)) }
      return leaves.count == width ? leaves.flatMap(\.hash.bytes) : nil
    }
    guard let hashes = state.withLock({ $0.tiles[place] }),
      hashes.count >= width * Digest.byteCount
    else { return nil }
    return Array(hashes.prefix(width * Digest.byteCount))
  }

  /// The newest checkpoint.
  public func newestCheckpoint() throws(JournalStoreFailure) -> JournalCheckpoint? {
    try checkpoint(size: size())
  }

  /// The checkpoint of a size.
  public func checkpoint(size: Int64) throws(JournalStoreFailure) -> JournalCheckpoint? {
    state.withLock { state in
      state.checkpoints[size].map { JournalCheckpoint(size: size, note: $0) }
    }
  }

  /// Keeps witnesses' lines.
  public func keep(
    _ cosignatures: [JournalCosignature], size: Int64
  ) throws(JournalStoreFailure) {
    let isKept = state.withLock { state -> Bool in
      guard state.checkpoints[size] != nil else { return false }
      var lines = state.cosignatures[size] ?? SortedMap()
      for cosignature in cosignatures { lines[cosignature.signer] = cosignature.line }
      if !cosignatures.isEmpty { state.cosignatures[size] = lines }
      return true
    }
    guard isKept else { throw .malformed("there is no checkpoint of size \(size)") }
  }

  /// Witnesses' lines.
  public func cosignatures(size: Int64) throws(JournalStoreFailure) -> [JournalCosignature] {
    state.withLock { state in
      (state.cosignatures[size] ?? SortedMap()).map {
        JournalCosignature(signer: $0.key, line: $0.value)
      }
    }
  }

  /// The largest cosigned size.
  public func newestCosignedSize() throws(JournalStoreFailure) -> Int64? {
    state.withLock { $0.cosignatures.keys.last }
  }

  /// Keeps a promise.
  public func promise(_ promise: JournalPromise) throws(JournalStoreFailure) {
    let logged = state.withLock { state -> Int64? in
      if let index = state.indices[promise.identity] { return index }
      if state.promises[promise.identity] == nil { state.promises[promise.identity] = promise }
      return nil
    }
    if let logged { throw .alreadyLogged(promise.identity, index: logged) }
  }

  /// Promises, the most urgent first.
  public func promises() throws(JournalStoreFailure) -> [JournalPromise] {
    state.withLock { $0.promises.map(\.value) }.sorted {
      ($0.admitBy, $0.identity) < ($1.admitBy, $1.identity)
    }
  }

  /// Ends a promise.
  public func dropPromise(_ identity: Digest) throws(JournalStoreFailure) {
    state.withLock { $0.promises[identity] = nil }
  }

  /// The mark of a restored log.
  public func restoration() throws(JournalStoreFailure) -> JournalRestoration? {
    state.withLock { $0.restoration }
  }

  /// Ends the mark.
  public func confirmRestoration() throws(JournalStoreFailure) {
    state.withLock { $0.restoration = nil }
  }
}
