import Testing

@Suite struct GPUCommandTests {
  @Test func anA100QualifiesForLiquidityAndSaysWhyNotForResearch() throws {
    let result = try StipendProcess.run("gpu", "check", "A100 80GB SXM")
    #expect(result.code == 0)
    #expect(result.output.contains("liquidity: qualifies."))
    #expect(result.output.contains("research: does not qualify."))
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
