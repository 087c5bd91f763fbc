import Evidence
import Policy
import Program
import Quantities

/// An ordinary program of any length and size, by the pilot's own rules of its liquidity pool: one
/// daily epoch after the other, files of three observers each day, prices, leases, small trouble.
///
/// The same seed and size give the same bytes. It is what the speed of a journal is measured on.
public struct ProgramYear: Sendable {
  /// The program, ready to go through time.
  public let program: SimulatedProgram

  /// How large it is.
  public struct Size: Hashable, Sendable {
    /// Daily epochs.
    public var days: Int
    /// Providers, each enrolled from the first day.
    public var providers: Int

    /// Takes every field as it is.
    public init(days: Int, providers: Int) {
      precondition(days > 0 && providers > 0, "A program has a day and a provider.")
      self.days = days
      self.providers = providers
    }
  }

  /// Writes the script; the pilot's policy gives the rules, the size the time and the money.
  public init(_ size: Size, seed: UInt64, pilot: SimulatedProgram.Documents) {
    var script = YearScript(size, seed: seed, pilot: pilot)
    script.prepare()
    for number in 0..<size.providers { script.enter(number) }
    script.watch()
    program = script.builder.finish(nonceSeed: "program year \(seed)")
  }
}

/// The script while it is written.
private struct YearScript {
  private static let classes = [
    "nvidia/rtx4090/24/pcie", "nvidia/rtx3090/24/pcie", "nvidia/a100/80/sxm",
    "nvidia/h100/80/sxm", "nvidia/rtxa6000/48/pcie", "nvidia/a40/48/pcie", "nvidia/a5000/24/pcie",
  ]

  var builder: ScriptBuilder
  private let size: ProgramYear.Size
  private let pool: PoolPolicy
  private let start: Timestamp
  private var chance: SplitMix64

  init(_ size: ProgramYear.Size, seed: UInt64, pilot: SimulatedProgram.Documents) {
    self.size = size
    chance = SplitMix64(seed: seed)
    let policy = Self.policy(size, like: pilot.policy)
    guard let pool = policy.pools.first else {
      preconditionFailure("The year's policy has one pool.")
    }
    self.pool = pool
    start = policy.window.start
    builder = ScriptBuilder(
      SimulatedProgram.Documents(
        policy: policy, policyBytes: PolicyJSON.encode(policy), catalogue: pilot.catalogue,
        catalogueBytes: pilot.catalogueBytes),
      isDemonstration: true, administrator: "year administrator")
  }

  /// The pilot's liquidity pool over so many days, with as much money a day, and nothing else.
  private static func policy(
    _ size: ProgramYear.Size, like pilot: ProgramPolicy
  ) -> ProgramPolicy {
    guard var pool = pilot.pools.first(where: { $0.kind == .epoch }) else {
      preconditionFailure("Pilot 1 has an epoch pool.")
    }
    var policy = pilot
    let days = EpochCalendar(pool).count
    let span = TimeSpan(pilot.window.start, seconds: Int64(size.days) * 86_400)
    let micros = pool.amount.amount.micros / Int64(days) * Int64(size.days)
    pool.amount = Money(sound(try Amount(micros: micros)), pool.currency)
    pool.share = nil
    pool.span = span
    policy.name = Label(known: "program-year")
    policy.window = span
    policy.budget.amount = pool.amount
    policy.order = [pool.name]
    policy.targets = []
    policy.pools = [pool]
    // What the committee accepted were the pilot's own figures.
    policy.acceptances = []
    return policy
  }

  private func day(_ day: Int, _ hour: Int64 = 0, _ minute: Int64 = 0) -> Timestamp {
    start.later(Int64(day) * 86_400 + hour * 3_600 + minute * 60)
  }

  mutating func prepare() {
    builder.create(
      at: day(-5, 16), committee: ["ash", "birch", "cedar", "dogwood", "elm"], threshold: 3)
    builder.world.observers = ["kestrel", "heron", "wren"].map { ObserverScript($0) }
    for (position, observer) in builder.world.observers.enumerated() {
      builder.line(
        ObserverAppointed(observer: observer.key, from: day(-2), until: nil), by: .committee,
        at: day(-4, 15, Int64(position)))
    }
  }

