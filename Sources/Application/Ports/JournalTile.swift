import Quantities

/// Up to 256 neighbouring hashes of the log's tree (C2SP tlog-tiles).
public struct JournalTile: Hashable, Sendable {
  /// Which tile.
  public var place: TilePlace
  /// Its hashes, 32 bytes each, from the left.
  public var hashes: [UInt8]

  /// Takes the parts.
  public init(place: TilePlace, hashes: [UInt8]) {
    self.place = place
    self.hashes = hashes
  }
}

/// Where a tile stands in the tree: its height in tiles, and its number from the left.
public struct TilePlace: Hashable, Sendable {
  /// 0 for tiles of leaf hashes; a hash of level n stands for 256 to the power of n leaves.
  public var level: Int
  /// Counted from 0.
  public var number: Int64

  /// Takes the parts.
  public init(level: Int, number: Int64) {
    self.level = level
    self.number = number
  }

  /// Hashes of a full tile.
  public static var fullWidth: Int { 256 }

  /// Levels that a tree of 2^48 leaves can have.
  public static var levels: Range<Int> { 0..<7 }

  /// How many hashes a log of that size has in a tile; 0: none.
  public static func width(of place: TilePlace, size: Int64) -> Int {
    guard levels.contains(place.level), place.number >= 0, size >= 0 else { return 0 }
    let hashes = size >> Int64(8 * place.level)
    guard place.number <= hashes / Int64(fullWidth) else { return 0 }
    return Int(min(Int64(fullWidth), hashes - place.number * Int64(fullWidth)))
  }

  /// The leaves whose hashes are the first ones of a tile of level 0; nil for a tile that no log
  /// has.
  public func leaves(width: Int) -> Range<Int64>? {
    guard level == 0, (0..<1 << 48).contains(number) else { return nil }
    let first = number * Int64(Self.fullWidth)
    return first..<first + Int64(width)
  }

  /// The tiles that a log gains hashes in when it grows, with their new widths.
  public static func changed(
    from old: Int64, to new: Int64
  ) -> [(place: TilePlace, width: Int)] {
    var changed: [(place: TilePlace, width: Int)] = []
    for level in levels {
      let before = old >> Int64(8 * level)
      let after = new >> Int64(8 * level)
      if after <= before { break }
      for number in before / Int64(fullWidth)...(after - 1) / Int64(fullWidth) {
        let place = TilePlace(level: level, number: number)
        changed.append((place, width(of: place, size: new)))
      }
    }
    return changed
  }
}

extension TilePlace: CustomStringConvertible {
  /// Level and number: `0/3`.
  public var description: String { "\(level)/\(number)" }
}

extension TilePlace: Comparable {
  /// Orders by level, then number.
  public static func < (left: TilePlace, right: TilePlace) -> Bool {
    (left.level, left.number) < (right.level, right.number)
  }
}
