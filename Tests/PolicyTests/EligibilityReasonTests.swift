import Policy
import Quantities
import TestSupport
import Testing

@Suite struct EligibilityReasonTests {
  private typealias Fixture = CatalogueFixture

  /// One assessment per row, with the codes that speak against it and those of its flags.
  private func rows(
    _ catalogue: GPUCatalogue
  ) throws -> [(assessment: Assessment, opposing: [String], flags: [String])] {
    let research = try Fixture.research()
    let day = try CivilDate("2024-01-01")
    func assess(_ rule: EligibilityRule, _ text: String) -> Assessment {
      rule.assess(GPUQuery.parse(text, in: catalogue).match, in: catalogue)
    }
    let onlyA100 = EligibilityRule(admit: ["nvidia/a100/*/*"].compactMap { ClassPattern($0) })
    let noP40 = EligibilityRule(refuse: ["*/p40/*/*"].compactMap { ClassPattern($0) })
    let midYear = EligibilityRule(
      launched: .init(notBefore: try CivilDate("2025-03-10"), date: .announced))
    let allowed = assess(research, "h200").allowing(
      try EligibilityException(rule: .eligibility, who: "committee", why: "w", when: day))
    let start = try Timestamp("2024-02-09")
    let short = try TimeSpan(start: start, end: try Timestamp("2024-08-09"))
    let committed = try Fixture.committed()
    let liquidity = try Fixture.liquidity()
    func node(_ groups: [NodeGroup], _ bytes: UInt64?) -> Assessment {
      liquidity.assess(NodeDescription(groups: groups, hostMemoryBytes: bytes), in: catalogue)
    }
    let a100 = NodeGroup(
      match: .known(try Fixture.index("nvidia/a100/80/sxm", catalogue)), count: 1)
    let a40 = NodeGroup(match: .known(try Fixture.index("nvidia/a40/48/pcie", catalogue)), count: 1)
    return [
      (assess(liquidity, "mi210"), ["vendor-not-admitted"], []),
      (assess(liquidity, "t4"), ["memory-below-minimum"], []),
      (assess(onlyA100, "t4"), ["class-not-admitted"], []),
      (assess(noP40, "p40"), ["class-refused"], []),
      (assess(research, "p40"), ["launched-before"], []),
      (assess(research, "mi300x"), ["launched-before"], ["named-in-program-text"]),
      (assess(research, "a100 64gb"), ["launch-date-unknown"], []),
      (assess(midYear, "pro 4000 24gb rtx"), ["launch-date-imprecise"], []),
      (assess(research, "mi325x"), [], ["launch-dates-disagree"]),
      (assess(research, "banana"), ["class-unknown"], []),
      (assess(liquidity, "a100"), ["class-ambiguous"], []),
      (node([a100, a40], 128 << 30), ["node-mixed"], []), (node([], nil), ["node-empty"], []),
      (node([a100], 1), [], ["host-memory-below-gpu-memory"]),
      (node([a100], nil), [], ["host-memory-unknown"]),
      (
        committed.assess(OfferTerms(span: short, tier: 2, hasTierEvidence: true)),
        ["term-below-minimum"], []
      ),
      (
        committed.assess(OfferTerms(span: nil, tier: 3, hasTierEvidence: true)),
        ["term-not-stated"], []
      ),
      (
        committed.assess(OfferTerms(span: nil, tier: 1)),
        ["tier-below-minimum", "term-not-stated"], []
      ),
      (committed.assess(OfferTerms(span: short)), ["term-below-minimum", "tier-not-declared"], []),
      (
        committed.assess(OfferTerms(span: nil, tier: 2)),
        ["term-not-stated", "tier-evidence-missing"], []
      ),
      (allowed, [], ["named-in-program-text", "launch-dates-disagree", "exception-allowed"]),
    ]
  }

