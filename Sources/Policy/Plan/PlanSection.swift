import Encoding

/// A part of a plan: some figures, and rows of a table.
public struct PlanSection: Hashable, Sendable {
  /// What it is about.
  public let title: String
  /// Single figures.
  public let figures: FindingFigures
  /// Rows, all with the same names.
  public let rows: [FindingFigures]
  /// What a reader should keep in mind.
  public let notes: [String]

  init(
    _ title: String, figures: FindingFigures = FindingFigures(), rows: [FindingFigures] = [],
    notes: [String] = []
  ) {
    self.title = title
    self.figures = figures
    self.rows = rows
    self.notes = notes
  }

  /// The section as lines: title, figures, an aligned table, notes.
  public var lines: [String] {
    var lines = [title]
    let width = figures.entries.map { Finding.words($0.name).count }.max() ?? 0
    for entry in figures.entries {
      lines.append("  \(padded(Finding.words(entry.name), to: width))  \(entry.value.text)")
    }
    lines += table.map { "  " + $0 }
    lines += notes.map { "  \($0)" }
    return lines
  }

  private var table: [String] {
    guard let first = rows.first else { return [] }
    let header = first.entries.map { Finding.words($0.name) }
    let cells = rows.map { $0.entries.map(\.value.text) }
    let isNumber = first.entries.map { entry in
      if case .text = entry.value { false } else { true }
    }
    let widths = header.indices.map { column in
      ([header] + cells).compactMap { column < $0.count ? $0[column].count : nil }.max() ?? 0
    }
    return ([header] + cells).map { row in
      let aligned = row.indices.map { column -> String in
        let space = String(repeating: " ", count: max(0, widths[column] - row[column].count))
        return isNumber[column] ? space + row[column] : row[column] + space
      }
      var line = aligned.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  func write(into writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("title", title)
      writer.key("figures")
      figures.write(into: &writer)
      writer.array("rows", rows) { $1.write(into: &$0) }
      writer.array("notes", notes) { $0.string($1) }
    }
  }
}
