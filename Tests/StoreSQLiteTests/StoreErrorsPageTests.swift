import Application
import Foundation
import Testing

/// Each code of the store's files stands on the page of errors.
@Suite struct StoreErrorsPageTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test(arguments: [
    "Sources/Application/Ports/BackupFolder.swift",
    "Sources/Application/Journal/ConfirmRestoration.swift",
    "Sources/Application/Journal/DoctorFinding.swift",
  ])
  func everyCodeIsOnThePage(path: String) throws {
    let page = try String(
      contentsOf: Self.root.appendingPathComponent("docs/reference/errors.md"), encoding: .utf8)
    let source = try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
    let codes = source.matches(of: /: "((?:journal|backup|restore|doctor)-[a-z-]+)"/)
    #expect(codes.count > 2)
    for code in codes { #expect(page.contains("`\(code.output.1)`"), "\(code.output.1)") }
  }
}
