import Evidence
import Policy
import Quantities
import Rewards
import TestSupport
import Testing

/// The laws over a thousand random epoch pools and more, of whose pots leases share a part.
@Suite struct LeasedPartLawTests {
  private static let seeds: Range<UInt64> = 0..<1_000

  /// A random epoch pool with leases of its providers, and the leases of each epoch.
  private static func world(_ seed: UInt64) -> (world: RandomWorld, leases: [[TallyActivity]]) {
    var random = RandomWorld(seed: seed, kinds: [.epoch])
    var chance = SplitMix64(seed: seed ^ 0x1EA5)
    random.world.policy.rules = 2
    random.world.edit { pool in
      pool.floor = nil
      if pool.vesting.kind == .quarterly { pool.vesting.kind = .none }
      let share = UInt64(chance.below(2_400))
      pool.activity = ActivityRule(
        part: World.ratio(UInt64([1, 250_000, 1_000_000][chance.below(3)])),
        share: World.ratio(share), cost: World.ratio(share + 1 + UInt64(chance.below(900))),
        deployers: .zero, gpu: .one, cpu: World.ratio(10_000))
    }
    // A provider is paid in one place, whatever its claims.
    random.world.claims = random.world.claims.map { claim in
      let payee = World.address(100 + claim.provider.position % 2)
      return claim.paid(to: payee, beneficiary: Beneficiary(payee))
    }
    if chance.chance(1, in: 2) {
      random.world.activity.relations = [
        WalletRelation(World.address(0), ActivityWorld.tenant(chance.below(3)))
      ]
    }
    var all: [[TallyActivity]] = []
    for epoch in 1...RandomWorld.epochs {
      let leases = leases(random.world, epoch, &chance)
      random.edit(epoch) { builder in for lease in leases { builder.add(lease) } }
      all.append(leases)
    }
    return (random, all)
  }

  private static func leases(
    _ world: World, _ epoch: Int, _ chance: inout SplitMix64
  ) -> [TallyActivity] {
    guard let span = EpochCalendar(world.policy.pools[0]).epoch(epoch) else { return [] }
    return (0..<chance.below(9)).compactMap { number in
      let range = chance.range(below: Int(span.seconds))
      guard
        let stretch = try? TimeSpan(
          start: span.start.adding(seconds: Int64(range.lowerBound)),
          end: span.start.adding(seconds: Int64(range.upperBound)))
      else { return nil }
      return TallyActivity(
        lease: LeaseIdentifier(value: UInt128(number)), span: stretch,
        terms: TallyActivity.Terms(
          provider: ProviderIndex(UInt32(chance.below(world.providerCount))),
          tenant: ActivityWorld.tenant(chance.below(3)), gpus: UInt32(chance.below(9)),
          milliCores: UInt32(chance.below(64_000)),
          denomination: chance.chance(1, in: 4) ? .uakt : .microDollars,
          pricePerHourMicros: UInt64(chance.below(90_000_000)),
          costPPM: UInt32(chance.below(3_000))))
    }
  }

  private static func without(_ seed: UInt64) throws -> [Statement] {
    var (world, _) = world(seed)
    for epoch in 1...RandomWorld.epochs {
      let plain = RandomWorld(seed: seed, kinds: [.epoch])
      world.edit(epoch) { $0 = plain.builders[epoch - 1] }
    }
    return try world.statements()
  }

  @Test("Law 1: conservation, pot by pot") func conservation() throws {
    for seed in Self.seeds {
      for statement in try Self.world(seed).world.statements() {
        #expect(statement.isBalanced, "seed \(seed)")
        for line in statement.lines {
          #expect(line.isBalanced, "seed \(seed)")
          for part in line.parts {
            #expect(part.leasedMicros <= part.amountMicros, "seed \(seed)")
          }
        }
        #expect(
          try StatementReader.read(World.bytes(statement), hash: { TestHash.digest($0) }).statement
            == statement, "seed \(seed)")
      }
    }
  }

  @Test("Law 2: order does not matter") func orderDoesNotMatter() throws {
    for seed in Self.seeds {
      var (world, _) = Self.world(seed)
      let straight = try world.statements().map(World.bytes)
      var random = SplitMix64(seed: seed ^ 0xAC)
      random.shuffle(&world.world.claims)
      random.shuffle(&world.world.activity.relations)
      #expect(try world.statements().map(World.bytes) == straight, "seed \(seed)")
    }
  }

  @Test("Law 3: leases change nobody's pay for presence") func presenceIsUntouched() throws {
    for seed in Self.seeds {
      guard Self.world(seed).world.world.policy.pools[0].unallocated == .return else { continue }
      let with = try Self.world(seed).world.statements()
      let without = try Self.without(seed)
      for (one, other) in zip(with, without) {
        let amounts = one.lines.flatMap(\.parts).map { $0.amountMicros - $0.leasedMicros }
        #expect(amounts == other.lines.flatMap(\.parts).map(\.amountMicros), "seed \(seed)")
        #expect(one.weight == other.weight, "seed \(seed)")
      }
    }
  }

  @Test("Law 3: fair: one more leased second never lowers its owner's amount") func fair() throws {
    for seed in Self.seeds {
      var (world, leases) = Self.world(seed)
      var random = SplitMix64(seed: seed ^ 0xFA)
      guard let chosen = leases[0].first,
        let end = EpochCalendar(world.world.policy.pools[0]).epoch(1)?.end, chosen.span.end < end,
        let second = try? TimeSpan(
          start: chosen.span.end, end: chosen.span.end.adding(seconds: 1))
      else { continue }
      _ = random.next()
      let before = try world.statements()[0]
      world.edit(1) {
        $0.add(TallyActivity(lease: chosen.lease, span: second, terms: chosen.terms))
      }
      let after = try world.statements()[0]
      let payee = World.address(100 + chosen.terms.provider.position % 2)
      let amounts = [before, after].map { statement in
        statement.lines.filter { $0.key.payee == payee }.flatMap(\.parts)
          .reduce(Int64(0)) { $0 + $1.amountMicros }
      }
      #expect(amounts[1] >= amounts[0], "seed \(seed)")
    }
  }

  /// Attack 11, whoever the wallets belong to: what leases are paid is less than what the chain
  /// keeps of their price, and no second of one is paid twice.
  @Test("Law 5: self-leasing loses, and each second has one payer") func selfLeasingLoses() throws {
    for seed in Self.seeds {
      let (world, leases) = Self.world(seed)
      for (statement, rows) in zip(try world.statements(), leases) {
        let paid = statement.lines.flatMap(\.parts).flatMap(\.leases)
        let lost = paid.reduce(UInt128(0)) { sum, lease in
          sum + (lease.pricePerHourMicros ?? 0) * UInt128(lease.span.seconds)
            * UInt128(lease.costPPM)
        }
        let won = UInt128(paid.reduce(Int64(0)) { $0 + $1.amountMicros }) * 3_600_000_000
        #expect(won < lost || won == 0, "seed \(seed)")
        for row in rows {
          let spans = paid.filter { $0.lease == row.lease }.map(\.span).sorted {
            $0.start < $1.start
          }
          #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.end <= $1.start }, "seed \(seed)")
          #expect(spans.allSatisfy { row.span.start <= $0.start && $0.end <= row.span.end })
        }
      }
    }
  }
}
