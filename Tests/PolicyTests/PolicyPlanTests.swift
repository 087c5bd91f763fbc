import Encoding
import Policy
import Quantities
import TestSupport
import Testing

@Suite struct PolicyPlanTests {
  private func plan(_ tree: PolicyTree, _ participation: [Participation] = []) throws -> PolicyPlan
  {
    PolicyPlan(try PolicyFixture.policy(tree), participation: participation)
  }

  private func section(_ title: String, _ tree: PolicyTree) throws -> PlanSection {
    try #require(try plan(tree).sections.first { $0.title.hasPrefix(title) })
  }

  private func gpu(_ text: String) throws -> GPUClass { try #require(GPUClass(text)) }

  @Test func theLinesStandBesideTheStatedTotals() throws {
    let section = try section("Lines of committed", PolicyFixture.pilot)
    #expect(section.figures["exactSum"] == .money(3_511_270_800_000, .usd))
    #expect(section.figures["inWindow"] == .money(1_154_390_400_000, .usd))
    #expect(section.rows.map { $0["fit"] } == [.count(82), .count(54), .count(104)])
    #expect(section.rows.map { $0["fitOverSpan"] } == [.count(82), .count(53), .count(104)])
  }

  @Test func aDailyPotIsAnHundredAndTwentiethOfThePool() throws {
    let section = try section("Epochs of liquidity", PolicyFixture.pilot)
    let first = try #require(section.rows.first)
    #expect(first["brings"] == .money(6_250_000_000, .usd))
    #expect(first["deadline"] == .time(try Timestamp("2024-02-11")))
    #expect(first["holdUntil"] == .time(try Timestamp("2024-02-18")))
    #expect(first["payable"] == .time(try Timestamp("2024-03-01")))
    #expect(section.rows.last?["epoch"] == .count(120))
  }

  @Test func potsOfAllEpochsAddUpToThePool() throws {
    for seed in 0..<1_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let start = try Timestamp(seconds: Int64(random.below(2_000_000_000)))
      let span = try TimeSpan(
        start: start, end: start.adding(seconds: Int64(1 + random.below(40_000_000))))
      let length = try CalendarDuration(random.pick(["P1D", "P7D", "P1M", "PT90M", "P1Y"]))
      let calendar = EpochCalendar(span: span, length: length)
      let amount = try Amount(micros: Int64(random.next() >> 5))
      guard amount.micros <= Amount.limitMicros, calendar.count <= 2_000 else { continue }
      let sum = (1...calendar.count).reduce(Int128(0)) {
        $0 + calendar.potMicros(of: amount, epoch: $1)
      }
      #expect(sum == Int128(amount.micros), "seed \(seed)")
    }
  }

