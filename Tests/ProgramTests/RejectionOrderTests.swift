import Program
import Testing

/// A line that breaks many rules is refused by the first in order; mended one by one, by each.
@Suite struct RejectionOrderTests {
  /// What each rung breaks besides all that the rungs below it break.
  private static let ladder: [(code: String, row: String)] = [
    ("program-other", "d-2 STRANGER amendprogram !program=#x !basis=99 !demonstration=true ^%o1"),
    ("time-back", "d-2 STRANGER amendprogram !basis=99 !demonstration=true ^%o1"),
    ("basis-beyond", "d0 STRANGER amendprogram !basis=99 !demonstration=true ^%o1"),
    ("demonstration-differs", "d0 STRANGER amendprogram !demonstration=true ^%o1"),
    ("address-invalid", "d0 STRANGER amendprogram ^%o1"),
    ("role", "d0 @alice amendprogram ^%o1"),
    ("signer-unexpected", "d0 committee amendprogram from=d1 ^%o1,%m3"),
    ("key-revoked", "d0 committee amendprogram from=d1 ^%m3"),
    ("signature-missing", "d0 committee amendprogram from=d1 ^%m1"),
    ("input-withdrawn", "d0 committee amendprogram from=d1 ^%m1,%m2"),
    ("rules-unknown", "d0 committee amendprogram policy=#x from=d1 ^%m1,%m2"),
    ("policy-differs", "d0 committee amendprogram policy=$v.name from=d1 ^%m1,%m2"),
    ("amendment-breaks", "d0 committee amendprogram policy=$v.less from=d1 ^%m1,%m2"),
  ]

  @Test func everyRungIsRefusedByItsOwnRule() throws {
    var writer = try FactsWriter.program(rules: try ProgramFixture.rules())
    for row in [
      "d0 committee changecommittee threshold=2 members=%m1,%m2,%m3",
      "d0 committee revoke key=%m3", "d0 committee withdrawblob digest=$v.more",
    ] { try writer.add(row) }
    let stranger = "cosmos1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnrujsuw"
    let order = RejectionRule.allCases.map(\.rawValue)
    var last = -1
    for rung in Self.ladder {
      let before = writer.state
      let error = #expect(throws: FactsError.self, "\(rung.code)") {
        try writer.add(rung.row.replacing("STRANGER", with: stranger))
      }
      #expect(error?.fault.code == rung.code, "\(rung.row)")
      #expect(writer.state == before, "\(rung.code): a refusal changes nothing")
      let place = try #require(order.firstIndex(of: rung.code))
      #expect(place > last, "\(rung.code) stands later than the rung before")
      last = place
    }
  }

  /// Rules of shape, from a payload that breaks them all on.
  private static let shapes: [(code: String, words: String)] = [
    ("payload-size", "reason=*33000 !v=2 ~\"at\"~_\"att\" ~:false,~:0.5,"),
    ("payload-json", "!v=2 ~\"at\"~_\"att\" ~:false,~:0.5,"),
    ("payload-field", "!v=2 ~\"at\"~_\"att\" ~\"reason\"~\"why\""),
    ("payload-version", "!v=2 ~blob.~globe. ~\"reason\"~_\"why\""),
    ("kind-unknown", "~blob.~globe. ~\"reason\"~_\"why\""),
    ("body-field", "~\"reason\"~_\"why\""),
    ("payload-spelling", "~\"reason\"~_\"reason\" !program=#x"),
    ("program-other", "!program=#x"),
  ]

  @Test func everyShapeIsJudgedBeforeWhatItSays() throws {
    var writer = try FactsWriter.program(rules: try ProgramFixture.rules())
    for shape in Self.shapes {
      let error = #expect(throws: FactsError.self, "\(shape.code)") {
        try writer.add("d0 committee withdrawblob \(shape.words)")
      }
      #expect(error?.fault.code == shape.code, "\(shape.words)")
    }
  }

  @Test("Law 12: nothing private or free-form stands in an entry")
  func nothingFreeFormStandsInAnEntry() throws {
    let rules = try ProgramFixture.rules()
    var writer = try FactsWriter.program(rules: rules)
    for row in HistoryRows.everyKind {
      for text in ["Jane_Doe,_12_Main_Street", "jane@example.org", "café"] {
        var tried = writer
        let line = String(decoding: try tried.line(row), as: UTF8.self)
        let body = try #require(line.firstRange(of: "\"body\":{")).upperBound
        // Every string of the body in turn.
        var rest = line[body...]
        while let open = rest.firstRange(of: ":\"") ?? rest.firstRange(of: "[\"") {
          guard let close = line[open.upperBound...].firstIndex(of: "\"") else { break }
          let changed =
            line[..<open.upperBound] + text.replacing("_", with: " ") + line[close...]
          var log = writer.log
          #expect(throws: FactsError.self, "\(row): \(text)") {
            try log.read(Array(String(changed).utf8)[...])
          }
          rest = line[line.index(after: close)...]
        }
      }
      try writer.add(row)
    }
  }
}
