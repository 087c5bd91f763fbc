import Evidence
import Policy
import Quantities

import Rewards

/// A small program for tests: a policy, its facts, and tallies made slot by slot.
struct World {
  var policy: ProgramPolicy
  var claims: [Claim] = []
  var campaigns: [Campaign] = []
  var schedules: [DailySchedule] = []
  var maintenance: [MaintenanceNotice] = []
  var exceptions: [AllowedException] = []
  var reviews: [HoldReview] = []
  var baselines: [BaselineCount] = []
  var administratorProviders: [ProviderIndex] = []
  var activity = ActivityFacts()
  var price: Price18?
  var providerCount = 0
  private var nextLine = 2

  static let start = time("2024-02-09")
  static let slotSeconds: Int64 = 300

  init(_ pools: [PoolPolicy]) {
    policy = Self.policy(pools)
  }

  static func time(_ text: String) -> Timestamp {
    do { return try Timestamp(text) } catch { preconditionFailure("bad time \(text)") }
  }

  static func label(_ text: String) -> Label {
    do { return try Label(text) } catch { preconditionFailure("bad label \(text)") }
  }

  static func address(_ index: Int) -> Address {
    let letters = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    var text = Array("akash1".utf8)
    var rest = index &* 2_654_435_761
    for _ in 0..<12 {
      text.append(letters[rest & 31])
      rest = rest >> 5 ^ index
    }
    text += Array(String(index).utf8)
    do { return try Address(bytes: text) } catch { preconditionFailure("bad address") }
  }

  static func duration(_ text: String) -> CalendarDuration {
    do { return try CalendarDuration(text) } catch { preconditionFailure("bad duration \(text)") }
  }

  static func ratio(_ ppm: UInt64) -> Ratio {
    do { return try Ratio(ppm: ppm) } catch { preconditionFailure("bad ratio \(ppm)") }
  }

  static func money(_ text: String) -> Money {
    do { return try Money(text) } catch { preconditionFailure("bad money \(text)") }
  }

  static func pattern(_ text: String) -> ClassPattern {
    guard let pattern = ClassPattern(text) else { preconditionFailure("bad pattern \(text)") }
    return pattern
  }

  static func span(_ start: String, _ end: String) -> TimeSpan {
    do { return try TimeSpan(start: time(start), end: time(end)) } catch {
      preconditionFailure("bad span")
    }
  }

  static func price(_ text: String) -> Price18 {
    do { return try Price18(text) } catch { preconditionFailure("bad price \(text)") }
  }

  // The classes of the test catalogue, in its order.
  static let mi300x = ClassIndex(0)
  static let a100 = ClassIndex(1)
  static let h100 = ClassIndex(2)
  static let t4 = ClassIndex(3)

  static let catalogue: GPUCatalogue = {
    let names = [
      "amd/mi300x/192/oam", "nvidia/a100/80/sxm", "nvidia/h100/80/sxm", "nvidia/t4/16/pcie",
    ]
    let entries = names.compactMap { GPUClass($0) }.map { gpuClass in
      CatalogueEntry(
        gpuClass: gpuClass, name: gpuClass.model.text, announced: nil, available: nil,
        otherDates: [], aliases: [], deviceIdentifiers: [], reportedMemoryMiB: nil, notes: nil)
    }
    do {
      return try GPUCatalogue(revision: label("test"), sources: [], entries: entries)
    } catch {
      preconditionFailure("The test catalogue is well formed: \(error)")
    }
  }()

  /// O-30's curve: below 90 % nothing, then in proportion, from 99 % in full.
  static let curve = [
    CurveStep(from: .zero, factor: .fixed(.zero)),
    CurveStep(from: ratio(900_000), factor: .proportional),
    CurveStep(from: ratio(990_000), factor: .fixed(.one)),
  ]

  static func pool(
    _ name: String = "mining", kind: PoolPolicy.Kind = .epoch, amount: String = "750000.00 USD",
    span: TimeSpan = World.span("2024-02-09", "2024-06-08"), epoch: String = "P1D"
  ) -> PoolPolicy {
    PoolPolicy(
      name: label(name), kind: kind, amount: money(amount), share: nil, span: span,
      epoch: duration(epoch), proof: .reported, eligibility: EligibilityRule(),
      uptime: UptimeRule(
        base: .verified, denominator: .observed, windowEpochs: 1, curve: curve),
      classWeights: [], sizeClasses: [], baseline: nil, priceGuidance: nil,
      caps: CapRule(beneficiaryShare: nil, beneficiaryAmountMicros: nil, perGPUHour: []),
      floor: nil, lines: [], vesting: VestingRule(kind: .none, cliff: nil, onExit: .forfeit),
      unallocated: .return, conversion: nil)
  }

  private static func policy(_ pools: [PoolPolicy]) -> ProgramPolicy {
    ProgramPolicy(
      name: label("test"), network: label("testnet"),
      rules: pools.contains { $0.kind == .activity } ? 2 : 1,
      window: span("2024-01-01", "2026-01-01"),
      budget: BudgetRule(amount: money("5000000.00 USD"), basis: .amounts),
      observation: ObservationRule(
        slotSeconds: slotSeconds, graceSeconds: 86_400,
        quorum: QuorumRule(state: 2, count: 2, lease: 1, proof: 2),
        unobservedAllowance: ratio(50_000),
        maintenance: MaintenanceRule(allowanceSeconds: 28_800, noticeSeconds: 86_400)),
      price: PriceWindowRule(windowSeconds: 86_400, minimumSamples: 3, minimumSources: 2),
      payouts: PayoutRule(
        hold: duration("P3D"), first: time("2024-02-12"), every: duration("P7D")),
      order: pools.map(\.name),
      market: MarketAssumptions(
        rents: [], arbitrageMultiple: .one, dailyVolume: nil, akt: nil),
      targets: [], pools: pools, acceptances: [], declared: DeclaredText(json: Array("{}".utf8)))
  }