  @Test("O-25 shares at a participation are those that the pool will pay") func o25Plan() throws {
    let tree = PolicyFixture.plain.with("pools[0].caps", nil)
    let policy = try PolicyFixture.policy(tree)
    let a100 = try gpu("nvidia/a100/80/sxm")
    let shares = ParticipationShares(
      policy.pools[0],
      [
        Participation(gpuClass: a100, units: 16), Participation(gpuClass: a100, units: 8),
        Participation(gpuClass: a100, units: 1),
      ], catalogue: nil)
    #expect(
      shares.shares.map(\.amountMicros) == [4_000_000_000, 2_000_000_000, 250_000_000])
    #expect(shares.unallocatedMicros == 0)
  }

  @Test func capsHoldAndTheRestIsShared() throws {
    let tree = PolicyFixture.plain
      .with("pools[0].caps", ["beneficiaryShare": "25%"])
      .with("pools[0].eligibility", ["vendors": ["nvidia"]])
    let policy = try PolicyFixture.policy(tree)
    let shares = ParticipationShares(
      policy.pools[0],
      [
        Participation(gpuClass: try gpu("nvidia/a100/80/sxm"), units: 90),
        Participation(gpuClass: try gpu("nvidia/a100/80/sxm"), units: 6),
        Participation(gpuClass: try gpu("nvidia/a100/80/sxm"), units: 4),
        Participation(gpuClass: try gpu("amd/mi60/32/pcie"), units: 50),
      ], catalogue: nil)
    #expect(
      shares.shares.map(\.amountMicros) == [1_562_500_000, 1_562_500_000, 1_562_500_000, 0])
    #expect(shares.shares.map(\.isCapped) == [true, true, true, false])
    #expect(shares.shares.last?.refusal == "vendor")
    #expect(shares.unallocatedMicros == 1_562_500_000)
    let looser = try PolicyFixture.policy(tree.with("pools[0].caps.beneficiaryShare", "50%"))
    let others = ParticipationShares(
      looser.pools[0], shares.shares.map(\.participation), catalogue: nil)
    #expect(
      others.shares.map(\.amountMicros) == [3_125_000_000, 1_875_000_000, 1_250_000_000, 0])
  }

  @Test("O-37 24 enrolled with 16 before are 8 additional; each rule says what it pays")
  func o37() throws {
    let views = GrowthView.allRules(
      unitsBefore: 16, unitsEnrolled: 24, reducedFactor: try Ratio("50%"))
    #expect(views.allSatisfy { $0.unitsAdditional == 8 && $0.unitsExisting == 16 })
    #expect(views.map(\.weightedUnitsPPM) == [8_000_000, 16_000_000, 24_000_000])
    #expect(views.map { $0.figures["paidLikeUnits"] } == [.text("8"), .text("16"), .text("24")])
    let fewer = GrowthView(
      unitsBefore: 16, unitsEnrolled: 10, rule: BaselineRule(rule: .none, factor: .zero))
    #expect(fewer.unitsAdditional == 0 && fewer.weightedUnitsPPM == 0)
  }

  @Test("O-55 65 GPUs at 2,000 a day scale to 30,769 for 1,000, as an extrapolation")
  func o55() throws {
    let extrapolation = try #require(
      Extrapolation(units: 65, perDay: try Money("2000 USD"), targetUnits: 1_000))
    #expect(extrapolation.perUnitDayMicros == 30_769_231)
    #expect(
      extrapolation.sentence
        == "30.77 USD per GPU-day; 1,000 GPUs: 30,769 USD per day (extrapolation from 65 GPUs)")
    #expect(extrapolation.figures["kind"] == .text("extrapolation, not a measurement"))
    #expect(Extrapolation(units: 0, perDay: try Money("1 USD"), targetUnits: 1) == nil)
    #expect(Extrapolation(units: 1, perDay: try Money("-1 USD"), targetUnits: 1) == nil)
  }

  @Test func whoBearsAMoveOfThePriceIsShown() throws {
    let tree = PolicyFixture.plain.with("market.akt", "2.50 USD")
    let pool = try PolicyFixture.policy(tree)
    let byPool = try #require(PriceView(pool.pools[0], market: pool.market))
    #expect(byPool.bearer == .pool)
    #expect(
      byPool.rows.map(\.tokens.micros) == [600_000_000_000, 300_000_000_000, 200_000_000_000])
    #expect(byPool.rows.allSatisfy { $0.dollars.micros == 750_000_000_000 })
    let payees = try PolicyFixture.policy(
      tree.with(
        "pools[0].conversion",
        ["moment": "funding", "fundingPrice": "2.50 USD", "difference": "payees"]))
    let byPayees = try #require(PriceView(payees.pools[0], market: payees.market))
    #expect(byPayees.bearer == .payees)
    #expect(byPayees.rows.allSatisfy { $0.tokens.micros == 300_000_000_000 })
    #expect(
      byPayees.rows.map(\.dollars.micros)
        == [375_000_000_000, 750_000_000_000, 1_125_000_000_000])
    let tokens = try PolicyFixture.policy(
      tree.with("pools[0].amount", "100 AKT").with("pools[0].conversion", nil)
        .with("pools[0].caps", nil))
    let fixed = try #require(PriceView(tokens.pools[0], market: tokens.market))
    #expect(fixed.rows.map(\.dollars.micros) == [125_000_000, 250_000_000, 375_000_000])
  }

  @Test func thePlanReadsAsTextAndAsJSON() throws {
    let plan = try plan(PolicyFixture.pilot)
    let text = plan.lines
    #expect(text.first == "Program akash-pilot-1")
    #expect(text.contains("Lines of committed"))
    #expect(text.allSatisfy { !$0.hasSuffix(" ") })
    let value = try JSONReader.read(plan.json, limitBytes: 1_000_000)
    guard case .array(let sections)? = value["sections"] else {
      Issue.record("no sections")
      return
    }
    #expect(sections.count == plan.sections.count)
  }

  @Test func plansOfRandomPoliciesNeverTrap() throws {
    let participation = [
      Participation(gpuClass: try gpu("nvidia/a100/80/sxm"), units: 9, unitsBefore: 4),
      Participation(gpuClass: try gpu("amd/mi300x/192/oam"), units: 1_000_000),
    ]
    for seed in 0..<1_000 as Range<UInt64> {
      var generator = RandomPolicy(seed: seed)
      let plan = try plan(generator.tree(), participation)
      #expect(!plan.lines.isEmpty)
      for pool in plan.policy.pools where pool.kind == .epoch && !pool.span.isEmpty {
        let shares = ParticipationShares(pool, participation, catalogue: nil)
        #expect(shares.unallocatedMicros >= 0, "seed \(seed)")
        #expect(shares.shares.allSatisfy { $0.amountMicros >= 0 }, "seed \(seed)")
      }
    }
  }
}
