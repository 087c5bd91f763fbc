import Policy
import Quantities

/// Draws policies that exercise every computed key, far from what anybody would adopt.
struct RandomPolicy {
  var chance: SplitMix64
  let catalogue: GPUCatalogue
  /// The classes of this history.
  let classes: [GPUClass]
  let slotSeconds: Int64
  let start: Timestamp
  /// How many observers watch.
  let observerCount: Int

  /// Slots that divide a day, so that midnights are boundaries.
  static let slots: [Int64] = [300, 600, 675, 900, 1_200, 1_350, 1_800, 3_600]

  init(seed: UInt64, catalogue: GPUCatalogue) {
    var chance = SplitMix64(seed: seed).branch(1)
    self.catalogue = catalogue
    classes = Self.classes(catalogue, &chance)
    slotSeconds = chance.pick(Self.slots)
    observerCount = chance.pick([1, 2, 2, 3, 3, 3, 4])
    let days: [String] = ["2024-01-31", "2024-02-27", "2024-03-30", "2024-12-30", "2025-06-01"]
    start = sound(try Timestamp(chance.pick(days)))
      .later(slotSeconds * chance.number(in: 0...5))
    self.chance = chance
  }

  private static func classes(
    _ catalogue: GPUCatalogue, _ chance: inout SplitMix64
  ) -> [GPUClass] {
    let familiar = [
      "nvidia/rtx4090/24/pcie", "nvidia/rtx3090/24/pcie", "nvidia/a100/80/sxm",
      "nvidia/a100/40/pcie", "nvidia/h100/80/sxm", "nvidia/rtxa6000/48/pcie",
      "nvidia/h200/141/sxm", "nvidia/b200/180/sxm", "amd/mi300x/192/oam", "nvidia/t4/16/pcie",
      "nvidia/l40s/48/pcie",
    ].compactMap { GPUClass($0) }.filter { catalogue.index(of: $0) != nil }
    let all = catalogue.entries.map(\.gpuClass)
    var chosen: [GPUClass] = []
    for _ in 0..<chance.number(in: 2...6) {
      let takesFamiliar = chance.chance(percent: 75) && !familiar.isEmpty
      let next = chance.pick(takesFamiliar ? familiar : all)
      if !chosen.contains(next) { chosen.append(next) }
    }
    return chosen
  }

  mutating func program(seed: UInt64) -> ProgramPolicy {
    let count = chance.number(in: 1...4)
    var pools: [PoolPolicy] = []
    for position in 0..<count { pools.append(pool(position)) }
    let first = pools.map(\.span.start).min() ?? start
    let last = pools.map(\.span.end).max() ?? start
    return ProgramPolicy(
      name: Label(known: "history-\(seed)"), network: Label(known: "akashnet-2"), rules: 1,
      window: TimeSpan(first, last), budget: budget(pools), observation: observation(),
      price: PriceWindowRule(
        windowSeconds: chance.pick([1_800, 7_200, 21_600, 86_400]),
        minimumSamples: chance.number(in: 1...4), minimumSources: chance.number(in: 1...2)),
      payouts: PayoutRule(
        hold: duration(chance.pick(["PT1S", "PT6H", "P3D", "P1M"])), first: first,
        every: duration(chance.pick(["P1D", "P7D", "P1M"]))),
      order: chance.shuffled(pools.map(\.name)),
      market: MarketAssumptions(
        rents: [], arbitrageMultiple: .one, dailyVolume: nil, akt: price()), targets: [],
      pools: pools, acceptances: [],
      declared: DeclaredText(json: Array(#"{"title":"A random history"}"#.utf8)))
  }

  private mutating func budget(_ pools: [PoolPolicy]) -> BudgetRule {
    let total = pools.filter { $0.currency == .usd }
      .reduce(Int128(0)) { $0 + Int128($1.amount.amount.micros) }
    let micros = Int64(min(total, Int128(Amount.limitMicros)))
    return BudgetRule(
      amount: Money(sound(try Amount(micros: micros)), .usd),
      basis: chance.pick([.amounts, .shares]))
  }

  /// Mostly within reach even when one of the observers sees nothing.
  private mutating func quorum() -> Int {
    chance.chance(percent: 5) ? 2 : chance.number(in: 1...max(1, min(observerCount - 1, 2)))
  }

  private mutating func observation() -> ObservationRule {
    ObservationRule(
      slotSeconds: slotSeconds, graceSeconds: chance.pick([1_800, 3_600, 21_600, 86_400]),
      quorum: QuorumRule(
        state: quorum(), count: quorum(), lease: quorum(), proof: quorum()),
      unobservedAllowance: ratio(chance.pick([0, 50_000, 300_000, 300_000, 1_000_000])),
      maintenance: MaintenanceRule(
        allowanceSeconds: chance.pick([0, slotSeconds, 7_200, 28_800]),
        noticeSeconds: chance.pick([0, 3_600, 21_600])))
  }

  func duration(_ text: String) -> CalendarDuration { sound(try CalendarDuration(text)) }

  func ratio(_ ppm: UInt64) -> Ratio { sound(try Ratio(ppm: ppm)) }

  mutating func price() -> Price18 {
    let scaled = UInt128(chance.number(in: Int64(500_000)...9_000_000)) * 1_000_000_000_007
    return sound(try Price18(scaled: scaled))
  }

  /// A pattern that means one class, its model, its vendor, its memory or everything.
  mutating func pattern() -> ClassPattern {
    let gpuClass = chance.pick(classes)
    let text = chance.pick([
      gpuClass.text, "\(gpuClass.vendor)/\(gpuClass.model)/*/*", "\(gpuClass.vendor)/*/*/*",
      "*/*/\(gpuClass.memoryGB)/*", "*/*/*/*",
    ])
    guard let pattern = ClassPattern(text) else {
      preconditionFailure("A class's parts make a pattern.")
    }
    return pattern
  }
}
