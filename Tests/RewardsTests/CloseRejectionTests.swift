import Evidence
import Policy
import Quantities
import Rewards
import Testing

@Suite struct CloseRejectionTests {
  /// Every case once; a new one does not compile until it is named, and fails until a row makes it.
  private static func name(_ rejection: CloseRejection) -> String {
    switch rejection {
    case .unknownRules: "unknownRules"
    case .unknownPool: "unknownPool"
    case .poolNotInOrder: "poolNotInOrder"
    case .epochOutOfRange: "epochOutOfRange"
    case .versionOutOfRange: "versionOutOfRange"
    case .policyOutOfBounds(let number): "policyOutOfBounds \(number.rawValue)"
    case .boundaryOffSlot: "boundaryOffSlot"
    case .tallyOfOtherSpan: "tallyOfOtherSpan"
    case .countMissing: "countMissing"
    case .providerNotOnRoster: "providerNotOnRoster"
    case .classNotInCatalogue: "classNotInCatalogue"
    case .unitsOutOfBounds: "unitsOutOfBounds"
    case .factOutOfBounds(let number): "factOutOfBounds \(number.rawValue)"
    case .claimOfOtherKind: "claimOfOtherKind"
    case .claimTwice: "claimTwice"
    case .lineTwice: "lineTwice"
    case .campaignUnknown: "campaignUnknown"
    case .claimUnknown: "claimUnknown"
    case .participationsOverlap: "participationsOverlap"
    case .leasesPaidTwice: "leasesPaidTwice"
    case .previousMissing: "previousMissing"
    case .previousOfOther: "previousOfOther"
    case .previousUnbalanced: "previousUnbalanced"
    case .previousCarries: "previousCarries"
    case .correctionOutOfPlace: "correctionOutOfPlace"
    case .correctionsExceedPot: "correctionsExceedPot"
    case .fundingPriceMissing: "fundingPriceMissing"
    case .dateOutOfBounds: "dateOutOfBounds"
    case .overflow(let quantity): "overflow \(quantity.rawValue)"
    }
  }

  private static let names: Set<String> = Set(
    [
      "unknownRules", "unknownPool", "poolNotInOrder", "epochOutOfRange", "versionOutOfRange",
      "boundaryOffSlot", "tallyOfOtherSpan", "countMissing", "providerNotOnRoster",
      "classNotInCatalogue", "unitsOutOfBounds", "claimOfOtherKind", "claimTwice", "lineTwice",
      "campaignUnknown", "claimUnknown", "participationsOverlap", "previousMissing",
      "previousOfOther", "leasesPaidTwice",
      "previousUnbalanced", "previousCarries", "correctionOutOfPlace", "correctionsExceedPot",
      "fundingPriceMissing", "dateOutOfBounds",
    ] + CloseRejection.PolicyNumber.allCases.map { "policyOutOfBounds \($0.rawValue)" }
      + CloseRejection.FactNumber.allCases.map { "factOutOfBounds \($0.rawValue)" }
      + CloseRejection.Quantity.allCases.map { "overflow \($0.rawValue)" })

  private struct Row: Sendable {
    let expected: String
    let change: @Sendable (inout World, inout EpochInput) -> Void

    init(_ expected: String, _ change: @escaping @Sendable (inout World, inout EpochInput) -> Void)
    {
      self.expected = expected
      self.change = change
    }
  }

  private static func claim(
    like claim: Claim, id: String? = nil, pool: String? = nil, provider: UInt32? = nil,
    gpuClass: UInt32? = nil, units: Int? = nil, line: Int? = nil, kind: Claim.Kind? = nil
  ) -> Claim {
    Claim(
      id: id.map { World.label($0) } ?? claim.id, pool: pool.map { World.label($0) } ?? claim.pool,
      provider: provider.map { ProviderIndex($0) } ?? claim.provider,
      gpuClass: gpuClass.map { ClassIndex($0) } ?? claim.gpuClass, units: units ?? claim.units,
      from: claim.from, until: claim.until, statedUntil: claim.statedUntil, payee: claim.payee,
      beneficiary: claim.beneficiary, line: line ?? claim.line, kind: kind ?? claim.kind)
  }

