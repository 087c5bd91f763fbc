public import Quantities

/// A made-up network: providers, tenants and a chain, each a function of settings and height.
///
/// Nothing in it moves: whatever is asked about a height is computed from the seed, so that any
/// height can be asked about at any time, and two runs give the same.
public struct World: Sendable {
  /// What it is made from.
  public let settings: WorldSettings
  /// Its blocks.
  public let blocks: BlockClock
  /// Its providers, by position.
  public let providers: [ProviderPlan]
  /// All pieces of all nodes, by number.
  public let lanes: [Lane]
  /// The owners, tenants, auditors and the program, in this order.
  public let people: [Person]
  let chance: WorldChance
  private let tenants: [Person]
  private let positions: [Address: Int]

  /// Makes a world.
  public init(_ settings: WorldSettings) {
    self.settings = settings
    chance = WorldChance(seed: settings.seed)
    blocks = BlockClock(start: settings.start, chance: chance)
    let owners = (0..<settings.providers).map { Person(.owner, $0, seed: settings.seed) }
    tenants = (0..<max(4, settings.providers)).map { Person(.tenant, $0, seed: settings.seed) }
    people =
      owners + tenants + (0..<2).map { Person(.auditor, $0, seed: settings.seed) }
      + [Person(.program, 0, seed: settings.seed)]
    var maker = ProviderMaker(settings: settings, chance: chance, owners: owners.map(\.address))
    providers = (0..<settings.providers).map { maker.make($0) }
    lanes = maker.lanes
    positions = Dictionary(uniqueKeysWithValues: providers.map { ($0.owner, $0.position) })
  }

  /// The auditors' addresses.
  public var auditors: [Address] { people.filter { $0.role == .auditor }.map(\.address) }

  /// The account that the community's grant was paid to.
  public var program: Address { people[people.count - 1].address }

  /// The provider of an owner.
  public func provider(of owner: String) -> ProviderPlan? {
    (try? Address(owner)).flatMap { positions[$0] }.map { providers[$0] }
  }

  // MARK: Leases

  private static let firstDeployment: UInt64 = 20_000_000

  /// The lease of a lane in a cycle.
  public func lease(_ lane: Lane, cycle: Int64) -> LeasePlan {
    let plan = providers[lane.provider]
    let key = UInt64(lane.number)
    let turn = UInt64(bitPattern: cycle)
    let from = BlockClock.firstHeight + cycle * LeasePlan.cycleBlocks
    var offset = Int64(chance.below(600, .offset, key, turn))
    var length = 800 + Int64(chance.below(900, .duration, key, turn))
    var tenant = tenants[Int(chance.below(UInt64(tenants.count), .tenant, key, turn))].address
    let draw = chance.below(16, .ending, key, turn)
    var ending: LeasePlan.Ending =
      draw == 0 ? .insufficientFunds : draw == 1 ? .decommission : .owner
    if plan.has(.inflatedCounts) {
      length = 60 + Int64(chance.below(60, .duration, key, turn))
      ending = .unstable
    }
    if plan.has(.selfLeasing) || plan.has(.hiddenSelfLeasing) {
      tenant = plan.has(.selfLeasing) ? plan.owner : tenants[plan.position].address
      (offset, length, ending) = (0, LeasePlan.cycleBlocks - 1, .owner)
    }
    return LeasePlan(
      lane: lane, cycle: cycle,
      deployment: Self.firstDeployment + turn * UInt64(lanes.count) + key, tenant: tenant,
      createdAt: from + offset, closedAt: from + offset + length, priceScaled: price(lane, turn),
      ending: ending)
  }

  /// Uact per block, times 10^18: the kind's price, a tenth up or down.
  private func price(_ lane: Lane, _ turn: UInt64) -> UInt128 {
    let card = providers[lane.provider].nodes[lane.node].card
    let hourly = lane.gpus == 0 ? 30_000 : (card?.hourlyMicros ?? 0) * UInt64(lane.gpus)
    let percent = 90 + chance.below(21, .price, UInt64(lane.number), turn)
    // One hour is 3,600 s, one block 6.117 s; six decimals, as providers bid.
    let millionths = UInt128(hourly) * UInt128(percent) * 6_117 / 360
    return millionths * 1_000_000_000_000
  }

  /// The lease that has this deployment's number.
  public func lease(deployment: UInt64) -> LeasePlan? {
    guard deployment >= Self.firstDeployment, !lanes.isEmpty else { return nil }
    let (cycle, number) = (deployment - Self.firstDeployment)
      .quotientAndRemainder(dividingBy: UInt64(lanes.count))
    guard cycle < 1 << 40 else { return nil }
    return lease(lanes[Int(number)], cycle: Int64(cycle))
  }

  /// How many cycles have begun by a height.
  public func cycles(by height: Int64) -> Int64 {
    (height - BlockClock.firstHeight) / LeasePlan.cycleBlocks + 1
  }

  /// The lease that takes a lane at a height; nil where it is free.
  public func holder(of lane: Lane, at height: Int64) -> LeasePlan? {
    let plan = lease(lane, cycle: cycles(by: height) - 1)
    return plan.isHeld(at: height) ? plan : nil
  }

  // MARK: What is there and what is shown

  /// The height that a provider's status tells of.
  public func statusHeight(_ plan: ProviderPlan, at height: Int64) -> Int64 {
    plan.has(.frozenInventory) ? min(height, BlockClock.startHeight - 1_000) : height
  }

  /// Whether a provider answers in a second.
  public func isReachable(_ plan: ProviderPlan, at time: Timestamp) -> Bool {
    guard plan.has(.flapping) else { return true }
    return chance.below(3, .down, UInt64(plan.position), UInt64(time.seconds / 300)) != 0
  }

  /// The cards that are really there, each by a name that no other card has.
  ///
  /// Two owners who show one card have it under one name here, and only here: no status names it.
  public func devices(of plan: ProviderPlan) -> [String] {
    let real = plan.mirrors.map { providers[$0] } ?? plan
    return real.nodes.enumerated().flatMap { position, node in
      (0..<node.gpus).map { card in
        let number = chance.bits(
          .device, UInt64(real.position), UInt64(position), UInt64(card))
        return "GPU-\(real.position)-\(position)-\(card)-\(String(number, radix: 16))"
      }
    }
  }
}
