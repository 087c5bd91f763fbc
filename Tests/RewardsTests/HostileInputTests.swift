import Evidence
import Policy
import Quantities
import Rewards
import TestSupport
import Testing

/// Law 11: bounds are checked, so that no input traps, however extreme.
@Suite struct HostileInputTests {
  private static func extreme(_ random: inout SplitMix64) -> Int64 {
    switch random.below(6) {
    case 0: return .max
    case 1: return .min
    case 2: return Amount.limitMicros
    case 3: return 0
    default: return Int64(bitPattern: random.next() >> UInt64(random.below(64)))
    }
  }

  private static func ratio(_ random: inout SplitMix64) -> Ratio {
    World.ratio(
      random.chance(1, in: 4)
        ? Ratio.limitPPM : random.next() % (UInt64(1) << UInt64(1 + random.below(39))))
  }

  private static func money(_ random: inout SplitMix64, _ currency: Currency) -> Money {
    let micros = extreme(&random) % (Amount.limitMicros + 1)
    do { return Money(try Amount(micros: micros), currency) } catch {
      preconditionFailure("The amount is within its bounds.")
    }
  }

  private func corruptPolicy(_ pool: inout PoolPolicy, _ random: inout SplitMix64) {
    switch random.below(12) {
    case 0: pool.amount = Self.money(&random, pool.currency)
    case 1: pool.caps.beneficiaryShare = Self.ratio(&random)
    case 2: pool.caps.beneficiaryAmountMicros = Self.extreme(&random)
    case 3:
      pool.caps.perGPUHour = [
        HourCap(pattern: World.pattern("*/*/*/*"), amountMicros: Self.extreme(&random))
      ]
    case 4:
      pool.classWeights = [
        ClassWeight(pattern: World.pattern("*/*/*/*"), weight: Self.ratio(&random))
      ]
    case 5:
      pool.sizeClasses = [
        SizeClass(
          from: Int(Self.extreme(&random)), below: Int(Self.extreme(&random)),
          factor: Self.ratio(&random))
      ]
    case 6: pool.baseline = BaselineRule(rule: .reduced, factor: Self.ratio(&random))
    case 7:
      pool.floor = FloorRule(amountMicros: Self.extreme(&random), mode: .topUp)
    case 8: pool.uptime.windowEpochs = Int(Self.extreme(&random))
    case 9: pool.uptime.curve = []
    case 10:
      pool.conversion = ConversionRule(
        moment: .funding, fundingPrice: World.price("0.000000000000000001"), difference: .pool)
    default:
      pool.priceGuidance = PriceGuidance(
        prices: [
          MarketRent(pattern: World.pattern("*/*/*/*"), perHourMicros: Self.extreme(&random))
        ], above: .exclude)
    }
  }

  private func corruptFacts(_ input: inout EpochInput, _ random: inout SplitMix64) {
    for index in input.claims.indices where random.chance(1, in: 2) {
      let claim = input.claims[index]
      let kind: Claim.Kind =
        random.chance(1, in: 3) ? .contract(rateMicros: Self.extreme(&random)) : claim.kind
      func time(_ time: Timestamp) -> Timestamp {
        random.chance(1, in: 3)
          ? (random.chance(1, in: 2) ? .latest : .earliest) : time
      }
      input.claims[index] = Claim(
        id: claim.id, pool: claim.pool,
        provider: ProviderIndex(UInt32(truncatingIfNeeded: random.below(4))),
        gpuClass: ClassIndex(UInt32(truncatingIfNeeded: random.below(5))),
        units: random.chance(1, in: 2) ? Claim.limitUnits : Int(Self.extreme(&random)),
        from: time(claim.from), until: time(claim.until), statedUntil: time(claim.statedUntil),
        endedEarly: claim.endedEarly, payee: claim.payee, beneficiary: claim.beneficiary,
        line: random.chance(1, in: 4) ? Int(Self.extreme(&random)) : claim.line, kind: kind)
    }
    for index in input.campaigns.indices {
      let campaign = input.campaigns[index]
      input.campaigns[index] = Campaign(
        id: campaign.id, pool: campaign.pool, rateMicros: Self.extreme(&random),
        capMicros: Self.extreme(&random), line: campaign.line)
    }
    input.baselines = [
      BaselineCount(
        provider: ProviderIndex(UInt32(random.below(9))), gpuClass: World.a100,
        units: Int(Self.extreme(&random)))
    ]
    if random.chance(1, in: 3) { input.epoch = Int(Self.extreme(&random)) }
    if random.chance(1, in: 3) { input.version = Int(Self.extreme(&random)) }
  }

  @Test("Law 11: bounds are checked: extreme inputs never trap") func extremeInputsNeverTrap()
    throws
  {
    var closed = 0
    for seed in 0..<3_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed ^ 0xBAD)
      let worlds = RandomWorld(seed: seed)
      var input = worlds.world.input(tally: worlds.tally(1))
      for _ in 0..<1 + random.below(3) { corruptPolicy(&input.policy.pools[0], &random) }
      if random.chance(1, in: 2) { corruptFacts(&input, &random) }
      if random.chance(1, in: 4) {
        input.policy.observation.maintenance.allowanceSeconds = Self.extreme(&random)
      }
      if random.chance(1, in: 4) {
        input.policy.observation.maintenance.noticeSeconds = Self.extreme(&random)
      }
      do {
        let statement = try RewardEngine.statement(for: input)
        #expect(statement.isBalanced, "seed \(seed)")
        _ = try StatementReader.read(World.bytes(statement))
        closed += 1
      } catch is CloseRejection {
        continue
      }
    }
    #expect(closed > 300, "Enough extreme inputs are still closed: \(closed)")
  }

  @Test func extremeEarlierStatementsNeverTrap() throws {
    for seed in 0..<1_500 as Range<UInt64> {
      var random = SplitMix64(seed: seed ^ 0x0DD)
      let worlds = RandomWorld(seed: seed)
      guard var previous = try worlds.statements().first else { continue }
      previous.pot.carriedOutMicros = Self.extreme(&random)
      for index in previous.lines.indices {
        switch random.below(4) {
        case 0: previous.lines[index].vestedMicros = Self.extreme(&random)
        case 1: previous.lines[index].waitingMicros = Self.extreme(&random)
        case 2: previous.lines[index].uaktToDate = Self.extreme(&random)
        default:
          let amount = Self.extreme(&random)
          previous.lines[index].accruedMicros = amount
          previous.lines[index].vestedMicros = amount
          previous.lines[index].unvested = []
          previous.lines[index].holds = []
        }
      }
      for index in previous.campaigns.indices {
        previous.campaigns[index].earnedToDateMicros = Self.extreme(&random)
      }
      let input = worlds.world.input(epoch: 2, tally: worlds.tally(2), previous: [previous])
      let result = Result { try RewardEngine.statement(for: input) }
      if case .success(let statement) = result { #expect(statement.isBalanced, "seed \(seed)") }
    }
  }

  @Test func randomBytesAreNeverAStatement() {
    for seed in 0..<2_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let bytes = (0..<random.below(200)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      #expect(throws: StatementError.self) { try StatementReader.read(bytes) }
    }
  }
}
