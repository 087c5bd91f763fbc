import Policy
import Program
import Quantities
import Testing

@Suite struct ProgramScenarioTests {
  private let rules: ProgramRules

  init() throws {
    rules = try ProgramFixture.rules()
  }

  private func refusal(_ row: String, after rows: [String] = []) throws -> Rejection? {
    var writer = try FactsWriter.program(rules: rules)
    for row in rows { try writer.add(row) }
    do {
      try writer.add(row)
      return nil
    } catch let error as FactsError {
      guard case .rejected(let rejection) = error.fault else { throw error }
      return rejection
    }
  }

  @Test("O-09 contracts beyond what a line has left are refused at signing, with the figures")
  func plannedLinesAreRefusedForTheFullTerm() throws {
    let h100 = try refusal("d0 admin sign units=83")
    guard case .lineExceeded(let line, let figures)? = h100 else {
      Issue.record("\(String(describing: h100))")
      return
    }
    #expect(line.text == "h100")
    #expect(figures.limit == 1_800_000_000_000)
    #expect(figures.committed == 0)
    // 83 · 2.49 · 8,784 h (O-06).
    #expect(figures.asked == 1_815_389_280_000)
    #expect(figures.excess == 15_389_280_000)
    #expect(
      h100?.wording.what
        == "The line h100 may come to 1800000.00 USD. 0.00 USD are committed, 1815389.28 USD are"
        + " asked, which is 15389.28 USD more than is left.")
    let a100 = "contract=c2 line=a100 class=nvidia/a100/80/sxm rate=1690000"
    let a6000 = "contract=c3 line=a6000 class=nvidia/rtxa6000/48/pcie rate=980000"
    #expect(try refusal("d0 admin sign \(a100) units=54")?.code == "line-exceeded")
    #expect(try refusal("d0 admin sign \(a6000) units=105")?.code == "line-exceeded")
  }

  @Test("O-09 82, 53 and 104 units fit, and together stay within the pool")
  func demonstrationsContractsFit() throws {
    var writer = try FactsWriter.program(rules: rules)
    try writer.add("d0 admin sign units=82")
    try writer.add(
      "d0 admin sign contract=c2 line=a100 class=nvidia/a100/80/sxm rate=1690000 units=53")
    try writer.add(
      "d0 admin sign contract=c3 line=a6000 class=nvidia/rtxa6000/48/pcie rate=980000 units=104")
    let book = writer.state.contracts
    let pool = try Label("committed")
    #expect(book.committedMicros(pool: pool, line: try Label("h100")) == 1_793_517_120_000)
    #expect(book.committedMicros(pool: pool, line: try Label("a100")) == 786_782_880_000)
    #expect(book.committedMicros(pool: pool, line: try Label("a6000")) == 895_265_280_000)
    #expect(book.committedMicros(pool: pool) == 3_475_565_280_000)
  }

  @Test("O-09 the second of two contracts whose sum exceeds what is left is refused")
  func secondContractBeyondThePoolIsRefused() throws {
    // Each comes to 1,756,800 USD of the pool's 3,500,000.
    let first = "d0 admin sign line=spare rate=2000000 units=100"
    let second = "d0 admin sign contract=c2 line=spare rate=2000000 units=100"
    #expect(try refusal(first) == nil)
    guard case .poolExceeded(_, let figures)? = try refusal(second, after: [first]) else {
      Issue.record("admitted")
      return
    }
    #expect(figures.committed == 1_756_800_000_000)
    #expect(figures.left == 1_743_200_000_000)
    #expect(figures.excess == 13_600_000_000)
  }

  @Test func whatAnEarlyEndFreesCanBeSignedAgain() throws {
    let rows = ["d0 admin sign units=82", "d0 admin end at=d1"]
    let again = "d0 admin sign contract=c2 units=82 from=d1 to=d367"
    #expect(try refusal(again, after: [rows[0]])?.code == "line-units-exceeded")
    // One day of the first contract stays owed: 82 · 2.49 · 24 h = 4,900.32.
    #expect(try refusal(again, after: rows) == nil)
    var writer = try FactsWriter.program(rules: rules)
    for row in rows { try writer.add(row) }
    let book = writer.state.contracts
    #expect(book.committedMicros(pool: try Label("committed")) == 4_900_320_000)
    try writer.add("d0 admin end at=d0")
    #expect(writer.state.contracts.committedMicros(pool: try Label("committed")) == 0)
  }

  @Test("O-09 a contract commits its part of a micro-unit as a whole one")
  func contractsAreRoundedUp() throws {
    var writer = try FactsWriter.program(rules: rules)
    // 8,784 hours and a half of one micro-unit.
    let row = "d0 admin sign line=spare units=1 rate=1 to=d366+1800"
    try writer.add(row)
    try writer.add(row.replacing(" sign ", with: " sign contract=c2 "))
    let book = writer.state.contracts
    #expect(book.contracts.map(\.committedMicros) == [8_785, 8_785])
    #expect(book.committedMicros(pool: try Label("committed")) == 17_570)
  }

  @Test("O-29 joining and leaving inside an epoch stay possible, each by itself")
  func joiningAndLeavingInsideAnEpochIsAdmitted() throws {
    let leave = "d0 @alice enrol until=d5+600"
    let again = "d0 @alice enrol enrolment=e2"
    #expect(try refusal("d0 @alice enrol from=d5+600") == nil)
    #expect(try refusal("d6 @alice withdraw at=d6+300", after: ["d0 @alice enrol"]) == nil)
    // In and out again by one claim; what it was is all in that claim.
    #expect(try refusal("d0 @alice enrol from=d5+600 until=d5+1200") == nil)
    // The next epoch, another class, another pool, another provider.
    #expect(try refusal("\(again) from=d6", after: [leave]) == nil)
    #expect(try refusal("\(again) from=d6+600", after: [leave]) == nil)
    #expect(try refusal("\(again) from=d5", after: [leave]) == nil)
    #expect(
      try refusal("\(again) from=d5+600 class=nvidia/a100/80/sxm", after: [leave]) == nil)
    #expect(
      try refusal(
        "\(again) from=d5+600 pool=tiered tier=2 tierEvidence=#t", after: [leave]) == nil)
    #expect(
      try refusal("d0 @bob enrol enrolment=e2 provider=@bob from=d5+600", after: [leave]) == nil)
    // Back from the very end of an epoch.
    #expect(try refusal("\(again) from=d5", after: ["d0 @alice enrol until=d5"]) == nil)
    #expect(try refusal("\(again) from=d5+600", after: ["d0 @alice enrol until=d5"]) == nil)
  }

  @Test func claimsThatAreEmptyAreNoExchange() throws {
    // Withdrawn before it begins, an enrolment was never there.
    let rows = [
      "d0 @alice enrol from=d9", "d5 @alice withdraw at=d5+300",
    ]
    #expect(try refusal("d5 @alice enrol enrolment=e2 from=d5+600", after: rows) == nil)
    let other = ["d0 @alice enrol", "d0 @alice enrol enrolment=e2 from=d6+600"]
    let leave = "d6 @alice withdraw at=d6+300"
    #expect(try refusal(leave, after: other)?.code == "exchange-within-epoch")
    let undone = other + ["d6 @alice withdraw enrolment=e2 at=d6+600"]
    #expect(try refusal(leave, after: undone) == nil)
    // An amendment that has not begun ends with its enrolment.
    let amended = ["d0 @alice enrol from=d6+300", "d0 @alice amend at=d7"]
    #expect(try refusal("d6 @alice withdraw at=d6+600", after: amended) == nil)
  }

  @Test func boundariesAreThePoolsOwn() throws {
    let enrolled = ["d0 @alice enrol"]
    #expect(try refusal("d0 @alice amend at=d6", after: enrolled) == nil)
    #expect(try refusal("d0 @alice schedule from=d0 until=d120") == nil)
    #expect(try refusal("d0 @alice schedule pool=research from=d7 until=d14") == nil)
    let inside = try refusal("d0 @alice amend at=d5+300", after: enrolled)
    #expect(
      inside?.wording.advice
        == "Amend from the beginning of an epoch; the next is 2024-02-15T00:00:00Z.")
  }

  @Test("O-21 six months are refused where a year is asked for, and other pools are named")
  func shortTermsAreRefusedAndOtherPoolsSuggested() throws {
    let rejection = try refusal("d0 admin sign to=d182")
    guard case .termTooShort(_, let minimum, let pool, let others)? = rejection else {
      Issue.record("\(String(describing: rejection))")
      return
    }
    #expect(minimum.text == "P1Y")
    #expect(pool.text == "committed")
    #expect(others.map(\.text) == ["liquidity", "tiered"])
    #expect(
      rejection?.wording.advice == "Offer a longer term, or offer it to liquidity or tiered.")
    // 2024-02-09 to 2025-02-09 is the year, of 366 days.
    #expect(try refusal("d0 admin sign to=d365")?.code == "term-too-short")
    #expect(try refusal("d0 admin sign to=d366") == nil)
  }

  @Test("O-22 tier 1 is refused, and tier 2 without evidence is not accepted")
  func tiersAreAskedForAtEnrolment() throws {
    let low = try refusal("d0 @alice enrol pool=tiered tier=1 tierEvidence=#t")
    #expect(low == .tierTooLow(declared: 1, minimum: 2, pool: try Label("tiered")))
    let bare = try refusal("d0 @alice enrol pool=tiered tier=2")
    #expect(bare == .tierEvidenceMissing(tier: 2, pool: try Label("tiered")))
    #expect(try refusal("d0 @alice enrol pool=tiered tier=2 tierEvidence=#t") == nil)
  }

  @Test func whatThePoolRefusesIsEnrolledOnlyByException() throws {
    let open = "d0 admin open class=nvidia/l40s/*/*"
    let join = "d0 @alice join class=nvidia/l40s/48/pcie"
    #expect(try refusal(join, after: [open])?.code == "not-eligible")
    #expect(try refusal(join, after: [open, "d0 committee except"]) == nil)
    let any = "d0 committee except provider=null rule=eligibility class=nvidia/l40s/48/pcie"
    #expect(try refusal(join, after: [open, any]) == nil)
  }

  @Test func evidenceCanBeWithdrawnUntilAFreezeMayNameIt() throws {
    let publish = "d1 %o1 publish"
    #expect(try refusal("d1+86399 committee withdrawblob digest=#s1", after: [publish]) == nil)
    #expect(
      try refusal("d2 committee withdrawblob digest=#s1", after: [publish])?.code
        == "blob-computed-input")
  }

  @Test func anObserverMayPublishTheLastOfItsTermAfterwards() throws {
    let retire = "d0 committee retire at=d1"
    #expect(try refusal("d2 %o1 publish", after: [retire]) == nil)
    #expect(try refusal("d2 %o1 price", after: [retire]) == nil)
    #expect(try refusal("d2 %o1 publish start=d1 end=d2", after: [retire])?.code == "role")
  }
}
