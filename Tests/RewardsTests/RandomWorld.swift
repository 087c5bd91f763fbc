import Evidence
import Policy
import Quantities
import Rewards
import TestSupport

/// Worlds drawn from a seed: any pool kinds, rules and evidence that policy check would let pass.
struct RandomWorld {
  var world: World
  /// The evidence of each epoch; all pools have the same epochs.
  var builders: [TallyBuilder]
  private var tallies: [Tally] = []

  /// The kinds of rules 1; activity pools have worlds of their own.
  static let kinds: [PoolPolicy.Kind] = [.committed, .epoch, .research]
  static let epochs = 3
  static let slotsPerEpoch = 40
  /// Epochs end at awkward hours, so that schedules and quarters straddle them.
  static let epochSeconds = Int64(slotsPerEpoch) * World.slotSeconds

  init(seed: UInt64, kinds: [PoolPolicy.Kind] = RandomWorld.kinds) {
    var random = SplitMix64(seed: seed)
    let count = 1 + random.below(3)
    let pools = (0..<count).map { index in
      Self.pool("pool-\(index)", kind: kinds[random.below(kinds.count)], &random)
    }
    world = World(pools)
    random.shuffle(&world.policy.order)
    world.policy.observation.maintenance = MaintenanceRule(
      allowanceSeconds: Int64(random.below(20)) * 250, noticeSeconds: Int64(random.below(3)) * 3_600
    )
    world.policy.observation.unobservedAllowance = World.ratio(UInt64(random.below(200_000)))
    if random.chance(1, in: 2) { world.price = World.price("\(1 + random.below(9)).25") }
    for _ in 0..<1 + random.below(4) { _ = world.provider() }
    Self.addFacts(&world, &random)
    builders = []
    for epoch in 1...Self.epochs {
      builders.append(Self.evidence(world, epoch: epoch, &random))
    }
    tallies = builders.map { $0.finish() }
  }

  func tally(_ epoch: Int) -> Tally { tallies[epoch - 1] }

  /// Changes the evidence of an epoch.
  mutating func edit(_ epoch: Int, _ change: (inout TallyBuilder) -> Void) {
    change(&builders[epoch - 1])
    tallies[epoch - 1] = builders[epoch - 1].finish()
  }

  /// The statements of a pool's epochs, each with what came before it.
  func statements(_ position: Int = 0, change: (inout EpochInput) -> Void = { _ in })
    throws(CloseRejection) -> [Statement]
  {
    var statements: [Statement] = []
    for epoch in 1...Self.epochs {
      var input = world.input(
        position, epoch: epoch, tally: tally(epoch), previous: statements.reversed())
      change(&input)
      statements.append(try RewardEngine.statement(for: input))
    }
    return statements
  }
}

extension RandomWorld {
  private static func pool(
    _ name: String, kind: PoolPolicy.Kind, _ random: inout SplitMix64
  ) -> PoolPolicy {
    let isUSD = random.chance(2, in: 3)
    let micros = 1 + random.below(kind == .epoch ? 3_000_000 : 2_000_000_000)
    let start = World.start
    let span: TimeSpan
    do {
      span = try TimeSpan(
        start: start, end: start.adding(seconds: Int64(epochs) * epochSeconds - 1_200))
    } catch {
      preconditionFailure("The span is ordered.")
    }
    var pool = World.pool(
      name, kind: kind,
      amount: isUSD
        ? "\(micros / 1_000_000).\(String(micros % 1_000_000 + 1_000_000).dropFirst()) USD"
        : "\(micros) uakt",
      span: span, epoch: "PT\(epochSeconds)S")
    pool.proof = ProofLevel.allCases[random.below(3)]
    pool.eligibility.homogeneousNodes = random.chance(1, in: 3)
    if random.chance(1, in: 3) { pool.eligibility.minimumMemoryGB = 24 }
    let isUnbounded = random.chance(1, in: 3)
    pool.uptime = UptimeRule(
      base: random.chance(1, in: 3) ? .due : .verified,
      denominator: random.chance(1, in: 3) ? .due : .observed,
      windowEpochs: isUnbounded ? 1 + random.below(3) : 1,
      curve: random.chance(1, in: 2) ? World.curve : Self.curve(&random))
    pool.vesting = VestingRule(
      kind: [.none, .cliff, .quarterly][random.below(3)],
      cliff: World.duration("PT\(1 + random.below(30_000))S"),
      onExit: random.chance(1, in: 2) ? .keep : .forfeit)
    pool.unallocated = random.chance(1, in: 2) ? .carry : .return
    if isUSD, random.chance(2, in: 3) {
      pool.conversion = ConversionRule(
        moment: ConversionRule.Moment.allCases[random.below(3)],
        fundingPrice: World.price("2.5"), difference: .pool)
    }
    if random.chance(1, in: 3) {
      pool.priceGuidance = PriceGuidance(
        prices: [MarketRent(pattern: World.pattern("nvidia/*/*/*"), perHourMicros: 1_000_000)],
        above: random.chance(1, in: 2) ? .exclude : .flag)
    }
    guard kind == .epoch else { return pool }
    if random.chance(1, in: 2) {
      pool.classWeights = [
        ClassWeight(
          pattern: World.pattern("nvidia/h100/*/*"), weight: World.ratio(2_000_000)),
        ClassWeight(pattern: World.pattern("nvidia/*/*/*"), weight: .one),
      ]
    }
    if random.chance(1, in: 4) {
      pool.floor = FloorRule(
        amountMicros: Int64(random.below(2_000_000)),
        mode: random.chance(1, in: 2) ? .topUp : .regardless)
      return pool
    }
    addWeights(&pool, &random)
    return pool
  }

