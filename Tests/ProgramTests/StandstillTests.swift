import Program
import Quantities
import Testing

@Suite struct StandstillTests {
  private func writer(_ rows: [String]) throws -> FactsWriter {
    var writer = try FactsWriter.program(rules: try ProgramFixture.rules())
    for row in rows { try writer.add(row) }
    return writer
  }

  @Test func aHaltOfAdmissionsActsAtOnceAndLeavesEveryoneElseAtWork() throws {
    var writer = try writer(["d0 @alice enrol from=d0", "d2 admin freeze", "d2 admin state"])
    try writer.add("d2 committee halt")
    for row in ["d2 @bob enrol enrolment=e2 provider=@bob", "d2 @alice payee", "d2 @alice note"] {
      #expect(throws: FactsError.self, "\(row)") { try writer.add(row) }
    }
    // Observers and the administrator go on; a dispute has a deadline, which a halt must not pass.
    for row in [
      "d2 %o1 price", "d2 %o1 note", "d2 admin note", "d2 admin review", "d2 @alice dispute",
      "d2 %m1 rotate", "d2 committee resume", "d2 @alice payee",
    ] { try writer.add(row) }
    #expect(writer.state.halts.halt(of: .admissions) == nil)
    #expect(writer.state.noteCount == 2)
  }

  @Test func aHaltOfPayoutsIsRecordedAndStopsNoEntry() throws {
    var writer = try writer(["d0 committee halt what=payouts"])
    try writer.add("d0 @alice enrol")
    let halt = try #require(writer.state.halts.halt(of: .payouts))
    #expect(halt.line == 3)
    #expect(halt.from == (try ProgramFixture.time(0)))
  }

  @Test func aClosedProgramKeepsAndMendsItsRecord() throws {
    var writer = try writer(HistoryRows.everyEpoch())
    try writer.add("d500 committee closeprogram")
    for row in [
      "d500 @alice enrol", "d500 committee appoint observer=%o2 from=d500",
      "d500 committee closeprogram", "d500 committee adopt", "d500 %o1 price",
    ] {
      let error = #expect(throws: FactsError.self, "\(row)") { try writer.add(row) }
      #expect(error?.fault.code == "program-closed", "\(row)")
    }
    for row in [
      "d500 committee note", "d500 committee freeze version=2 freeze=#f2",
      """
      d500 committee state version=2 freeze=#f2 statement=#st2 base=0 earned=0 unallocated=0 \
      carriedOut=0 accrued=0 vested=0 unvested=0 held=0
      """,
      "d500 committee correct replaces=#sliquidity.1 statement=#st2",
      "d500 committee succeed from=d507",
      "d500 committee witnesses",
      "d500 committee changecommittee members=%m1,%m3",
    ] { try writer.add(row) }
  }

  @Test func aDisputeHoldsItsAmountUntilItIsDecided() throws {
    var writer = try writer([
      "d0 @alice enrol from=d0", "d2 admin freeze", "d2 admin state", "d2 @alice payee",
      "d8+86399 @pat dispute",
    ])
    #expect(writer.state.disputes.held.map(\.body.amount.micros) == [10])
    try writer.add("d20 committee resolve outcome=upheld")
    #expect(writer.state.disputes.held.isEmpty)
    #expect(writer.state.disputes.disputes.first?.resolution?.outcome == .upheld)
  }
}
