import Evidence
import Program
import Quantities
import TestSupport
import Testing

/// Who signs, and who witnesses, the tree of which size.
@Suite struct SuccessionTests {
  private func writer(_ rows: [String]) throws -> FactsWriter {
    var writer = try FactsWriter.program(rules: ProgramFixture.rules())
    for row in rows { try writer.add(row) }
    return writer
  }

  private func key(_ name: String) -> String { ProgramFixture.observer(name).text }

  @Test func anAnnouncedOperatorSignsFromTheFirstLineOfItsTime() throws {
    var writer = try writer(["d0 committee succeed from=d7", "d6+86399 admin beneficiary"])
    let before = writer.state.lineCount
    #expect(writer.state.operators.current?.key.text == key("log"))
    #expect(writer.state.operators.successor(at: writer.state.lastAdmittedAt ?? .earliest) == nil)
    try writer.add("d7 committee beneficiary beneficiary=@pat")
    #expect(writer.state.operators.current?.key.text == key("log2"))
    #expect(writer.state.operators.announced == nil)
    #expect(writer.state.operators.term(ofSize: before)?.key.text == key("log"))
    #expect(writer.state.operators.term(ofSize: before + 1)?.key.text == key("log2"))
  }

  @Test func anAbsentOperatorIsFollowedAtOnce() throws {
    let writer = try writer(["d0 admin beneficiary", "d30 committee succeed"])
    let size = writer.state.lineCount
    #expect(writer.state.operators.term(ofSize: size)?.key.text == key("log2"))
    #expect(writer.state.operators.term(ofSize: size - 1)?.key.text == key("log"))
  }

  @Test func anOperatorWhoseKeyIsRevokedIsFollowedAtOnce() throws {
    let writer = try writer(["d0 committee revoke key=%log", "d0 committee succeed"])
    #expect(writer.state.operators.current?.origin == "log.example/next")
  }

  @Test func aLaterAnnouncementTakesThePlaceOfAnEarlierOne() throws {
    var writer = try writer([
      "d0 committee succeed from=d7", "d1 committee succeed key=%log3 from=d9",
    ])
    try writer.add("d8 admin beneficiary")
    #expect(writer.state.operators.current?.key.text == key("log"))
    try writer.add("d9 committee beneficiary beneficiary=@pat")
    #expect(writer.state.operators.terms.map(\.key.text) == [key("log"), key("log3")])
  }

  @Test func aRevokedKeyTakesNoPlace() throws {
    let writer = try writer([
      "d0 committee succeed from=d7", "d1 committee revoke key=%log2", "d8 admin beneficiary",
    ])
    #expect(writer.state.operators.terms.count == 1)
  }

  @Test func witnessesHoldForTheSizesThatHaveTheirLine() throws {
    let writer = try writer([
      "d0 committee witnesses", "d1 committee revoke key=%w1",
      "d2 committee witnesses witnesses=%w3 threshold=0",
    ])
    let roll = writer.state.witnesses
    let first = writer.state.lineCount - 3
    #expect(roll.term(ofSize: 0) == nil)
    #expect(roll.term(ofSize: first)?.keys == [])
    #expect(roll.term(ofSize: first + 1)?.keys.map(\.text) == [key("w1"), key("w2")])
    #expect(roll.term(ofSize: first + 1)?.threshold == 1)
    #expect(roll.term(ofSize: first + 2)?.keys.map(\.text) == [key("w2")])
    #expect(roll.term(ofSize: first + 3)?.threshold == 0)
    #expect(roll.current?.keys.map(\.text) == [key("w3")])
  }
}
