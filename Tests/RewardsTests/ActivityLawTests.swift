import Evidence
import Policy
import Quantities
import Rewards
import TestSupport
import Testing

/// The laws over a thousand random activity pools and more.
@Suite struct ActivityLawTests {
  private static let seeds: Range<UInt64> = 0..<1_000

  /// Providers, deployers, leases with gaps, relations; small pots and large ones.
  private static func world(_ seed: UInt64) -> ActivityWorld {
    var random = SplitMix64(seed: seed)
    let share = UInt64(random.below(2_600))
    var world = ActivityWorld(
      amount: ["0.12 USD", "12.00 USD", "1200.00 USD"][random.below(3)],
      share: share, cost: 1 + share + UInt64(random.below(500)),
      deployers: UInt64(random.below(3)) * 250_000, cpu: UInt64(random.below(50_000)))
    if random.chance(1, in: 2) { world.world.price = World.price("2.375") }
    if random.chance(1, in: 2) { world.world.policy.pools[0].unallocated = .carry }
    let providers = 1 + random.below(5)
    for number in 0..<providers {
      world.provider(
        "p\(number)", payee: random.chance(1, in: 5) ? World.address(50) : nil,
        beneficiary: random.chance(1, in: 5) ? "acme" : nil,
        from: random.chance(1, in: 3) ? Int64(random.below(90_000)) : 0)
    }
    for number in 0..<4 where random.chance(1, in: 2) {
      world.join(
        "d\(number)", .deployer, ActivityWorld.tenant(number),
        payee: random.chance(1, in: 4) ? World.address(50) : nil)
    }
    if random.chance(1, in: 2) {
      world.world.activity.relations = [
        WalletRelation(
          World.address(random.below(providers)), ActivityWorld.tenant(random.below(4)))
      ]
    }
    addLeases(to: &world, providers, &random)
    return world
  }

  private static func addLeases(
    to world: inout ActivityWorld, _ providers: Int, _ random: inout SplitMix64
  ) {
    for number in 0..<1 + random.below(12) {
      let provider = ProviderIndex(UInt32(random.below(providers)))
      let tenant =
        random.chance(1, in: 8)
        ? World.address(random.below(providers)) : ActivityWorld.tenant(random.below(4))
      var from = Int64(random.below(40_000))
      for _ in 0..<1 + random.below(2) {
        let to = from + 1 + Int64(random.below(60_000))
        world.lease(
          UInt128(number + 1), provider, tenant: tenant, gpus: UInt32(random.below(9)),
          milliCores: UInt32(random.below(64_000)), hourly: UInt64(random.below(9_000_000)),
          from: from, to: to, denomination: random.chance(1, in: 4) ? .uakt : .microDollars,
          costPPM: UInt32(random.below(3_000)))
        from = to + 1 + Int64(random.below(9_000))
      }
    }
  }

  private static func statements(_ world: ActivityWorld) throws -> [Statement] {
    let first = try world.close()
    return [first, try world.close(epoch: 2, previous: [first])]
  }

  @Test("Law 1: conservation, lease by lease") func conservation() throws {
    for seed in Self.seeds {
      var carried: Int64 = 0
      for statement in try Self.statements(Self.world(seed)) {
        #expect(statement.isBalanced, "seed \(seed)")
        #expect(statement.pot.carriedInMicros == carried, "seed \(seed)")
        #expect(statement.pot.unallocatedMicros >= 0, "seed \(seed)")
        for line in statement.lines {
          #expect(line.isBalanced, "seed \(seed)")
          for part in line.parts {
            let leases = part.leases.reduce(Int64(0)) { $0 + $1.amountMicros }
            #expect(leases == part.amountMicros, "seed \(seed)")
          }
        }
        #expect(
          try StatementReader.read(World.bytes(statement), hash: { TestHash.digest($0) }).statement
            == statement, "seed \(seed)")
        carried = statement.pot.carriedOutMicros
      }
    }
  }

  @Test("Law 2: order does not matter") func orderDoesNotMatter() throws {
    for seed in Self.seeds {
      var world = Self.world(seed)
      let straight = World.bytes(try world.close())
      var random = SplitMix64(seed: seed ^ 0xAC)
      random.shuffle(&world.world.activity.participants)
      random.shuffle(&world.world.activity.relations)
      var order = Array(world.activities.indices)
      random.shuffle(&order)
      let shuffled = try world.world.close(tally: world.tally(order: order))
      #expect(World.bytes(shuffled) == straight, "seed \(seed)")
    }
  }

  @Test("Law 3: fair: one more leased second never lowers its owner's amount") func fair() throws {
    for seed in Self.seeds {
      var world = Self.world(seed)
      let before = try world.close()
      var random = SplitMix64(seed: seed ^ 0xFA)
      let chosen = world.activities[random.below(world.activities.count)]
      let end = chosen.span.end.seconds(since: World.start)
      guard end < 86_400 else { continue }
      let terms = chosen.terms
      // A second more of the same lease, in the gap behind it.
      world.lease(
        chosen.lease.value, terms.provider, tenant: terms.tenant, gpus: terms.gpus,
        milliCores: terms.milliCores, hourly: terms.pricePerHourMicros, from: end, to: end + 1,
        denomination: terms.denomination, costPPM: terms.costPPM)
      let after = try world.close()
      for participant in world.world.activity.participants
      where participant.wallet == terms.tenant
        || participant.wallet == World.address(terms.provider.position)
      {
        let key = LineKey(payee: participant.payee, beneficiary: participant.beneficiary)
        guard let old = before.line(key), let new = after.line(key) else { continue }
        #expect(new.earnedMicros >= old.earnedMicros, "seed \(seed) \(participant.id)")
      }
    }
  }

  /// Attack 11, whoever the wallets belong to: all payees of a lease together get less than the
  /// chain keeps of what was paid for it.
  @Test("Attack 11: self-leasing loses at every accepted cap") func selfLeasingLoses() throws {
    for seed in Self.seeds {
      for statement in try Self.statements(Self.world(seed)) {
        // Participations have no end of their own here: the longest part of a row is all of it.
        var rows: [[UInt128]: UInt128] = [:]
        for lease in statement.lines.flatMap(\.parts).flatMap(\.leases) {
          let key = [lease.lease.value, UInt128(lease.span.end.seconds)]
          let spent = (lease.pricePerHourMicros ?? 0) * UInt128(lease.span.seconds)
          rows[key] = max(rows[key] ?? 0, spent * UInt128(lease.costPPM))
        }
        let lost = rows.values.reduce(UInt128(0), +)
        let paid = UInt128(statement.pot.earnedMicros) * 3_600_000_000
        #expect(paid < lost || (paid == 0 && lost == 0), "seed \(seed)")
      }
    }
  }

  @Test("Law 5: every line stays below the caps of its leases, and relatives get nothing")
  func capsHold() throws {
    for seed in Self.seeds {
      let world = Self.world(seed)
      for statement in try Self.statements(world) {
        for line in statement.lines {
          var cap: UInt128 = 0
          for lease in line.parts.flatMap(\.leases) {
            if lease.reason == .relatedWallet { #expect(lease.amountMicros == 0) }
            let isOpen = lease.reason == nil || lease.reason == .leaseCapped
            guard isOpen, let price = lease.pricePerHourMicros else {
              #expect(lease.amountMicros == 0, "seed \(seed)")
              continue
            }
            cap += price * UInt128(lease.span.seconds) * UInt128(lease.sharePPM)
          }
          #expect(UInt128(line.earnedMicros) * 3_600_000_000 <= cap, "seed \(seed)")
        }
      }
    }
  }
}
