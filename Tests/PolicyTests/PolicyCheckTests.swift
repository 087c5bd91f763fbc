import Encoding
import Policy
import Quantities
import Testing

/// Not SHA-256, which this room cannot compute: equal bytes give equal digests, and that suffices.
func testDigest(_ bytes: [UInt8]) -> Digest {
  var words: [UInt64] = [1, 2, 3, 4]
  for (index, byte) in bytes.enumerated() {
    words[index % 4] = (words[index % 4] ^ UInt64(byte)) &* 0x100_0000_01B3
  }
  return Digest(bigEndianWords: words[0], words[1], words[2], words[3])
}

@Suite struct PolicyCheckTests {
  static let catalogue = Result { try CatalogueFixture.catalogue() }

  static func findings(_ tree: PolicyTree) throws -> [Finding] {
    PolicyCheck.findings(
      try PolicyFixture.policy(tree), catalogue: try catalogue.get(), digest: testDigest)
  }

  @Test func thePlainPolicyHasNothingToDecide() throws {
    let open = try Self.findings(PolicyFixture.plain).filter { !$0.isSettled }
    #expect(open.map(\.rule.rawValue) == [])
  }

  @Test(arguments: FindingTable.rows.indices) func eachRowBringsItsFinding(_ index: Int) throws {
    let row = FindingTable.rows[index]
    let findings = try Self.findings(row.tree)
    let match = findings.first { $0.rule == row.rule && $0.path.description == row.path }
    let seen = findings.map { "\($0.rule.rawValue) at \($0.path)" }
    #expect(match != nil, "\(row.rule.rawValue) at \(row.path); found \(seen)")
    #expect(match.map { ($0.message + $0.advice).contains("?") } == false)
    #expect(match?.message.contains("{") == false && match?.advice.contains("{") == false)
  }

  @Test func everyRuleIsProducedByARow() {
    // An acceptance of an error needs that error's digest: a test of its own produces it.
    let produced = Set(FindingTable.rows.map(\.rule)).union([.acceptanceRefused])
    for rule in FindingRule.allCases { #expect(produced.contains(rule), "\(rule.rawValue)") }
  }

  @Test func everyRuleHasOneWordingAndAdvice() {
    for rule in FindingRule.allCases {
      #expect(FindingWording.all.filter { $0.rule == rule }.count == 1, "\(rule.rawValue)")
      let wording = FindingWording.of(rule)
      #expect(wording.message.hasSuffix("."), "\(rule.rawValue)")
      #expect(wording.advice.hasSuffix("."), "\(rule.rawValue)")
    }
  }

  private func accepted(
    _ tree: PolicyTree, _ finding: Finding, digest: String? = nil
  ) -> PolicyTree {
    tree.with(
      "acceptances",
      [
        [
          "finding": .plain(finding.rule.rawValue), "role": "demonstration committee",
          "why": "known", "date": "2024-02-01", "figures": .text(digest ?? finding.digest.hex),
        ]
      ])
  }

  @Test func anAcceptanceTurnsItsFindingIntoANoteAndLapsesWithTheFigures() throws {
    let tree = PolicyFixture.plain.with("pools[0].proof", "reported")
    let finding = try #require(try Self.findings(tree).first { $0.rule == .proofReported })
    #expect(finding.severity == .needsAcceptance)
    let settled = accepted(tree, finding)
    let note = try #require(try Self.findings(settled).first { $0.rule == .proofReported })
    #expect(note.severity == .note)
    #expect(note.acceptance?.role == "demonstration committee")
    #expect(try Self.findings(settled).allSatisfy { $0.isSettled })
    // The amount is among the figures: another amount is another risk.
    let changed = settled.with("pools[0].amount", "749999 USD").with("budget.amount", "749999 USD")
    let lapsed = try Self.findings(changed)
    #expect(lapsed.first { $0.rule == .proofReported }?.severity == .needsAcceptance)
    #expect(lapsed.contains { $0.rule == .acceptanceLapsed && $0.severity == .error })
  }

  @Test func anErrorCannotBeAccepted() throws {
    let tree = PolicyFixture.plain.with("pools[0].conversion", nil)
    let finding = try #require(try Self.findings(tree).first { $0.rule == .conversionMissing })
    let findings = try Self.findings(accepted(tree, finding))
    #expect(findings.contains { $0.rule == .conversionMissing && $0.severity == .error })
    #expect(findings.contains { $0.rule == .acceptanceRefused && $0.severity == .error })
  }

  @Test func everyFindingOfRandomPoliciesCanBeReadAndHashed() throws {
    for seed in 0..<1_000 as Range<UInt64> {
      var generator = RandomPolicy(seed: seed)
      for finding in try Self.findings(generator.tree()) {
        #expect(!finding.message.contains("{"), "seed \(seed): \(finding.message)")
        let json = finding.figures.json
        let value = try JSONReader.read(json, limitBytes: 1_000_000)
        #expect(value.kind == .object, "seed \(seed)")
      }
    }
  }
}
