import Policy
import Quantities
import Testing

@Suite struct EligibilityAdviceTests {
  private func advise(_ text: String) throws -> GPUAdvice {
    GPUAdvice.advise(
      text, in: try CatalogueFixture.catalogue(),
      pools: try CatalogueFixture.pools().map { GPUAdvice.Pool(name: $0.pool, rule: $0.rule) })
  }

  private func committed(_ text: String) throws -> GPUAdvice {
    GPUAdvice.advise(
      text, in: try CatalogueFixture.catalogue(),
      pools: try PolicyFixture.policy(PolicyFixture.pilot).pools.map { GPUAdvice.Pool($0) })
  }

  @Test func aCommittedPoolTakesOnlyWhatItsLinesTake() throws {
    let a100 = try committed("A100 80GB SXM")
    #expect(a100.pools[0].standing == .qualifies)
    #expect(a100.lines.contains("  Planned lines that take it: a100."))
    let ada = try committed("RTX 4090")
    #expect(ada.pools[0].standing == .noLine)
    #expect(ada.lines.contains("committed: no planned line takes it."))
    #expect(ada.lines.contains { $0.contains("its contracts follow the lines h100 (") })
    #expect(ada.pools[1].standing == .qualifies)
  }

  @Test func memoriesThatContradictEachOtherAreToldAndOthersPassedOver() throws {
    let both = try advise("A100 40GB 80GB")
    #expect(both.lines[0].contains("contradicts itself: it says 40 GB and 80 GB"))
    #expect(try advise("A100 80GB 80 GB SXM").entries.count == 1)
    #expect(try advise("A100 80GB SXM, 512 GB RAM").entries.count == 1)
  }

  @Test func everyPoolIsAnsweredInTheOrderGiven() throws {
    let rows: [(String, [GPUAdvice.Standing])] = [
      ("rtx 4090", [.qualifies, .qualifies, .doesNotQualify]),
      ("A100", [.qualifies, .qualifies, .dependsOnVariant]),
      ("V100", [.qualifies, .dependsOnVariant, .doesNotQualify]),
      ("t4", [.qualifies, .doesNotQualify, .doesNotQualify]),
      ("gaudi 3", [.qualifies, .doesNotQualify, .doesNotQualify]),
      ("RTX 6000", [.qualifies, .qualifies, .dependsOnVariant]),
      ("rtx 5090", [.qualifies, .qualifies, .qualifies]),
      ("banana", [.needsReview, .needsReview, .needsReview]),
    ]
    for (text, standings) in rows {
      let advice = try advise(text)
      #expect(advice.pools.map(\.pool.text) == ["committed", "liquidity", "research"])
      #expect(advice.pools.map(\.standing) == standings, "\(text)")
    }
  }

  @Test func theLinesSayWhyAndWhatToDo() throws {
    let l40s = try advise("L40S 46GB").lines
    #expect(l40s[0] == "NVIDIA L40S: class nvidia/l40s/48/pcie.")
    #expect(l40s.contains("liquidity: qualifies."))
    #expect(l40s.contains("research: does not qualify."))
    #expect(
      l40s.contains(
        "  First announced 2023-08 (GP:L40S), before 2024-01-01, the first day that this pool"
          + " admits."))
    #expect(l40s.contains { $0.contains("own text names nvidia/l40s/*/*") })
    #expect(l40s.contains { $0.contains("tier 2 or higher (99.741 % availability") })
    let gaudi = try advise("Gaudi 3").lines.joined(separator: "\n")
    #expect(gaudi.contains("neither NVIDIA nor AMD"))
    let v100 = try advise("V100").lines.joined(separator: "\n")
    #expect(v100.contains("Ambiguous"))
    #expect(v100.contains("nvidia/v100/16/pcie: does not qualify. VRAM below 24 GB"))
    #expect(v100.contains("nvidia/v100/32/sxm: qualifies."))
    let all = try advise("vendor/nvidia/model/*").lines
    #expect(all.contains { $0.hasPrefix("  Of ") && $0.hasSuffix(" need review.") })
    #expect(all.count < 20)
    #expect(l40s.contains { $0.hasPrefix("  Sources: T = TechPowerUp") })
    let unknown = try advise("banana 9000").lines
    #expect(unknown[0].contains("this is no refusal"))
  }
}
