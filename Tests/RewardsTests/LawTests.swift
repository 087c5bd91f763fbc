import Evidence
import Policy
import Quantities
import Rewards
import TestSupport
import Testing

/// The laws that the rewards keep, each over a thousand worlds and more.
@Suite struct LawTests {
  private static let seeds: Range<UInt64> = 0..<1_000

  @Test("Law 1: conservation") func conservation() throws {
    for seed in Self.seeds {
      let random = RandomWorld(seed: seed)
      for position in random.world.policy.pools.indices {
        let statements = try random.statements(position)
        var carried: Int64 = 0
        for statement in statements {
          #expect(statement.isBalanced, "seed \(seed)")
          #expect(statement.pot.carriedInMicros == carried, "seed \(seed)")
          let parts = statement.lines.map { line in
            line.parts.reduce(line.correctionMicros - line.takenBackMicros) {
              $0 + $1.amountMicros
            } == line.earnedMicros
          }
          #expect(parts.allSatisfy { $0 }, "seed \(seed)")
          #expect(statement.pot.unallocatedMicros >= 0, "seed \(seed)")
          carried = statement.pot.carriedOutMicros
        }
        #expect(carried == 0, "seed \(seed): the last epoch carries nothing out")
        let pool = random.world.policy.pools[position]
        let base = statements.reduce(Int64(0)) { $0 + $1.pot.baseMicros }
        if pool.kind == .epoch { #expect(base == pool.amount.amount.micros, "seed \(seed)") }
      }
    }
  }

  @Test("Law 1: accrued is vested, unvested or held, and accrues from statement to statement")
  func accruedIsVestedUnvestedOrHeld() throws {
    for seed in Self.seeds {
      let statements = try RandomWorld(seed: seed).statements()
      var before: [LineKey: StatementLine] = [:]
      for statement in statements {
        for line in statement.lines {
          #expect(line.isBalanced, "seed \(seed)")
          let accrued = before[line.key]?.accruedMicros ?? 0
          #expect(line.accruedMicros == accrued + line.earnedMicros, "seed \(seed)")
          before[line.key] = nil
        }
        #expect(before.isEmpty, "seed \(seed): no line is lost")
        for line in statement.lines { before[line.key] = line }
      }
    }
  }

  @Test("Law 2: order does not matter") func orderDoesNotMatter() throws {
    for seed in Self.seeds {
      let random = RandomWorld(seed: seed)
      var shuffler = SplitMix64(seed: seed ^ 0xABCD)
      let straight = try random.statements().map { World.bytes($0) }
      let shuffled = try random.statements { input in
        shuffler.shuffle(&input.claims)
        shuffler.shuffle(&input.campaigns)
        shuffler.shuffle(&input.schedules)
        shuffler.shuffle(&input.maintenance)
        shuffler.shuffle(&input.exceptions)
        shuffler.shuffle(&input.reviews)
        shuffler.shuffle(&input.baselines)
      }.map { World.bytes($0) }
      #expect(straight == shuffled, "seed \(seed)")
    }
  }

  @Test("Law 5: one GPU-second is paid once") func oneGPUSecondIsPaidOnce() throws {
    for seed in Self.seeds {
      let random = RandomWorld(seed: seed)
      var paid: [ClassOfProvider: UInt64] = [:]
      for position in random.world.policy.pools.indices {
        let statement = try random.statements(position)[0]
        for part in statement.lines.flatMap(\.parts) {
          guard let claim = random.world.claims.first(where: { $0.id == part.claim }) else {
            Issue.record("seed \(seed): no claim")
            continue
          }
          let key = ClassOfProvider(provider: claim.provider, gpuClass: claim.gpuClass)
          paid[key, default: 0] += part.unitSeconds.verified
        }
      }
      let tally = random.tally(1)
      for (key, seconds) in paid {
        let counted = (0..<tally.slotCount).reduce(UInt64(0)) { sum, slot in
          let count = tally.count(key.provider, key.gpuClass, .reported, slot: slot) ?? 0
          return sum + UInt64(count) * UInt64(tally.slotSeconds)
        }
        #expect(seconds <= counted, "seed \(seed)")
      }
    }
  }

  private struct ClassOfProvider: Hashable {
    let provider: ProviderIndex
    let gpuClass: ClassIndex
  }

  @Test("Law 6: rules are frozen: a statement depends on its named input alone")
  func rulesAreFrozen() throws {
    for seed in Self.seeds {
      let random = RandomWorld(seed: seed)
      let before = try random.statements()
      // What is decided later, of later times, changes no byte.
      var later = random
      let length = Int64(RandomWorld.epochs) * RandomWorld.epochSeconds
      later.world.claim(provider: ProviderIndex(0), units: 9, from: length, until: length + 300)
      later.world.exceptions.append(
        AllowedException(
          rule: .eligibility, pool: later.world.policy.pools[0].name, provider: nil,
          gpuClass: World.a100, from: try World.start.adding(seconds: length), until: nil))
      later.world.policy.market.arbitrageMultiple = .zero
      #expect(try later.statements() == before, "seed \(seed)")
    }
  }

  @Test("Law 7: every unpaid second has a reason: kinds add up to the seconds in force")
  func everyUnpaidSecondHasAReason() throws {
    for seed in Self.seeds {
      let random = RandomWorld(seed: seed)
      for position in random.world.policy.pools.indices {
        let statement = try random.statements(position)[1]
        let input = random.world.input(position, epoch: 2, tally: random.tally(2))
        let meter = NaiveMeter(input)
        for part in statement.lines.flatMap(\.parts) {
          guard let claim = random.world.claims.first(where: { $0.id == part.claim }) else {
            Issue.record("seed \(seed): no claim")
            continue
          }
          let isEligible = !part.groups.contains { $0.seconds[.notEligible] > 0 }
          let expected = meter.seconds(claim, isEligible: isEligible)
          let found = part.groups.flatMap { Array(repeating: $0.seconds, count: $0.units) }
          #expect(found == expected, "seed \(seed), claim \(claim.id)")
          for group in part.groups where group.seconds.verified > 0 {
            let full = group.seconds.verified * 1_000_000
            let isUnpaid = group.credit < full || part.weight == 0
            #expect(
              !isUnpaid || !part.reasons.isEmpty || isWeightless(part, random, position),
              "seed \(seed), claim \(claim.id)")
          }
        }
      }
    }
  }