  private static func addWeights(_ pool: inout PoolPolicy, _ random: inout SplitMix64) {
    if random.chance(1, in: 3) {
      pool.sizeClasses = [
        SizeClass(from: 1, below: 3, factor: World.ratio(UInt64(1 + random.below(1_000_000)))),
        SizeClass(from: 3, below: nil, factor: World.ratio(UInt64(1_000_000 + random.below(9)))),
      ]
    }
    if random.chance(1, in: 3) {
      let rule = BaselineRule.Rule.allCases[random.below(3)]
      pool.baseline = BaselineRule(
        rule: rule, factor: World.ratio(rule == .none ? 0 : rule == .full ? 1_000_000 : 300_000))
    }
    if random.chance(1, in: 3) {
      pool.caps.beneficiaryShare = World.ratio(UInt64(random.below(1_000_000)))
    }
    if random.chance(1, in: 4) {
      pool.caps.beneficiaryAmountMicros = Int64(random.below(2_000_000))
    }
    if random.chance(1, in: 3) {
      pool.caps.perGPUHour = [
        HourCap(
          pattern: World.pattern(random.chance(1, in: 2) ? "*/*/*/*" : "nvidia/a100/*/*"),
          amountMicros: Int64(random.below(200_000)))
      ]
    }
  }

  private static func curve(_ random: inout SplitMix64) -> [CurveStep] {
    [
      CurveStep(from: .zero, factor: .fixed(World.ratio(UInt64(random.below(100_000))))),
      CurveStep(
        from: World.ratio(UInt64(100_000 + random.below(500_000))),
        factor: random.chance(1, in: 2) ? .proportional : .fixed(World.ratio(600_000))),
      CurveStep(from: World.ratio(900_000), factor: .fixed(.one)),
    ]
  }

  private static func addFacts(_ world: inout World, _ random: inout SplitMix64) {
    let length = Int64(epochs) * epochSeconds - 1_200
    for (position, pool) in world.policy.pools.enumerated() where pool.kind == .research {
      // The caps of a pool's campaigns together are at most its amount.
      var left = pool.amount.amount.micros
      for index in 0..<1 + random.below(2) {
        let cap = min(left, Int64(random.below(60_000_000)))
        left -= cap
        world.campaigns.append(
          Campaign(
            id: World.label("campaign-\(position)-\(index)"), pool: pool.name,
            rateMicros: Int64(random.below(3_000_000)),
            capMicros: cap, line: 1_000 + position * 10 + index))
      }
    }
    for _ in 0..<3 + random.below(9) {
      let position = random.below(world.policy.pools.count)
      let pool = world.policy.pools[position]
      let from = Int64(random.below(Int(length) / 100)) * 100
      let stated = from + 1 + Int64(random.below(Int(length - from)))
      let isEarly = random.chance(1, in: 2)
      let end = isEarly ? from + Int64(random.below(Int(stated - from))) : stated
      let campaigns = world.campaigns.filter { $0.pool == pool.name }
      world.claim(
        provider: ProviderIndex(UInt32(random.below(world.providerCount))), pool: position,
        gpuClass: [World.a100, World.a100, World.h100, World.h100, World.t4, World.mi300x][
          random.below(6)], units: 1 + random.below(5), from: from,
        until: end, statedUntil: stated, endedEarly: isEarly ? end : nil,
        payee: random.chance(1, in: 2) ? random.below(3) : nil,
        beneficiary: random.chance(1, in: 3) ? "party-\(random.below(2))" : nil,
        rateMicros: Int64(random.below(3_000_000)),
        campaign: campaigns.isEmpty ? nil : campaigns[random.below(campaigns.count)].id.text)
    }
    addDeclarations(&world, &random)
  }

