/// A table of text columns, as wide as their contents.
struct Table {
  /// Which side of its column a cell leans to.
  enum Side {
    case left
    case right
  }

  private var rows: [[String]] = []
  private let sides: [Side]

  /// Begins with a heading; numbers lean right.
  init(_ heading: [(String, Side)]) {
    sides = heading.map(\.1)
    rows = [heading.map(\.0)]
  }

  /// Adds a row of as many cells as the heading has.
  mutating func add(_ cells: [String]) {
    precondition(cells.count == sides.count, "A row has as many cells as the heading.")
    rows.append(cells)
  }

  /// The lines, the heading first, each indented.
  func lines(indent: Int = 2) -> [String] {
    let widths = sides.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.enumerated().map { number, row in
      let cells = row.indices.map { column in
        let gap = String(repeating: " ", count: widths[column] - row[column].count)
        return sides[column] == .left ? row[column] + gap : gap + row[column]
      }
      let line = String(repeating: " ", count: indent) + cells.joined(separator: "  ")
      let trimmed = String(line.reversed().drop { $0 == " " }.reversed())
      return number == 0 ? Terminal.dim(trimmed) : trimmed
    }
  }

  /// Prints the lines.
  func show(indent: Int = 2) {
    for line in lines(indent: indent) { print(line) }
  }
}