  /// Changes the pool at a position.
  mutating func edit(_ position: Int = 0, _ change: (inout PoolPolicy) -> Void) {
    change(&policy.pools[position])
  }
}

extension World {
  /// A new provider without claims.
  mutating func provider() -> ProviderIndex {
    providerCount += 1
    return ProviderIndex(UInt32(providerCount - 1))
  }

  /// Adds a claim of a new or given provider; times are seconds after the pool's start.
  @discardableResult
  mutating func claim(
    _ id: String? = nil, provider: ProviderIndex? = nil, pool position: Int = 0,
    gpuClass: ClassIndex = World.a100, units: Int, from: Int64 = 0, until: Int64? = nil,
    statedUntil: Int64? = nil, endedEarly: Int64? = nil, payee: Int? = nil,
    beneficiary: String? = nil, rateMicros: Int64 = 0, campaign: String? = nil
  ) -> ProviderIndex {
    let pool = policy.pools[position]
    let provider = provider ?? self.provider()
    func time(_ seconds: Int64) -> Timestamp {
      do { return try pool.span.start.adding(seconds: seconds) } catch {
        preconditionFailure("bad time")
      }
    }
    let kind: Claim.Kind =
      switch pool.kind {
      case .committed: .contract(rateMicros: rateMicros)
      case .epoch: .enrolment
      case .research: .participation(campaign: World.label(campaign ?? "campaign"))
      case .activity: .activity
      }
    let payee = World.address(payee ?? provider.position)
    let end = until.map { time($0) } ?? pool.span.end
    let stated =
      statedUntil.map { time($0) } ?? (until == nil || endedEarly == nil ? end : pool.span.end)
    nextLine += 1
    claims.append(
      Claim(
        id: World.label(id ?? "claim-\(nextLine)"), pool: pool.name, provider: provider,
        gpuClass: gpuClass, units: units, from: time(from), until: end, statedUntil: stated,
        endedEarly: endedEarly.map { time($0) }, payee: payee,
        beneficiary: beneficiary.map { Beneficiary(World.label($0)) } ?? Beneficiary(payee),
        line: nextLine, kind: kind))
    return provider
  }

  /// A tally of an epoch, empty: every provider is unobserved until something is said of it.
  func tally(_ position: Int = 0, epoch: Int = 1) -> TallyBuilder {
    let pool = policy.pools[position]
    guard let span = EpochCalendar(pool).epoch(epoch) else {
      preconditionFailure("The pool has no epoch \(epoch).")
    }
    let homogeneous = pool.eligibility.homogeneousNodes
    return TallyBuilder(
      start: span.start, slotSeconds: policy.observation.slotSeconds,
      slotCount: Int(span.seconds / policy.observation.slotSeconds),
      providerCount: providerCount,
      tracks: [CountTrack(level: pool.proof, homogeneous: homogeneous)])
  }

  /// A tally in which everybody is up all the time with this many devices of every class.
  func fullTally(_ position: Int = 0, epoch: Int = 1, count: UInt32 = 1_000) -> Tally {
    var builder = tally(position, epoch: epoch)
    builder.setAllUp(providerCount: providerCount, count: count)
    return builder.finish()
  }

  /// The input of a close.
  func input(
    _ position: Int = 0, epoch: Int = 1, tally: Tally, previous: [Statement] = []
  ) -> EpochInput {
    var input = EpochInput(
      policy: policy, pool: policy.pools[position].name, epoch: epoch, tally: tally,
      catalogue: Self.catalogue, roster: (0..<providerCount).map { Self.address($0) },
      claims: claims,
      names: EpochInput.Names(
        program: TestHash.digest([1]), policy: TestHash.digest([2]),
        catalogue: TestHash.digest([3]), facts: TestHash.digest([4]), isDemonstration: true))
    input.campaigns = campaigns
    input.schedules = schedules
    input.maintenance = maintenance
    input.exceptions = exceptions
    input.reviews = reviews
    input.baselines = baselines
    input.administratorProviders = administratorProviders
    input.activity = activity
    input.price = price
    input.previous = previous
    input.previousDigest = previous.first.map { TestHash.digest(World.bytes($0)) }
    return input
  }

  /// Closes an epoch.
  func close(
    _ position: Int = 0, epoch: Int = 1, tally: Tally? = nil, previous: [Statement] = []
  ) throws -> Statement {
    try RewardEngine.statement(
      for: input(
        position, epoch: epoch, tally: tally ?? fullTally(position, epoch: epoch),
        previous: previous))
  }

  static func bytes(_ statement: Statement) -> [UInt8] {
    StatementWriter.write(statement, hash: { TestHash.digest($0) }).bytes
  }
}

extension TallyBuilder {
  /// Everybody up everywhere with so many devices of every class of the test catalogue.
  mutating func setAllUp(providerCount: Int, count: UInt32) {
    let slots = 0..<finish().slotCount
    for provider in 0..<providerCount {
      set(.up, ProviderIndex(UInt32(provider)), slots: slots)
      for gpuClass in 0..<4 as Range<UInt32> {
        setAllTracks(
          count: count, ProviderIndex(UInt32(provider)), ClassIndex(gpuClass), slots: slots)
      }
    }
  }
}

extension Statement {
  /// What the line of a provider's own address earned.
  func earned(_ provider: ProviderIndex) -> Int64? {
    lines.first { $0.key.payee == World.address(provider.position) }?.earnedMicros
  }

  /// The part of a claim.
  func part(_ claim: String) -> StatementPart? {
    lines.flatMap(\.parts).first { $0.claim == World.label(claim) }
  }
}