  private static func addDeclarations(_ world: inout World, _ random: inout SplitMix64) {
    let length = Int64(epochs) * epochSeconds
    func time(_ seconds: Int64) -> Timestamp {
      do { return try World.start.adding(seconds: seconds) } catch {
        preconditionFailure("The time is in range.")
      }
    }
    for line in 0..<random.below(4) {
      let pool = world.policy.pools[random.below(world.policy.pools.count)].name
      world.schedules.append(
        DailySchedule(
          provider: ProviderIndex(UInt32(random.below(world.providerCount))), pool: pool,
          from: time(Int64(random.below(Int(length)))),
          until: random.chance(1, in: 2) ? nil : time(Int64(random.below(Int(length) * 2))),
          openSecond: Int64(random.below(1_440)) * 60,
          closeSecond: Int64(random.below(1_440)) * 60,
          line: 500 + line))
    }
    for _ in 0..<random.below(4) {
      let start = Int64(random.below(Int(length)))
      guard
        let span = try? TimeSpan(
          start: time(start), end: time(start + Int64(random.below(6_000))))
      else { continue }
      world.maintenance.append(
        MaintenanceNotice(
          provider: ProviderIndex(UInt32(random.below(world.providerCount))), span: span,
          admittedAt: time(Int64(random.below(Int(start) + 1)))))
    }
    for provider in 0..<world.providerCount where random.chance(1, in: 2) {
      world.baselines.append(
        BaselineCount(
          provider: ProviderIndex(UInt32(provider)), gpuClass: World.a100,
          units: random.below(6)))
    }
    if random.chance(1, in: 3) {
      world.exceptions.append(
        AllowedException(
          rule: .eligibility, pool: world.policy.pools[0].name, provider: nil,
          gpuClass: World.t4, from: .earliest, until: nil))
    }
    if random.chance(1, in: 8) { world.administratorProviders = [ProviderIndex(0)] }
    for epoch in 1...2 where random.chance(1, in: 2) {
      world.reviews.append(
        HoldReview(
          pool: world.policy.pools[0].name, epoch: epoch,
          provider: ProviderIndex(UInt32(random.below(world.providerCount))),
          decision: random.chance(1, in: 2) ? .release : .refuse))
    }
  }

  private static func evidence(
    _ world: World, epoch: Int, _ random: inout SplitMix64
  ) -> TallyBuilder {
    guard let span = EpochCalendar(world.policy.pools[0]).epoch(epoch) else {
      preconditionFailure("The random pool has that epoch.")
    }
    let slots = Int(span.seconds / World.slotSeconds)
    let tracks = ProofLevel.allCases.flatMap { level in
      [false, true].map { CountTrack(level: level, homogeneous: $0) }
    }
    var builder = TallyBuilder(
      start: span.start, slotSeconds: World.slotSeconds, slotCount: slots,
      providerCount: world.providerCount, tracks: tracks)
    for index in 0..<world.providerCount {
      let provider = ProviderIndex(UInt32(index))
      builder.set(.up, provider, slots: 0..<slots)
      for _ in 0..<random.below(4) {
        let state: [SlotState] = [.down, .conflict, .unobservedProvider, .up, .down]
        builder.set(state[random.below(5)], provider, slots: random.range(below: slots))
      }
      for gpuClass in 0..<4 as Range<UInt32> where random.chance(4, in: 5) {
        addCounts(provider, ClassIndex(gpuClass), slots, &builder, &random)
      }
    }
    if random.chance(1, in: 2) { builder.setUnobserved(random.range(below: slots)) }
    if random.chance(1, in: 3) { builder.setProofUnobserved(random.range(below: slots)) }
    addLeases(world, span, &builder, &random)
    if random.chance(1, in: 4) {
      builder.add(
        TallyFinding(
          kind: random.chance(1, in: 2) ? .duplicateDevice : .sharedHost,
          provider: ProviderIndex(0), gpuClass: World.a100, firstSlot: 0, slotCount: 1))
    }
    return builder
  }

  /// Counts that are consistent: a stronger level and homogeneous nodes never count more.
  private static func addCounts(
    _ provider: ProviderIndex, _ gpuClass: ClassIndex, _ slots: Int,
    _ builder: inout TallyBuilder, _ random: inout SplitMix64
  ) {
    for _ in 0..<1 + random.below(3) {
      let range = random.chance(1, in: 2) ? 0..<slots : random.range(below: slots)
      let reported = random.below(10)
      for homogeneous in [false, true] {
        var limit = reported
        for level in ProofLevel.allCases {
          limit = level == .reported && !homogeneous ? reported : max(0, limit - random.below(2))
          builder.set(
            count: UInt32(limit), provider, gpuClass,
            CountTrack(level: level, homogeneous: homogeneous), slots: range)
        }
      }
    }
    if random.chance(1, in: 4) {
      builder.setAllTracks(count: nil, provider, gpuClass, slots: random.range(below: slots))
    }
  }

  private static func addLeases(
    _ world: World, _ span: TimeSpan, _ builder: inout TallyBuilder, _ random: inout SplitMix64
  ) {
    for number in 0..<random.below(9) {
      let range = random.range(below: Int(span.seconds))
      guard
        let stretch = try? TimeSpan(
          start: span.start.adding(seconds: Int64(range.lowerBound)),
          end: span.start.adding(seconds: Int64(range.upperBound)))
      else { continue }
      builder.add(
        TallyLease(
          lease: LeaseIdentifier(value: UInt128(number)),
          provider: ProviderIndex(UInt32(random.below(world.providerCount))),
          gpuClass: random.chance(1, in: 5) ? nil : ClassIndex(UInt32(random.below(4))),
          gpus: UInt32(random.below(4)), span: stretch,
          state: random.chance(1, in: 2) ? .active : LeaseState.allCases[random.below(3)],
          answered: false,
          denomination: LeaseDenomination.allCases[random.below(2)],
          pricePerHourMicros: UInt64(random.below(1_500_000))))
    }
  }
}
