import Encoding
import Foundation
import Policy
import Quantities
import Testing

/// `docs/reference/errors.md` lists every code of this area, and no other.
@Suite struct ErrorReferenceTests {
  private func section() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appending(path: "docs/reference/errors.md"), encoding: .utf8)
    let start = try #require(text.range(of: "<!-- policy: begin -->"))
    let end = try #require(text.range(of: "<!-- policy: end -->"))
    return String(text[start.upperBound..<end.lowerBound])
  }

  static let faults: [PolicyFault] = [
    .json(JSONError(offset: 0, line: 1, column: 1, what: .unexpectedEnd)), .notCanonical(offset: 0),
    .missing, .unknownKey(nearest: nil), .duplicateKey,
    .wrongKind(expected: .text, found: .list), .malformed(.money), .outOfBounds(.money),
    .notWithin(lowest: 0, highest: 1), .tooFine(.money, decimals: 6), .missingCurrency,
    .unknownCurrency("EUR"), .wrongCurrency(expected: .usd, found: .uakt), .negative, .aboveWhole,
    .notFixedLength, .notOneOf([], nearest: nil), .tooMany(limit: 1), .tooLong(limitBytes: 1),
    .unsupportedVersion(known: 1), .needsRules(2), .endsBeforeStart, .noAmount, .baselineFactor,
    .creditCannotBeSent,
  ]

  @Test func everyCodeHasARow() throws {
    let section = try section()
    let rows = section.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let listed = rows.compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
    #expect(Set(listed).count == listed.count)
    let codes = Self.faults.map(\.code) + FindingRule.allCases.map(\.rawValue)
    for code in codes { #expect(listed.contains(code), "\(code)") }
    let known = Set(codes)
    for code in listed where !code.hasPrefix("yaml-") { #expect(known.contains(code), "\(code)") }
  }

  @Test func everyFindingRowGivesItsAdvice() throws {
    let section = try section()
    for rule in FindingRule.allCases {
      let advice = FindingWording.of(rule).advice
      #expect(section.contains("| \(advice) |"), "\(rule.rawValue)")
    }
  }
}
