import Foundation

/// Files of the repository that tests read.
enum Fixture {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The rows of a file below Tests: words, `#` for a remark.
  static func rows(_ path: String) throws -> [[String]] {
    try text("Tests/" + path).split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      line.split(separator: " ").map(String.init)
    }
  }
}
