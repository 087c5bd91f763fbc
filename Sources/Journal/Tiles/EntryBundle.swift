/// Entries as a log serves them: each behind its length, two bytes with the higher first.
public enum EntryBundle {
  /// The longest entry that the length can state.
  public static let limitEntryBytes = Int(UInt16.max)

  /// Writes 1…256 entries; throws `entryTooLong`.
  public static func encode(_ entries: [[UInt8]]) throws(TileRefusal) -> [UInt8] {
    precondition((1...TileAddress.fullWidth).contains(entries.count), "A bundle has 1…256 entries.")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.reduce(0) { $0 + $1.count + 2 })
    for entry in entries {
      guard entry.count <= limitEntryBytes else {
        throw .entryTooLong(bytes: entry.count, limit: limitEntryBytes)
      }
      bytes.append(UInt8(entry.count >> 8))
      bytes.append(UInt8(entry.count & 255))
      bytes.append(contentsOf: entry)
    }
    return bytes
  }

  /// Reads exactly the entries of a tile, and nothing after them.
  public static func decode(
    _ bytes: [UInt8], at address: TileAddress
  ) throws(TileRefusal) -> [[UInt8]] {
    var entries: [[UInt8]] = []
    entries.reserveCapacity(address.width)
    var position = 0
    for _ in 0..<address.width {
      guard bytes.count - position >= 2 else { throw .bundleCount(address) }
      let count = Int(bytes[position]) << 8 | Int(bytes[position + 1])
      position += 2
      guard bytes.count - position >= count else { throw .bundleCount(address) }
      entries.append(Array(bytes[position..<(position + count)]))
      position += count
    }
    guard position == bytes.count else { throw .bundleCount(address) }
    return entries
  }
}
