import Testing

@Suite struct GPUCommandTests {
  @Test func anA100QualifiesForLiquidityAndSaysWhyNotForResearch() throws {
    let result = try StipendProcess.run("gpu", "check", "A100 80GB SXM")
    #expect(result.code == 0)
    #expect(result.output.contains("liquidity: qualifies."))
    #expect(result.output.contains("research: does not qualify."))
  }

  @Test func aCardThatNoPlannedLineTakesIsToldSo() throws {
    let result = try StipendProcess.run("gpu", "check", "rtx 4090")
    #expect(result.code == 0)
    #expect(result.output.contains("committed: no planned line takes it."))
    #expect(result.output.contains("h100 (nvidia/h100/80/*)"))
    let a100 = try StipendProcess.run("gpu", "check", "A100 80GB SXM", "--json")
    #expect(a100.output.contains("\"lines\":[\"a100\"]"))
  }

  @Test func twoMemoriesContradictEachOther() throws {
    let result = try StipendProcess.run("gpu", "check", "A100 40GB 80GB")
    #expect(result.code == 1)
    #expect(result.output.contains("contradicts itself"))
  }

  @Test func aT4QualifiesForNothingThatAsksFor24GB() throws {
    let result = try StipendProcess.run("gpu", "check", "t4", "--json")
    #expect(result.output.contains("memory-below-minimum"))
  }

  @Test func anUnknownCardNeedsReviewAndIsNotRefused() throws {
    let result = try StipendProcess.run("gpu", "check", "RTX 9999 Hyper")
    #expect(result.code == 1)
    #expect(result.output.contains("needs review"))
  }

  @Test func anAmbiguousModelIsSaidToBeAmbiguous() throws {
    let result = try StipendProcess.run(
      "gpu", "check", "capabilities/gpu/vendor/nvidia/model/v100", "--json")
    #expect(result.output.contains("depends-on-variant"))
  }
}
