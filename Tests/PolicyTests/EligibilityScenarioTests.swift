import Policy
import Quantities
import Testing

@Suite struct EligibilityScenarioTests {
  private typealias Fixture = CatalogueFixture

  private func sentences(_ assessment: Assessment) -> [String] {
    assessment.reasons.map { EligibilityWording.sentence($0) }
  }

  private func codes(_ reasons: [EligibilityReason]) -> [String] { reasons.map(\.code.rawValue) }

  @Test("O-11 T4 16, V100 16, RTX 4060 Ti 16 and RTX 3080 10 are refused: VRAM below 24 GB")
  func smallMemoryIsRefused() throws {
    let catalogue = try Fixture.catalogue()
    let rule = try Fixture.liquidity()
    let rows = [
      ("nvidia/t4/16/pcie", 16), ("nvidia/v100/16/sxm", 16), ("nvidia/v100/16/pcie", 16),
      ("nvidia/rtx4060ti/16/pcie", 16), ("nvidia/rtx3080/10/pcie", 10),
    ]
    for (text, memory) in rows {
      let assessment = rule.assess(try Fixture.index(text, catalogue), in: catalogue)
      #expect(
        assessment.verdict
          == .refused([.memoryBelowMinimum(memoryGB: memory, minimumGB: 24)]), "\(text)")
      #expect(sentences(assessment) == ["VRAM below 24 GB: this card has \(memory) GB."])
    }
  }

  @Test("O-12 3090, 4090, A5000, P40, V100 32, A40, A100 40 and 80 are accepted")
  func enoughMemoryIsAccepted() throws {
    let catalogue = try Fixture.catalogue()
    let rule = try Fixture.liquidity()
    let rows = [
      "rtx3090/24/pcie", "rtx4090/24/pcie", "a5000/24/pcie", "p40/24/pcie", "v100/32/sxm",
      "v100/32/pcie", "a40/48/pcie", "a100/40/sxm", "a100/40/pcie", "a100/80/sxm", "a100/80/pcie",
    ]
    for text in rows {
      let assessment = rule.assess(try Fixture.index("nvidia/\(text)", catalogue), in: catalogue)
      #expect(assessment.isEligible, "\(text)")
      #expect(assessment.flags.isEmpty, "\(text)")
    }
  }

  @Test("O-13 AMD MI210 64 GB is refused: vendor")
  func otherVendorIsRefused() throws {
    let catalogue = try Fixture.catalogue()
    let amd = try Label("amd")
    let nvidia = try Label("nvidia")
    let assessment = try Fixture.liquidity()
      .assess(try Fixture.index("amd/mi210/64/pcie", catalogue), in: catalogue)
    #expect(
      assessment.verdict == .refused([.vendorNotAdmitted(vendor: amd, admitted: [nvidia])]))
    #expect(
      sentences(assessment)
        == ["The vendor is AMD, not admitted; this pool admits NVIDIA only."])
  }

  @Test("O-15 B200, MI325X, MI350X and RTX 5090 were launched in 2024 or later")
  func newLaunchesAreAccepted() throws {
    let catalogue = try Fixture.catalogue()
    let rule = try Fixture.research()
    let rows = [
      ("nvidia/b200/180/sxm", "2024-03-18"), ("amd/mi325x/256/oam", "2024-10-10"),
      ("amd/mi350x/288/oam", "2025-06-12"), ("nvidia/rtx5090/32/pcie", "2025-01"),
    ]
    for (text, date) in rows {
      let index = try Fixture.index(text, catalogue)
      #expect(rule.assess(index, in: catalogue).isEligible, "\(text)")
      #expect(catalogue[index].announced?.date.text == date)
    }
  }

  @Test("O-16 L40S, MI300X and H200 are refused by the letter although the text names them")
  func namedClassesAreRefusedByTheLetter() throws {
    let catalogue = try Fixture.catalogue()
    let rule = try Fixture.research()
    let rows = [
      ("nvidia/l40s/48/pcie", "2023-08"), ("amd/mi300x/192/oam", "2023-12-06"),
      ("nvidia/h200/141/sxm", "2023-11-13"),
    ]
    for (text, date) in rows {
      let assessment = rule.assess(try Fixture.index(text, catalogue), in: catalogue)
      #expect(codes(assessment.reasons) == ["launched-before"], "\(text)")
      #expect(assessment.isRefused)
      #expect(codes(assessment.flags).contains("named-in-program-text"), "\(text)")
      #expect(sentences(assessment).joined().contains("announced \(date)"), "\(text)")
    }
  }

  @Test("O-16 with the date of availability H200 passes, L40S and MI300X still fail")
  func availabilityDecidesDifferently() throws {
    let catalogue = try Fixture.catalogue()
    let rule = try Fixture.research(.available)
    let h200 = rule.assess(try Fixture.index("nvidia/h200/141/sxm", catalogue), in: catalogue)
    #expect(h200.isEligible)
    for text in ["nvidia/l40s/48/pcie", "amd/mi300x/192/oam"] {
      let assessment = rule.assess(try Fixture.index(text, catalogue), in: catalogue)
      #expect(assessment.isRefused, "\(text)")
      #expect(codes(assessment.reasons) == ["launched-before"], "\(text)")
    }
  }

  @Test("O-16 an override needs who, why and when, and turns the refusal into a flag")
  func exceptionAdmitsWithItsReasons() throws {
    let catalogue = try Fixture.catalogue()
    let day = try CivilDate("2024-02-20")
    let rule = EligibilityException.Rule.reason(.launchedBefore)
    #expect(throws: EligibilityException.Refusal.whoMissing) {
      try EligibilityException(rule: rule, who: " ", why: "named in the text", when: day)
    }
    #expect(throws: EligibilityException.Refusal.whyMissing) {
      try EligibilityException(rule: rule, who: "committee", why: "", when: day)
    }
    #expect(throws: EligibilityException.Refusal.tooLong) {
      try EligibilityException(
        rule: rule, who: "committee", why: String(repeating: "x", count: 1_001), when: day)
    }
    #expect(throws: EligibilityException.Refusal.ruleCannotBeExcepted(.classAmbiguous)) {
      try EligibilityException(
        rule: .reason(.classAmbiguous), who: "committee", why: "x", when: day)
    }
    let exception = try EligibilityException(
      rule: rule, who: "committee", why: "The text names it.", when: day)
    let refused = try Fixture.research()
      .assess(try Fixture.index("nvidia/h200/141/sxm", catalogue), in: catalogue)
    let allowed = refused.allowing(exception)
    #expect(allowed.isEligible)
    #expect(allowed.flags.last == .exceptionAllowed(exception, from: [.launchedBefore]))
    #expect(
      allowed.flags.last.map { EligibilityWording.sentence($0) }
        == "An exception from launched-before was allowed by committee on 2024-02-20:"
        + " The text names it.")
    let other = try EligibilityException(
      rule: .reason(.memoryBelowMinimum), who: "committee", why: "x", when: day)
    #expect(refused.allowing(other) == refused)
  }

  @Test("O-17 Intel Gaudi 3 is refused: its vendor is neither NVIDIA nor AMD")
  func thirdVendorIsRefused() throws {
    let catalogue = try Fixture.catalogue()
    let match = GPUQuery.parse("Gaudi 3", in: catalogue).match
    let assessment = try Fixture.research().assess(match, in: catalogue)
    #expect(assessment.isRefused)
    #expect(codes(assessment.reasons) == ["vendor-not-admitted"])
    #expect(
      sentences(assessment) == [
        "The vendor is Intel, neither NVIDIA nor AMD; this pool admits NVIDIA and AMD only."
      ])
  }

  @Test("O-18 both dates are shown, the used one marked, and the verdict is the same")
  func disagreeingDatesAreShown() throws {
    let catalogue = try Fixture.catalogue()
    let assessment = try Fixture.research()
      .assess(try Fixture.index("nvidia/l40s/48/pcie", catalogue), in: catalogue)
    let words = assessment.flags.map { EligibilityWording.sentence($0) }
    #expect(
      words.contains(
        "Sources disagree on the launch: 2023-08 (GP:L40S) is used, others say 2022-10 (T:c4173);"
          + " with that the verdict stays the same."))
    let nvl = try Fixture.research()
      .assess(try Fixture.index("nvidia/h100nvl/94/pcie", catalogue), in: catalogue)
    #expect(nvl.isRefused)
    #expect(
      nvl.flags.map { EligibilityWording.sentence($0) }.joined().contains(
        "others say 2024-03 (EP); with that the verdict would change."))
  }

  @Test("O-19 a node with 4 × 3090 and 4 × 4090 is refused where nodes must be of one class")
  func mixedNodeIsRefused() throws {
    let catalogue = try Fixture.catalogue()
    let groups = [
      NodeGroup(match: .known(try Fixture.index("nvidia/rtx3090/24/pcie", catalogue)), count: 4),
      NodeGroup(match: .known(try Fixture.index("nvidia/rtx4090/24/pcie", catalogue)), count: 4),
    ]
    let node = NodeDescription(groups: groups, hostMemoryBytes: 512 << 30)
    let assessment = try Fixture.liquidity().assess(node, in: catalogue)
    #expect(assessment.verdict == .refused([.nodeMixed(groups)]))
    var mixed = try Fixture.liquidity()
    mixed.homogeneousNodes = false
    #expect(mixed.assess(node, in: catalogue).isEligible)
    let alone = NodeDescription(groups: [groups[0], groups[0]], hostMemoryBytes: 512 << 30)
    #expect(try Fixture.liquidity().assess(alone, in: catalogue).isEligible)
    let unclear = NodeDescription(
      groups: [groups[0], NodeGroup(match: .unknown(.notDescribed), count: 1)],
      hostMemoryBytes: 512 << 30)
    let doubt = try Fixture.liquidity().assess(unclear, in: catalogue)
    #expect(codes(doubt.reasons) == ["class-unknown", "node-mixed"])
    #expect(!doubt.isRefused)
  }

  @Test("O-20 8 × A100 80 GB with 512 GB of RAM is flagged: 512 < 640")
  func smallHostIsFlagged() throws {
    let catalogue = try Fixture.catalogue()
    let index = try Fixture.index("nvidia/a100/80/sxm", catalogue)
    func node(_ bytes: UInt64?) -> NodeDescription {
      NodeDescription(groups: [NodeGroup(match: .known(index), count: 8)], hostMemoryBytes: bytes)
    }
    let rule = try Fixture.liquidity()
    let assessment = rule.assess(node(512 << 30), in: catalogue)
    #expect(assessment.isEligible)
    #expect(assessment.flags == [.hostMemoryBelowGPUMemory(hostGB: 512, gpuGB: 640)])
    #expect(EligibilityWording.sentence(assessment.flags[0]).contains("512 < 640 GB"))
    #expect(rule.assess(node(640 << 30), in: catalogue).flags.isEmpty)
    #expect(rule.assess(node((640 << 30) - 1), in: catalogue).flags.count == 1)
    #expect(rule.assess(node(nil), in: catalogue).flags == [.hostMemoryUnknown])
  }

  @Test("O-21 six months are refused by the committed pool, and other pools are suggested")
  func shortTermIsRefused() throws {
    let catalogue = try Fixture.catalogue()
    let match = GPUQuery.parse("RTX 5090", in: catalogue).match
    let terms = OfferTerms(
      span: try TimeSpan(start: try Timestamp("2024-02-09"), end: try Timestamp("2024-08-09")),
      tier: 2, hasTierEvidence: true)
    let assessment = try Fixture.committed().assess(match, on: terms, in: catalogue)
    #expect(codes(assessment.reasons) == ["term-below-minimum"])
    #expect(sentences(assessment)[0].contains("minimum of 1 year"))
    let suggested = GPUAdvice.pools(
      admitting: match, on: terms, in: catalogue, of: try Fixture.pools())
    #expect(suggested.map(\.text) == ["liquidity", "research"])
    let year = OfferTerms(
      span: try TimeSpan(start: try Timestamp("2024-02-09"), end: try Timestamp("2025-02-09")),
      tier: 2, hasTierEvidence: true)
    #expect(try Fixture.committed().assess(year).isEligible)
  }

  @Test("O-22 tier 1 is refused, tier 2 without evidence is not accepted, 22.69 h may be down")
  func lowTierIsRefused() throws {
    let span = try TimeSpan(start: try Timestamp("2024-02-09"), end: try Timestamp("2025-02-09"))
    let rule = try Fixture.committed()
    let one = rule.assess(OfferTerms(span: span, tier: 1, hasTierEvidence: true))
    #expect(one.verdict == .refused([.tierBelowMinimum(declared: 1, minimum: 2)]))
    #expect(
      sentences(one)[0].contains("99.741 % availability, at most 22.69 h down in 8,760 h"))
    let two = rule.assess(OfferTerms(span: span, tier: 2, hasTierEvidence: false))
    #expect(two.verdict == .needsReview([.tierEvidenceMissing(declared: 2)]))
    #expect(!two.isEligible)
    #expect(sentences(two)[0].hasPrefix("Evidence missing"))
    #expect(DataCentreTier.two.allowedDowntimeHundredths(hours: 8_760) == 2_269)
    #expect(DataCentreTier.one.allowedDowntimeHundredths(hours: 8_760) == 2_882)
    #expect(DataCentreTier.four.allowedDowntimeHundredths(hours: .max) == nil)
  }
}
