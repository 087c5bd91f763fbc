import Foundation
import Testing

/// Every ending of the commands about money stands in `docs/reference/errors.md`.
@Suite struct PayingErrorsTests {
  @Test func pageListsEveryCodeOfPaying() throws {
    let page = try String(
      contentsOf: StipendProcess.root.appendingPathComponent("docs/reference/errors.md"),
      encoding: .utf8)
    var codes: [String] = []
    for folder in ["PayoutCommands", "FundingCommands", "TreasuryCommands"] {
      let place = StipendProcess.root.appendingPathComponent("Sources/stipend/\(folder)")
      for name in try FileManager.default.contentsOfDirectory(atPath: place.path).sorted() {
        let text = try String(
          contentsOf: place.appendingPathComponent(name), encoding: .utf8)
        codes += text.matches(of: /[123],\s+"([a-z]+(?:-[a-z]+)+)"/).map { String($0.1) }
        codes += text.matches(of: /\("(close-out-[a-z]+)"/).map { String($0.1) }
      }
    }
    #expect(codes.count > 30)
    for code in codes { #expect(page.contains("`\(code)`"), "\(code)") }
  }
}
