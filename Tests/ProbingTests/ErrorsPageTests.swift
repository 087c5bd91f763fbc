import Evidence
import Foundation
import Keys
import Probing
import Quantities
import Testing

/// The section of `docs/reference/errors.md` about observing lists every code.
@Suite struct ErrorsPageTests {
  private let refusals: [SpoolRefusal] = [
    .damaged(part: 0, offset: 1), .recordUnreadable(part: 0, offset: 1), .partMissing(1),
    .unopened(part: 0), .otherProgram(.zero), .otherSlot(seconds: 1), .formUnknown(2),
  ]

  /// No text may show it.
  private static let seed = ProbeSeed(Sha256.digest(of: [1]))

  private func findings() throws -> [ObserverFinding] {
    [
      .spoolTorn(part: 0, bytes: 1), .clockStepped(milliseconds: -3), .clockWrong(seconds: -300),
      .overslept(milliseconds: 1), .ownNetworkDown(answered: 1, required: 2), .diskFailed,
      .notKept(count: 1), .inventoryTooLarge(ProviderIndex(1), slotStart: .earliest),
      .priceMissing(source: try Label("chain"), slotStart: .earliest, reason: "late"),
      .leaseRowsDropped(count: 1), .rosterNotContinued(lines: 1, known: 2),
      .sealedElsewhere(type: .price, until: .earliest),
      .entryRefused(.reveal(seed: Self.seed), code: "x"),
      .commitmentLate(periodStart: .earliest), .deliveryLate(.zero, deadline: .earliest),
      .segmentRefused(.lease, .headerUnterminated),
    ]
  }

  @Test func pageListsEveryCodeAndNoOther() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = String(
      decoding: try Data(contentsOf: root.appendingPathComponent("docs/reference/errors.md")),
      as: UTF8.self)
    let section = try #require(
      page.components(separatedBy: "<!-- observer: begin -->").last?
        .components(separatedBy: "<!-- observer: end -->").first)
    let listed = section.split(separator: "\n").filter { $0.hasPrefix("| `") }.compactMap {
      $0.split(separator: "`").dropFirst().first.map(String.init)
    }
    #expect(try (refusals.map(\.code) + findings().map(\.code)).sorted() == listed.sorted())
    for text in refusals.map(\.description) + (try findings()).map(\.description) {
      #expect(!text.isEmpty && !text.contains(Self.seed.revealed.hex))
    }
  }
}
