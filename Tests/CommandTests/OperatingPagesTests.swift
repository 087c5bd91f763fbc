import Foundation
import Testing

/// What the pages for people tell them to type is a command that there is, with what it needs.
@Suite struct OperatingPagesTests {
  private static let pages = [
    "README.md", "docs/operating/backup.md", "docs/operating/running-a-program.md",
    "docs/operating/serving.md", "docs/operating/succession.md",
  ]

  /// The command lines of a page: those of its blocks, and those inside its sentences.
  private static func commands(_ page: String) throws -> [String] {
    let text = try String(
      contentsOf: StipendProcess.root.appendingPathComponent(page), encoding: .utf8)
    var lines: [String] = []
    for (index, part) in text.components(separatedBy: "```").enumerated() {
      if index % 2 == 1 {
        lines += part.replacingOccurrences(of: "\\\n", with: " ").components(separatedBy: "\n")
      } else {
        for (place, code) in part.components(separatedBy: "`").enumerated() where place % 2 == 1 {
          lines.append(code)
        }
      }
    }
    return lines.map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("stipend ") }
  }

  private static func isWord(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isASCII && $0.isLetter && $0.isLowercase }
  }

  /// The options of a usage that are not in brackets.
  private static func required(_ usage: String) -> [String] {
    var depth = 0
    var outside = ""
    for character in usage {
      if character == "[" { depth += 1 }
      if depth == 0 { outside.append(character) }
      if character == "]" { depth -= 1 }
    }
    return outside.components(separatedBy: .whitespacesAndNewlines).filter { $0.hasPrefix("--") }
  }

  @Test(arguments: pages)
  func everyCommandOnThePageIsOne(page: String) throws {
    for command in try Self.commands(page) {
      let line = command.components(separatedBy: " # ")[0]
      let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
      let path = Array(words.dropFirst().prefix(while: Self.isWord).prefix(2))
      // A word or two name a command; what a whole line lacks, the usage says.
      let help = try StipendProcess.run(path + ["--help"])
      #expect(help.code == 0, "\(page): \(line)")
      let options = words.filter { $0.hasPrefix("--") && $0.count > 2 }
      for option in options {
        #expect(help.output.contains(option), "\(page): \(line): \(option)")
      }
      guard words.count > path.count + 1, !line.contains("…"),
        let usage = help.output.components(separatedBy: "USAGE:").last?
          .components(separatedBy: "\n\n").first
      else { continue }
      for option in Self.required(usage) {
        #expect(options.contains(option), "\(page): \(line): \(option) is missing")
      }
    }
  }
}
