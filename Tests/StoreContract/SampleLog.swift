public import Application
import Keys
public import Quantities

/// A log of made-up leaves with its real tree (RFC 6962), grown batch by batch from a seed.
public struct SampleLog: Sendable {
  /// Leaves so far.
  public private(set) var leaves: [JournalLeaf] = []
  /// Hashes of each tile level so far.
  public private(set) var levels: [[Digest]] = [[]]
  /// Checkpoints of all sizes that a batch ended at.
  public private(set) var checkpoints: [JournalCheckpoint] = []

  private let seed: UInt64

  /// Begins empty; logs of different seeds share no leaf.
  public init(seed: UInt64 = 1) {
    self.seed = seed
  }

  /// Number of leaves.
  public var size: Int64 { Int64(leaves.count) }

  /// Adds so many leaves of up to so many bytes, and gives the batch that does it.
  public mutating func grow(_ count: Int, leafBytes: Int = 64) -> JournalBatch {
    let old = size
    for _ in 0..<count { add(leafBytes) }
    let checkpoint = JournalCheckpoint(
      size: size, note: Array("sample\n\(size)\n\(root.hex)\n".utf8))
    checkpoints.append(checkpoint)
    return JournalBatch(
      expectedSize: old, leaves: Array(leaves[Int(old)...]),
      tiles: TilePlace.changed(from: old, to: size).filter { $0.place.level > 0 }
        .map { tile($0.place, width: $0.width) },
      checkpoint: checkpoint.note)
  }

  /// Root of the tree, by the definition of RFC 6962 alone.
  public var root: Digest { Self.root(levels[0][...]) }

  private static func root(_ hashes: ArraySlice<Digest>) -> Digest {
    if hashes.count < 2 { return hashes.first ?? Sha256.digest(of: [UInt8]()) }
    var split = 1
    while 2 * split < hashes.count { split *= 2 }
    let left = root(hashes.prefix(split))
    let right = root(hashes.dropFirst(split))
    return Sha256.digest(of: [1] + left.bytes + right.bytes)
  }

  /// Grows by a few leaves, as many as follow from the size.
  public mutating func growByItself() -> JournalBatch {
    grow(1 + leaves.count % 3, leafBytes: 200 + leaves.count % 700)
  }

  private mutating func add(_ leafBytes: Int) {
    let text = "seed \(seed) leaf \(leaves.count) "
    var bytes = Array(text.utf8)
    var state = seed &* 31 &+ UInt64(leaves.count)
    while bytes.count < leafBytes {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      bytes.append(UInt8(truncatingIfNeeded: state >> 33))
    }
    let hash = Sha256.digest(of: [0] + bytes)
    leaves.append(
      JournalLeaf(identity: Sha256.digest(of: Array(text.utf8)), hash: hash, bytes: bytes))
    push(hash, level: 0)
  }

  private mutating func push(_ hash: Digest, level: Int) {
    if level == levels.count { levels.append([]) }
    levels[level].append(hash)
    guard levels[level].count % TilePlace.fullWidth == 0 else { return }
    var row = Array(levels[level].suffix(TilePlace.fullWidth))
    while row.count > 1 {
      row = stride(from: 0, to: row.count, by: 2).map {
        Sha256.digest(of: [1] + row[$0].bytes + row[$0 + 1].bytes)
      }
    }
    push(row[0], level: level + 1)
  }

  /// A tile's first hashes.
  public func tile(_ place: TilePlace, width: Int) -> JournalTile {
    let start = Int(place.number) * TilePlace.fullWidth
    return JournalTile(
      place: place, hashes: levels[place.level][start..<start + width].flatMap(\.bytes))
  }
}