  @Test("Law 11: money is whole numbers: uptime floored once, one floor per payee and pool")
  func moneyIsWholeNumbers() throws {
    for seed in Self.seeds {
      var random = RandomWorld(seed: seed)
      random.world.policy.pools[0].uptime.windowEpochs = 1
      random.world.policy.pools[0].caps = CapRule(
        beneficiaryShare: nil, beneficiaryAmountMicros: nil, perGPUHour: [])
      let pool = random.world.policy.pools[0]
      let statement = try random.statements()[0]
      for group in statement.lines.flatMap(\.parts).flatMap(\.groups) {
        let up = UInt128(group.seconds.verified)
        var measured = up + UInt128(group.seconds.down)
        if pool.uptime.denominator == .due { measured += UInt128(group.seconds.unknown) }
        let uptime = measured == 0 ? nil : UInt32(up * 1_000_000 / measured)
        #expect(group.uptimePPM == uptime, "seed \(seed)")
        let factor = UInt128(group.factorPPM)
        let credit =
          pool.uptime.base == .verified ? up * factor : min(up * 1_000_000, measured * factor)
        #expect(UInt128(group.credit) == credit, "seed \(seed)")
      }
      guard pool.kind == .epoch, pool.floor == nil, statement.weight > 0 else { continue }
      let pot = UInt128(statement.pot.baseMicros + statement.pot.carriedInMicros)
      for line in statement.lines {
        let weight = line.parts.reduce(UInt128(0)) { $0 + $1.weight }
        let amount = line.parts.reduce(Int64(0)) { $0 + $1.amountMicros }
        let exact = mulDivFloor(pot, weight, statement.weight)
        #expect(UInt128(amount) == exact, "seed \(seed)")
      }
    }
  }

  /// A rate or floor of nothing, or a size or baseline factor of nothing, pays nothing for a reason
  /// that stands in the policy; revenue above a floor likewise.
  private func isWeightless(_ part: StatementPart, _ random: RandomWorld, _ position: Int) -> Bool {
    let pool = random.world.policy.pools[position]
    return part.weight == 0 && (pool.kind != .epoch || pool.floor != nil)
  }
}