  private static let shapeRows: [Row] = [
    Row("unknownRules") { _, input in input.policy.rules = 3 },
    Row("unknownPool") { _, input in input.pool = World.label("none") },
    Row("poolNotInOrder") { _, input in input.policy.order = [] },
    Row("poolNotInOrder") { _, input in
      input.claims[0] = claim(like: input.claims[0], pool: "elsewhere")
    },
    Row("epochOutOfRange") { _, input in input.epoch = 0 },
    Row("epochOutOfRange") { _, input in input.epoch = .max },
    Row("versionOutOfRange") { _, input in input.version = 0 },
    Row("policyOutOfBounds slot") { _, input in input.policy.observation.slotSeconds = 0 },
    Row("policyOutOfBounds grace") { _, input in input.policy.observation.graceSeconds = -1 },
    Row("policyOutOfBounds maintenance") { _, input in
      input.policy.observation.maintenance.noticeSeconds = -1
    },
    Row("policyOutOfBounds uptime window") { _, input in
      input.policy.pools[0].uptime.windowEpochs = 0
    },
    Row("policyOutOfBounds uptime factor") { _, input in
      input.policy.pools[0].uptime.curve = [
        CurveStep(from: .zero, factor: .fixed(World.ratio(1_000_001)))
      ]
    },
    Row("policyOutOfBounds amount") { _, input in
      input.policy.pools[0].amount = World.money("-1 uakt")
    },
    Row("policyOutOfBounds amount") { _, input in
      input.policy.pools[0].caps.perGPUHour = [
        HourCap(pattern: World.pattern("*/*/*/*"), amountMicros: .max)
      ]
    },
    Row("boundaryOffSlot") { _, input in input.policy.observation.slotSeconds = 7_000 },
    Row("tallyOfOtherSpan") { world, input in input.tally = world.fullTally(epoch: 2) },
    Row("tallyOfOtherSpan") { _, input in input.policy.observation.slotSeconds = 600 },
    Row("countMissing") { _, input in input.policy.pools[0].proof = .leased },
    Row("countMissing") { _, input in
      input.policy.pools[0].eligibility.homogeneousNodes = true
    },
    Row("dateOutOfBounds") { _, input in
      input.policy.payouts.hold = World.duration("P230Y")
    },
    Row("dateOutOfBounds") { _, input in input.policy.observation.graceSeconds = .max },
    Row("fundingPriceMissing") { _, input in
      input.policy.pools[0].conversion = ConversionRule(
        moment: .funding, fundingPrice: nil, difference: .pool)
    },
  ]

