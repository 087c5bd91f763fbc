import Foundation
import Testing

/// The options of `stipend observe` in `docs/reference/observing.md` are those that it has.
@Suite struct ObservingPageTests {
  private static func options(_ text: some StringProtocol) -> Set<String> {
    Set(String(text).matches(of: /--[a-z][a-z-]*/).map { String($0.output) })
  }

  @Test func pageListsEveryOptionAndNoOther() throws {
    let page = try String(
      contentsOf: StipendProcess.root.appendingPathComponent("docs/reference/observing.md"),
      encoding: .utf8)
    let section = try #require(
      page.components(separatedBy: "\n## 5. The command\n").dropFirst().first?
        .components(separatedBy: "\n## ").first)
    let listed = section.components(separatedBy: "\n").filter { $0.hasPrefix("| `--") }
      .compactMap { $0.components(separatedBy: "|").dropFirst().first }
    let help = try StipendProcess.run("observe", "--help").output
    let lines = help.components(separatedBy: "OPTIONS:").last?.components(separatedBy: "\n") ?? []
    let given = lines.filter { $0.hasPrefix("  --") }.compactMap { line in
      line.split(separator: " ").first.map(String.init)
    }
    #expect(given.count > 20)
    #expect(
      listed.map(Self.options).reduce([], { $0.union($1) }) == Set(given).subtracting(["--version"])
    )
  }

  @Test func pageListsEveryCodeWithItsStatus() throws {
    func text(_ name: String) throws -> String {
      try String(
        contentsOf: StipendProcess.root.appendingPathComponent("docs/reference/\(name).md"),
        encoding: .utf8)
    }
    let section = try #require(
      try text("observing").components(separatedBy: "\n## 5. The command\n").last?
        .components(separatedBy: "\n## ").first)
    let rows = section.components(separatedBy: "\n").filter {
      $0.hasPrefix("| 1 |") || $0.hasPrefix("| 2 |") || $0.hasPrefix("| 3 |")
    }
    #expect(rows.count == 3)
    let errors = try text("errors")
    for row in rows {
      let codes = row.matches(of: /`([a-z-]+)`/).map { String($0.output.1) }
      #expect(!codes.isEmpty)
      for code in codes { #expect(errors.contains("`\(code)`"), "\(code)") }
    }
  }
}
