import Evidence
import Policy
import Quantities
import Testing

@Suite struct TallyRefusalTests {
  private typealias Fixture = EvidenceFixture
  private static let ruleCount = 7

  private func rule(_ refusal: TallyRefusal) -> Int {
    switch refusal {
    case .slotOutOfRange: 0
    case .spanOffSlot: 1
    case .spanEmpty: 2
    case .spanTooLong: 3
    case .quorumOutOfRange: 4
    case .slotDiffers: 5
    case .rosterBeyondFreeze: 6
    }
  }

  @Test func everyRuleRefuses() throws {
    let segment = try Fixture.presence(observer: 0, slots: 4, rows: [])
    func changed(_ change: (inout TallyInput) throws -> Void) throws -> TallyInput {
      var input = try Fixture.input(slots: 4, segments: [segment])
      try change(&input)
      return input
    }
    let inputs = try [
      changed { $0.slotSeconds = 0 },
      changed { $0.slotSeconds = 7 },
      changed { $0.span = try TimeSpan(start: $0.span.start, end: $0.span.start) },
      changed { $0.span = try TimeSpan(start: .earliest, end: Timestamp(seconds: 10_000_010)) },
      changed { $0.quorum.proof = 0 },
      changed { $0.slotSeconds = 20 },
      changed { $0.rosterSize = 7 },
    ]
    var seen: Set<Int> = []
    for input in inputs {
      do {
        _ = try Tally.compute(input)
        Issue.record("accepted")
      } catch {
        seen.insert(rule(error))
        #expect(!"\(error)".isEmpty)
      }
    }
    #expect(seen == Set(0..<Self.ruleCount))
  }
}