  @Test func everyCodeIsProducedByARowAndWorded() throws {
    var produced: Set<String> = []
    for (position, row) in try rows(try Fixture.catalogue()).enumerated() {
      let reasons = row.assessment.opposing + row.assessment.flags
      #expect(row.assessment.opposing.map(\.code.rawValue) == row.opposing, "row \(position)")
      let flags = row.assessment.flags.map(\.code.rawValue)
      for flag in row.flags { #expect(flags.contains(flag), "row \(position): \(flag)") }
      for reason in reasons {
        produced.insert(reason.code.rawValue)
        let sentence = EligibilityWording.sentence(reason)
        #expect(sentence.utf8.count > 20 && sentence.utf8.last != UInt8(ascii: " "), "\(sentence)")
      }
    }
    #expect(produced.sorted() == EligibilityReason.Code.allCases.map(\.rawValue).sorted())
  }

  @Test func anExceptionNamesACodeThatCanBeExceptedOrAll() {
    for code in EligibilityReason.Code.allCases {
      let rule = EligibilityException.Rule(code.rawValue)
      #expect((rule != nil) == code.canBeExcepted, "\(code.rawValue)")
      if let rule { #expect(rule.text == code.rawValue) }
    }
    #expect(EligibilityException.Rule("eligibility") == .eligibility)
    #expect(EligibilityException.Rule("anything") == nil)
  }

  @Test func aDoubtBehindARefusalDecidesOnceTheRefusalIsSetAside() throws {
    let catalogue = try Fixture.catalogue()
    var rule = try Fixture.research()
    rule.minimumMemoryGB = 80
    let refused = rule.assess(try Fixture.index("nvidia/a100/64/sxm", catalogue), in: catalogue)
    #expect(refused.reasons.map(\.code) == [.memoryBelowMinimum])
    #expect(refused.flags.map(\.code) == [.launchDateUnknown])
    let allowed = refused.allowing(
      try EligibilityException(
        rule: .reason(.memoryBelowMinimum), who: "c", why: "w", when: try CivilDate("2024-01-01")))
    #expect(allowed.reasons.map(\.code) == [.launchDateUnknown])
    #expect(!allowed.isRefused && !allowed.isEligible)
  }

  @Test func sourcesOfTheSameKindThatDisagreeNeedReview() throws {
    let source = #""sources":[{"id":"S","title":"t","where":"w"}]"#
    let text = """
      {"catalogue":1,"revision":"r",\(source),"classes":[{"class":"nvidia/x/80/pcie",
      "vendor":"nvidia","model":"x","memoryGB":80,"interface":"pcie","name":"X",
      "announced":{"date":"2023-11","source":"S:1"},"available":null,
      "otherDates":[{"kind":"announced","date":"2024-01","source":"S:2"}],"aliases":[],"pci":[],
      "reportedMemoryMiB":null,"notes":null}]}
      """
    let catalogue = try GPUCatalogue.decode(Array(text.utf8))
    let assessment = try Fixture.research().assess(ClassIndex(0), in: catalogue)
    #expect(assessment.reasons.map(\.code) == [.launchDatesDisagree])
    #expect(!assessment.isRefused)
  }

  @Test func whatIsAnnouncedLateEnoughIsAvailableLateEnough() throws {
    let catalogue = try Fixture.catalogue()
    let rule = try Fixture.research(.available)
    let late = rule.assess(try Fixture.index("nvidia/rtx5090/32/pcie", catalogue), in: catalogue)
    #expect(late.isEligible)
    let early = rule.assess(try Fixture.index("nvidia/p40/24/pcie", catalogue), in: catalogue)
    #expect(early.reasons.map(\.code) == [.launchDateUnknown])
  }

  @Test func moreMemoryNeverMakesAClassWorse() throws {
    let catalogue = try Fixture.catalogue()
    var random = SplitMix64(seed: 3)
    for seed in 0..<1_000 {
      var rule = try Fixture.liquidity()
      rule.minimumMemoryGB = Int(random.next() % 300)
      let left = catalogue.indices[Int(random.next() % UInt64(catalogue.entries.count))]
      let right = catalogue.indices[Int(random.next() % UInt64(catalogue.entries.count))]
      let (a, b) = (catalogue[left].gpuClass, catalogue[right].gpuClass)
      guard a.vendor == b.vendor, a.memoryGB <= b.memoryGB else { continue }
      if rule.assess(left, in: catalogue).isEligible {
        #expect(rule.assess(right, in: catalogue).isEligible, "seed \(seed): \(a) \(b)")
      }
    }
  }
}