  /// A provider of 1 to 64 cards, with the trouble that its years have.
  mutating func enter(_ number: Int) {
    let name = "house-\(number)"
    let text = chance.pick(Self.classes)
    let units = 1 << chance.number(in: 0...6)
    let descriptor = ReportedDevice.descriptor(of: gpu(text), in: builder.documents.catalogue)
    let nodes = (0..<max(1, units / 8)).map { node in
      NodeScript(
        UInt16(node), [DeviceGroup(descriptor, DeviceCounts(UInt64(min(units, 8))))])
    }
    let address = Invented.address(name)
    var provider = ProviderScript(name, watched: pool.span, nodes: nodes)
    builder.line(
      ProviderEnrolled(
        enrolment: Label(known: name), pool: pool.name, provider: address, gpuClass: gpu(text),
        units: units, from: day(0), until: nil),
      by: .account(address), at: day(-2, 9, Int64(number % 600)))
    var next = chance.number(in: 1...12)
    while next < size.days {
      trouble(&provider, nodes: nodes.count, on: next)
      next += chance.number(in: 3...25)
    }
    builder.world.providers.append(provider)
    lease(number, descriptor, units)
  }

  /// An outage, a failed card, a blind observer, or maintenance that was announced.
  private mutating func trouble(_ provider: inout ProviderScript, nodes: Int, on number: Int) {
    let from = day(number, Int64(chance.number(in: 0...20)), 5)
    let span = TimeSpan(from, seconds: Int64(chance.number(in: 1...40)) * 300)
    switch chance.number(in: 0...9) {
    case 0...4:
      provider.spells.append(Spell(.down(.timeout), span))
    case 5, 6:
      let node = UInt16(chance.number(in: 0...(nodes - 1)))
      let count = provider.nodes[Int(node)].groups[0].counts.capacity
      let counts = DeviceCounts(capacity: count, allocatable: count - 1)
      provider.spells.append(Spell(.counts(node: node, group: 0, counts), span))
    case 7, 8:
      let observer = chance.number(in: 0...2)
      provider.spells.append(Spell(.unseen, span, observers: [observer]))
    default:
      provider.spells.append(Spell(.down(.refused), span))
      builder.line(
        MaintenanceAnnounced(provider: provider.address, from: span.start, to: span.end),
        by: .account(provider.address), at: span.start.later(-2 * 86_400))
    }
  }

  /// One lease after the other, with days between.
  private mutating func lease(_ number: Int, _ descriptor: DeviceDescriptor, _ units: Int) {
    var next = chance.number(in: 0...20)
    while next < size.days {
      let length = chance.number(in: 1...40)
      let from = day(next, 3, 20)
      builder.world.leases.append(
        LeaseScript(
          "house-\(number) lease \(next)", provider: number, descriptor: descriptor,
          gpus: UInt32(chance.number(in: 1...units)),
          priceMicros: UInt64(chance.number(in: 200_000...2_000_000)),
          isUSD: chance.chance(percent: 50),
          active: TimeSpan(from, seconds: Int64(length) * 86_400),
          bidSeconds: 600, closedSeconds: 7_200))
      next += length + chance.number(in: 1...20)
    }
  }

  /// A file a day of each observer and type, and every close an hour after its deadline.
  mutating func watch() {
    builder.world.prices = PriceScript(
      from: start, dayCount: size.days + 10, startTenthousandths: 26_500,
      sources: [Label(known: "coinledger"), Label(known: "osmotic")], everySeconds: 3_600,
      seed: chance.next())
    var jitter = chance.branch(1)
    for type in [SegmentType.presence, .price, .lease] {
      builder.observeDaily(type, from: start, days: size.days, jitter: &jitter)
    }
    builder.closeEveryEpoch(afterDeadline: 3_600)
  }
}
