import Foundation
import Observing
import Quantities
import Testing

/// The metrics and log fields in `docs/reference/observing.md` are those that are given.
@Suite struct ObservingPageTests {
  /// The lines of a section that begin with a name in a table.
  private func rows(_ section: String) throws -> [[String]] {
    let path = ObservedProgram.root.appending(path: "docs/reference/observing.md")
    let page = String(decoding: try Data(contentsOf: path), as: UTF8.self)
    let text = try #require(
      page.components(separatedBy: "\n## \(section)\n").dropFirst().first?
        .components(separatedBy: "\n## ").first)
    return text.components(separatedBy: "\n").filter { $0.hasPrefix("| `") }
      .map { $0.components(separatedBy: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
  }

  private static func names(_ cell: String) -> [String] {
    cell.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
  }

  /// The status of a run that has seen everything.
  private func status() async throws -> ObserverStatus {
    let program = try ObservedProgram(providers: 2, defects: [:])
    let start = try Timestamp(ObservedProgram.start)
    return try await observe(
      program, spool: MemorySpool(), until: try start.adding(seconds: 900))
  }

  @Test func pageListsEveryMetricWithItsTypeAndNoOther() async throws {
    let prefix = "stipend_observer_"
    let given = ObserverMetrics.text(try await status()).components(separatedBy: "\n")
      .filter { $0.hasPrefix("# TYPE ") }.map { $0.dropFirst(7) }
    #expect(given.allSatisfy { $0.hasPrefix(prefix) })
    let listed = try rows("6. Metrics").flatMap { row in
      Self.names(row[1]).map { "\(prefix)\($0) \(row[2])" }
    }
    #expect(listed.sorted() == given.map(String.init).sorted())
    for row in try rows("6. Metrics") {
      #expect(!row[3].isEmpty, "\(row[1]) has a unit")
      for name in Self.names(row[1]) {
        for unit in ["bytes", "seconds", "milliseconds"] where name.hasSuffix("_\(unit)") {
          #expect(row[3] == unit, "\(name)")
        }
      }
    }
  }

  @Test func pageListsEveryFieldOfANote() throws {
    let note = ObserverNote(at: .earliest, severity: .warning, code: "c", text: "t")
    let object = try JSONSerialization.jsonObject(with: Data(note.line))
    let fields = try #require(object as? [String: String])
    let listed = try rows("7. Logs").flatMap { Self.names($0[1]) }
    #expect(listed.sorted() == fields.keys.sorted())
    let levels = try #require(try rows("7. Logs").first { $0[1] == "`level`" })
    #expect(
      Self.names(levels[2])
        == [ObserverNote.Severity.info, .warning, .error].map(\.rawValue))
  }
}
