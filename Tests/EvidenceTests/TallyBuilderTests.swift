import Evidence
import Policy
import Quantities
import Testing

@Suite struct TallyBuilderTests {
  private typealias Fixture = EvidenceFixture

  @Test func builtAndComputedTalliesAreEqual() throws {
    let provider = ProviderIndex(2)
    var built = TallyBuilder(
      start: try Fixture.span(slots: 10).start, slotSeconds: 10, slotCount: 10, providerCount: 8)
    built.setUnobserved(9..<10)
    built.set(.up, provider, slots: 0..<5)
    built.set(.down, provider, slots: 5..<9)
    built.set(count: 4, provider, ClassIndex(0), slots: 0..<3)
    built.set(count: 6, provider, ClassIndex(0), slots: 3..<10)
    built.setProofUnobserved(0..<10)
    let row = PresenceRow(
      provider: provider, up: Fixture.set([0..<5], slots: 10),
      down: Fixture.set([5..<9], slots: 10),
      inventory: [Fixture.run(0, 0, 4, 0..<3), Fixture.run(0, 0, 6, 3..<10)])
    let computed = try Tally.compute(
      Fixture.input(
        slots: 10,
        segments: (0..<2).map { try Fixture.presence(observer: $0, slots: 10, rows: [row]) }))
    #expect(built.finish() == computed)
    #expect(computed.counts(provider, ClassIndex(0), .reported).map(\.slots) == [0..<3, 3..<10])
  }

  @Test func wholeSlotsLieInside() throws {
    let tally = TallyBuilder(
      start: try Fixture.span(slots: 10).start, slotSeconds: 10, slotCount: 10, providerCount: 0
    ).finish()
    func whole(_ from: Int64, _ to: Int64) throws -> Range<Int> {
      let start = try tally.start.adding(seconds: from)
      return tally.wholeSlots(
        in: try TimeSpan(start: start, end: tally.start.adding(seconds: to)))
    }
    #expect(try whole(-25, 1_000) == 0..<10)
    #expect(try whole(1, 30) == 1..<3)
    #expect(try whole(11, 19).isEmpty)
    #expect(try whole(-500, -100).isEmpty)
    #expect(try whole(500, 900).isEmpty)
  }
}