  private static let factRows: [Row] = [
    Row("providerNotOnRoster") { _, input in
      input.claims[0] = claim(like: input.claims[0], provider: 99)
    },
    Row("providerNotOnRoster") { _, input in input.roster = [] },
    Row("classNotInCatalogue") { _, input in
      input.claims[0] = claim(like: input.claims[0], gpuClass: 4)
    },
    Row("unitsOutOfBounds") { _, input in
      input.claims[0] = claim(like: input.claims[0], units: 0)
    },
    Row("unitsOutOfBounds") { _, input in
      input.claims[0] = claim(like: input.claims[0], units: 100_001)
    },
    Row("factOutOfBounds rate") { _, input in
      input.claims.append(
        claim(like: input.claims[0], kind: .contract(rateMicros: -1)))
    },
    Row("factOutOfBounds campaign cap") { _, input in
      input.campaigns = [
        Campaign(
          id: World.label("c"), pool: World.label("mining"), rateMicros: 1, capMicros: .max,
          line: 1)
      ]
    },
    Row("factOutOfBounds schedule window") { _, input in
      input.schedules = [
        DailySchedule(
          provider: ProviderIndex(0), pool: World.label("mining"), from: .earliest, until: nil,
          openSecond: 0, closeSecond: 86_400, line: 1)
      ]
    },
    Row("factOutOfBounds baseline units") { _, input in
      input.baselines = [
        BaselineCount(provider: ProviderIndex(0), gpuClass: World.a100, units: -1)
      ]
    },
    Row("claimOfOtherKind") { _, input in
      input.claims[0] = claim(like: input.claims[0], kind: .contract(rateMicros: 1))
    },
    Row("lineTwice") { _, input in input.claims.append(claim(like: input.claims[0], id: "b")) },
    Row("lineTwice") { _, input in
      input.claims.append(claim(like: input.claims[0], id: "b", gpuClass: 0))
    },
    Row("overflow weight") { _, input in
      let huge = World.ratio(1_000_000_000_000)
      let all = World.pattern("*/*/*/*")
      input.policy.pools[0].classWeights = [ClassWeight(pattern: all, weight: huge)]
      input.policy.pools[0].sizeClasses = [SizeClass(from: 0, below: nil, factor: huge)]
      input.policy.pools[0].baseline = BaselineRule(rule: .reduced, factor: huge)
      input.baselines = [
        BaselineCount(provider: ProviderIndex(0), gpuClass: World.a100, units: 1)
      ]
    },
  ]

  @Test func everyRuleIsProducedAndSaysWhatToDo() throws {
    var produced: Set<String> = []
    for row in Self.shapeRows + Self.factRows {
      var world = World([World.pool()])
      world.claim("a", units: 1)
      var input = world.input(tally: world.fullTally())
      row.change(&world, &input)
      produced.insert(try expect(row.expected, input))
    }
    for (expected, input) in try laterInputs() { produced.insert(try expect(expected, input)) }
    #expect(Self.names.subtracting(produced).isEmpty)
    #expect(produced.subtracting(Self.names).isEmpty)
  }

  private func expect(_ expected: String, _ input: EpochInput) throws -> String {
    do {
      _ = try RewardEngine.statement(for: input)
      Issue.record("\(expected): nothing was refused")
      return ""
    } catch {
      #expect(Self.name(error) == expected)
      #expect(error.description.count > 20)
      return Self.name(error)
    }
  }

  /// Inputs of a second epoch and of the other kinds of pool.
  private func laterInputs() throws -> [(String, EpochInput)] {
    var world = World([World.pool(amount: "100 uakt", span: World.span("2024-02-09", "2024-02-12"))]
    )
    world.edit {
      $0.vesting = VestingRule(kind: .quarterly, cliff: nil, onExit: .keep)
    }
    world.claim("a", units: 1)
    let first = try world.close()
    func next(_ change: (inout EpochInput) -> Void) -> EpochInput {
      var input = world.input(epoch: 2, tally: world.fullTally(epoch: 2), previous: [first])
      change(&input)
      return input
    }
    func changed(_ change: (inout Statement) -> Void) -> Statement {
      var statement = first
      change(&statement)
      return statement
    }
    func correction(_ micros: Int64) -> Correction {
      Correction(
        epoch: 1, replaces: .zero, statement: .zero,
        claims: [
          Correction.ClaimDifference(
            claim: first.lines[0].parts[0].claim, micros: micros, line: first.lines[0].key)
        ])
    }
    return [
      ("previousMissing", next { $0.previous = [] }),
      ("previousMissing", next { $0.previousDigest = nil }),
      (
        "previousMissing",
        next {
          $0.policy.pools[0].uptime.windowEpochs = 3
          $0.epoch = 3
          $0.tally = world.fullTally(epoch: 3)
          $0.previous = [changed { $0.epoch = 2 }]
        }
      ),
      ("previousOfOther", next { $0.previous = [changed { $0.version = 2 }] }),
      ("previousOfOther", next { $0.previous = [changed { $0.pool = World.label("x") }] }),
      ("previousOfOther", next { $0.previous.append(first) }),
      ("previousUnbalanced", next { $0.previous = [changed { $0.lines[0].vestedMicros = 5 }] }),
      ("previousCarries", next { $0.previous = [changed { $0.pot.carriedOutMicros = -.max }] }),
      ("claimUnknown", next { $0.claims = [] }),
      ("claimTwice", next { $0.claims.append(Self.claim(like: $0.claims[0], line: 77)) }),
      (
        "correctionsExceedPot",
        next {
          $0.policy.pools[0].span = World.span("2024-02-09", "2024-02-11")
          $0.corrections = [correction(1_000)]
        }
      ),
      ("correctionOutOfPlace", next { $0.corrections = [correction(1), correction(2)] }),
      (
        "correctionOutOfPlace",
        next {
          $0.corrections = [Correction(epoch: 2, replaces: .zero, statement: .zero, claims: [])]
        }
      ),
      ("overflow amount", next { $0.corrections = [correction(-Amount.limitMicros - 1)] }),
      ("overflow conversion", try conversionInput()),
      ("overflow obligation", try obligationInput()),
      ("campaignUnknown", try campaignInput()),
    ] + leaseInputs()
  }

