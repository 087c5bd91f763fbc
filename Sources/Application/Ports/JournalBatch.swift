public import Quantities

/// What one append adds to a journal.
public struct JournalBatch: Hashable, Sendable {
  /// Size of the log that the batch was made for.
  public var expectedSize: Int64
  /// Leaves in order.
  public var leaves: [JournalLeaf]
  /// Every tile above the leaves' hashes that they change, each with all of its hashes; by level,
  /// then number. The lowest tiles are the leaves' own hashes.
  public var tiles: [JournalTile]
  /// The signed note over the new size.
  public var checkpoint: [UInt8]

  /// Takes the parts.
  public init(
    expectedSize: Int64, leaves: [JournalLeaf], tiles: [JournalTile], checkpoint: [UInt8]
  ) {
    self.expectedSize = expectedSize
    self.leaves = leaves
    self.tiles = tiles
    self.checkpoint = checkpoint
  }

  /// Size of the log after the batch.
  public var newSize: Int64 { expectedSize + Int64(leaves.count) }

  /// The longest leaf: an entry bundle states lengths in 16 bits.
  public static var limitLeafBytes: Int { 65_535 }

  /// The longest checkpoint or witness's line.
  public static var limitNoteBytes: Int { 65_536 }

  /// The rule of the store that the batch breaks whatever the log holds; nil: none.
  public func fault() -> String? {
    guard expectedSize >= 0, expectedSize < 1 << 48 else { return "the size is out of bounds" }
    if leaves.isEmpty { return "a batch needs a leaf" }
    for (offset, leaf) in leaves.enumerated() {
      guard (1...Self.limitLeafBytes).contains(leaf.bytes.count) else {
        return "leaf \(expectedSize + Int64(offset)) has \(leaf.bytes.count) bytes"
      }
    }
    guard (1...Self.limitNoteBytes).contains(checkpoint.count) else {
      return "the checkpoint has \(checkpoint.count) bytes"
    }
    let due = TilePlace.changed(from: expectedSize, to: newSize).filter { $0.place.level > 0 }
    guard due.count == tiles.count else {
      return "\(tiles.count) tiles where \(due.count) change"
    }
    for (place, tile) in zip(due, tiles)
    where tile.place != place.place || tile.hashes.count != place.width * Digest.byteCount {
      return "tile \(tile.place) with \(tile.hashes.count) bytes is not the one that changes"
    }
    return nil
  }
}

/// Leaves that follow one another, and the tiles above their hashes that they change.
public struct JournalPart: Hashable, Sendable {
  /// Leaves in order.
  public var leaves: [JournalLeaf]
  /// Tiles with the hashes that they have after these leaves.
  public var tiles: [JournalTile]

  /// Takes the parts.
  public init(leaves: [JournalLeaf], tiles: [JournalTile]) {
    self.leaves = leaves
    self.tiles = tiles
  }
}

/// One entry of the log.
public struct JournalLeaf: Hashable, Sendable {
  /// SHA-256 of the entry's payload: the same twice is refused.
  public var identity: Digest
  /// Its hash in the tree.
  public var hash: Digest
  /// The leaf as it is hashed and served.
  public var bytes: [UInt8]

  /// Takes the parts.
  public init(identity: Digest, hash: Digest, bytes: [UInt8]) {
    self.identity = identity
    self.hash = hash
    self.bytes = bytes
  }
}

/// The signed note of one size.
public struct JournalCheckpoint: Hashable, Sendable {
  /// Leaves that it covers.
  public var size: Int64
  /// The note as signed.
  public var note: [UInt8]

  /// Takes the parts.
  public init(size: Int64, note: [UInt8]) {
    self.size = size
    self.note = note
  }
}

/// One witness's line under a checkpoint.
public struct JournalCosignature: Hashable, Sendable {
  /// Name of the key, which tells signers apart.
  public var signer: String
  /// The signature line as received.
  public var line: [UInt8]

  /// Takes the parts.
  public init(signer: String, line: [UInt8]) {
    self.signer = signer
    self.line = line
  }
}

/// A receipt that was given for an entry which is not in the log yet.
public struct JournalPromise: Hashable, Sendable {
  /// SHA-256 of the entry's payload.
  public var identity: Digest
  /// When it must be in the log, in seconds since 1970.
  public var admitBy: Timestamp
  /// The envelope as received, so that a restart can keep the promise.
  public var envelope: [UInt8]
  /// The place in the log that it was given, counted from 0.
  public var position: Int64
  /// The time that its leaf will bear.
  public var admittedAt: Timestamp

  /// Takes the parts.
  public init(
    identity: Digest, admitBy: Timestamp, envelope: [UInt8], position: Int64,
    admittedAt: Timestamp
  ) {
    self.identity = identity
    self.admitBy = admitBy
    self.envelope = envelope
    self.position = position
    self.admittedAt = admittedAt
  }
}

/// What is known of the backup that a log was restored from.
public struct JournalRestoration: Hashable, Sendable {
  /// Size of the log when it was restored.
  public var size: Int64
  /// When, in seconds since 1970.
  public var restoredAt: Timestamp

  /// Takes the parts.
  public init(size: Int64, restoredAt: Timestamp) {
    self.size = size
    self.restoredAt = restoredAt
  }
}
