/// The known name that a mistyped one probably means.
enum NearestName {
  /// The nearest candidate within a third of the name's length, at least 2 edits; ties: the first.
  static func among(_ candidates: [String], to name: String) -> String? {
    let written = Array(name.utf8.prefix(64)).map(lowered)
    let limit = max(2, written.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let distance = edits(written, Array(candidate.utf8).map(lowered))
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    byte >= 65 && byte <= 90 ? byte + 32 : byte
  }

  /// Insertions, removals and replacements that turn one into the other.
  private static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (index, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let replaced = diagonal + (right[column] == byte ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
