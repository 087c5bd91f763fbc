import Policy
import Program
import Quantities
import Testing

@Suite struct ProgramAmendmentTests {
  private func writer(_ rows: [String]) throws -> FactsWriter {
    var writer = try FactsWriter.program(rules: try ProgramFixture.rules())
    for row in rows { try writer.add(row) }
    return writer
  }

  @Test func anAmendmentIsInForceFromItsFirstSecondAndForNoEpochBefore() throws {
    var writer = try writer(["d0 committee amendprogram"])
    let (old, new) = (try ProgramFixture.rules(), try ProgramFixture.variant("more"))
    try writer.add("d120+86399 %o1 price at=d120")
    #expect(writer.state.rules == old)
    let committed = try Label("committed")
    // Epochs of a month from 2024-02-09 on: the fifth begins on day 121.
    #expect(writer.state.rules(ofEpoch: 4, of: committed) == old)
    #expect(writer.state.rules(ofEpoch: 5, of: committed) == new)
    try writer.add("d121 %o1 price at=d120")
    #expect(writer.state.rules == new)
    #expect(writer.state.rules(ofEpoch: 4, of: committed) == old)
    #expect(writer.state.rules(ofEpoch: 120, of: try Label("liquidity")) == old)
  }

  @Test func aLineIsJudgedUnderTheRulesInForceWhenItIsAdmitted() throws {
    var writer = try writer(["d0 committee amendprogram"])
    // No line came in between: the state still has the old rules, and judges by the new ones.
    let error = #expect(throws: FactsError.self) {
      try writer.add("d121 committee adopt policy=#x")
    }
    #expect(error?.fault.code == "policy-other")
    try writer.add("d121 committee adopt policy=$v.more")
    #expect(writer.state.adoption?.line == 4)
  }

  @Test func aLaterAmendmentSpeaksForAllSecondsFromItsOwnFirst() throws {
    let order = try ProgramFixture.variant("more")
    var writer = try writer(["d0 committee amendprogram from=d400"])
    #expect(writer.state.history.terms.count == 2)
    try writer.add("d0 committee amendprogram from=d121")
    #expect(writer.state.history.terms.count == 2)
    #expect(writer.state.history.rules(at: try ProgramFixture.time(121)) == order)
  }

  @Test(arguments: [
    ("less", "amount of the pool liquidity"), ("slot", "seconds of a slot"), ("grace", "grace"),
    ("gone", "pool tiered"), ("kind", "kind of the pool tiered"),
    ("currency", "currency of the pool tiered"), ("calendar", "epochs of the pool liquidity"),
    ("vesting", "how the pool tiered vests"), ("conversion", "moment at which the pool tiered"),
    ("early", "new pool extra"), ("order", "order"),
  ])
  func whatEntriesRestOnIsKept(variant: String, words: String) throws {
    var writer = try writer([])
    let error = #expect(throws: FactsError.self) {
      try writer.add("d0 committee amendprogram policy=$v.\(variant)")
    }
    #expect(error?.fault.code == "amendment-breaks")
    #expect(error?.wording.what.contains(words) == true, "\(error?.wording.what ?? "")")
  }
}
