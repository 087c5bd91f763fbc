/// Which tiles a tree of a given size has.
///
///     hashes at level l = ⌊size / 256^l⌋;   full tiles = ⌊that / 256⌋;   partial width = the rest
public enum TileGeometry {
  /// The hashes that the tiles of a level hold together.
  public static func count(level: Int, size: Int) -> Int { size >> (8 * level) }

  /// The width of a tile in a tree, 0 if it has none.
  public static func width(of content: TileAddress.Content, index: Int, size: Int) -> Int {
    let count =
      switch content {
      case .hashes(let level): count(level: level, size: size)
      case .entries: size
      }
    guard index >= 0, index <= count >> 8 else { return 0 }
    return min(count - index << 8, TileAddress.fullWidth)
  }

  /// The partial hash tiles, one a level at most, lowest level first.
  public static func edge(size: Int) -> [TileAddress] {
    (0...TileAddress.limitLevel).compactMap { level in
      let count = count(level: level, size: size)
      guard count & 255 > 0 else { return nil }
      return TileAddress(.hashes(level: level), index: count >> 8, width: count & 255)
    }
  }

  /// The tiles, hashes and entries, that a tree of `new` leaves has and one of `old` has not.
  ///
  /// In the order in which they are to be published: entries, then level by level, so that whatever
  /// a tile's hash rests on is there before it.
  public static func changes(from old: Int, to new: Int) -> [TileAddress] {
    precondition(old >= 0 && old <= new, "A tree only grows.")
    var tiles = changes(.entries, from: old, to: new)
    for level in 0...TileAddress.limitLevel {
      let before = count(level: level, size: old)
      let after = count(level: level, size: new)
      tiles += changes(.hashes(level: level), from: before, to: after)
    }
    return tiles
  }

  private static func changes(
    _ content: TileAddress.Content, from old: Int, to new: Int
  ) -> [TileAddress] {
    guard old < new else { return [] }
    return (old >> 8...(new - 1) >> 8).map { index in
      let width = min(new - index << 8, TileAddress.fullWidth)
      return TileAddress(content, index: index, width: width)
    }
  }
}