  private func leaseInputs() -> [(String, EpochInput)] {
    [
      ("participationsOverlap", overlapInput()),
      ("policyOutOfBounds pool's kind", ruleLessInput()),
      ("policyOutOfBounds pool's leased part", leasedInput { _ in }),
      (
        "leasesPaidTwice",
        leasedInput { world in
          world.policy.pools[0].floor = nil
          world.policy.pools.append(World.pool("active", kind: .activity))
          world.policy.pools[1].activity = .standard
        }
      ),
    ]
  }

  private func overlapInput() -> EpochInput {
    var world = ActivityWorld()
    world.provider("p")
    world.join("again", .provider, World.address(0))
    return world.world.input(tally: world.tally())
  }

  private func ruleLessInput() -> EpochInput {
    var world = ActivityWorld()
    world.world.edit { $0.activity = nil }
    return world.world.input(tally: world.tally())
  }

  /// An epoch pool that pays for leases beside a floor.
  private func leasedInput(_ change: (inout World) -> Void) -> EpochInput {
    var world = World([World.pool()])
    world.policy.rules = 2
    world.edit {
      $0.activity = .standard
      $0.floor = FloorRule(amountMicros: 1, mode: .regardless)
    }
    change(&world)
    return world.input(tally: world.fullTally())
  }

  private func conversionInput() throws -> EpochInput {
    var world = World([World.pool(amount: "900000000000.00 USD")])
    world.edit {
      $0.conversion = ConversionRule(
        moment: .funding, fundingPrice: World.price("0.000000000000000001"), difference: .pool)
    }
    world.claim("a", units: 1)
    return world.input(tally: world.fullTally())
  }

  /// Verified seconds of two centuries at the highest rate, all of them lost to the uptime curve.
  private func obligationInput() throws -> EpochInput {
    var world = World([
      World.pool(
        kind: .research, amount: "1.00 USD", span: World.span("1970-01-01", "2200-12-01"),
        epoch: "P84000D")
    ])
    world.edit { $0.uptime.curve = [] }
    world.policy.observation.slotSeconds = 86_400
    world.campaigns = [
      Campaign(
        id: World.label("campaign"), pool: World.label("mining"),
        rateMicros: Amount.limitMicros, capMicros: 1, line: 1)
    ]
    for index in 0..<4 { world.claim("a-\(index)", units: 100_000) }
    return world.input(tally: world.fullTally(count: 400_000))
  }

  private func campaignInput() throws -> EpochInput {
    var world = World([World.pool(kind: .research)])
    world.claim("a", units: 1, campaign: "nobody")
    return world.input(tally: world.fullTally())
  }
}
