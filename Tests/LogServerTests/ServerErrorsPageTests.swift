import Foundation
import LogClient
import Testing

/// Each code that servers and clients give stands on the page of errors.
@Suite struct ServerErrorsPageTests {
  private static func text(_ path: String) throws -> String {
    try String(contentsOf: SampleProgram.root.appending(path: path), encoding: .utf8)
  }

  @Test(arguments: [
    ("Sources/LogServer", 15), ("Sources/stipend/ServerCommands", 10),
    ("Sources/stipend/EntryCommands", 1),
  ])
  func everyCodeIsOnThePage(folder: String, least: Int) throws {
    let page = try Self.text("docs/reference/errors.md")
    let root = SampleProgram.root.appending(path: folder)
    let files = try #require(FileManager.default.enumerator(atPath: root.path))
    var codes: Set<String> = []
    for case let name as String in files where name.hasSuffix(".swift") {
      let source = try Self.text("\(folder)/\(name)")
      for call in source.matches(
        of: /(?:problem|busy|Ending)\(\s*(?:\.?[A-Za-z0-9]+,\s*)?"([a-z]+(?:-[a-z]+)*)"/)
      {
        codes.insert(String(call.output.1))
      }
    }
    #expect(codes.count >= least, "\(codes.sorted())")
    for code in codes.sorted() { #expect(page.contains("`\(code)`"), "\(code)") }
  }

  @Test func everyFailureOfAClientIsOnThePage() throws {
    let page = try Self.text("docs/reference/errors.md")
    let failures: [ClientFailure] = [
      .unavailable(""), .late("", seconds: 1), .tooLong("", limitBytes: 1), .redirected(""),
      .unexpected("", status: 1),
    ]
    for failure in failures { #expect(page.contains("`\(failure.code)`")) }
  }
}
