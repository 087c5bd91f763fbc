import Application
import Testing

@Suite struct ErrorsPageTests {
  /// The codes that the refusals about epochs can have.
  private static let codes = [
    "program-unreadable", "freeze-pool-unknown", "freeze-epoch-unknown", "freeze-too-early",
    "epoch-stray", "epoch-frozen-already", "freeze-unreadable", "freeze-differs",
    "epoch-inputs-missing",
    "epoch-untallied", "epoch-refused", "epoch-closed-differently", "statement-unreadable",
    "statement-chain-broken", "epoch-not-closed", "correction-empty",
    "correction-out-of-place",
  ]

  @Test(arguments: codes)
  func everyCodeIsOnThePage(code: String) throws {
    let bytes = try SimulationFixture.bytes("docs/reference/errors.md")
    #expect(String(decoding: bytes, as: UTF8.self).contains("`\(code)`"))
  }

  /// Each word of the source that is a code is in the table above, so that a new one is noticed.
  @Test func noCodeIsForgotten() throws {
    let path = "Sources/Application/Epochs/EpochRefusal+Code.swift"
    let source = String(decoding: try SimulationFixture.bytes(path), as: UTF8.self)
    let quoted = source.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    #expect(!quoted.isEmpty)
    for code in quoted { #expect(Self.codes.contains(code), "\(code)") }
  }
}
