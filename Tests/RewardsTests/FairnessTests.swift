import Evidence
import Policy
import Quantities
import Rewards
import TestSupport
import Testing

/// Law 3 and law 4, each over a thousand worlds.
@Suite struct FairnessTests {
  private static let seeds: Range<UInt64> = 0..<1_000

  /// What the parts of a provider's payees earned in one epoch.
  private func amounts(_ statement: Statement, of provider: ProviderIndex) -> Int64 {
    statement.lines.flatMap(\.parts)
      .filter { $0.provider == World.address(provider.position) }
      .reduce(0) { $0 + $1.amountMicros }
  }

  /// The first epoch of the first pool, where a provider owns all that its payee is paid.
  private func close(_ random: RandomWorld) throws -> Statement {
    try RewardEngine.statement(for: random.world.input(tally: random.tally(1)))
  }

  private func ownWorld(_ seed: UInt64) -> RandomWorld {
    var random = RandomWorld(seed: seed)
    random.world.claims = random.world.claims.map { claim in
      let payee = World.address(claim.provider.position)
      return Claim(
        id: claim.id, pool: claim.pool, provider: claim.provider, gpuClass: claim.gpuClass,
        units: claim.units, from: claim.from, until: claim.until, statedUntil: claim.statedUntil,
        endedEarly: claim.endedEarly, payee: payee, beneficiary: Beneficiary(payee),
        line: claim.line, kind: claim.kind)
    }
    return random
  }

  @Test("Law 3: fair: equal in every rule input means equal amounts")
  func equalInMeansEqualOut() throws {
    for seed in Self.seeds {
      // A twin of provider 0: the same claims, evidence, leases, findings and declarations.
      var random = ownWorld(seed)
      let twin = random.world.provider()
      let original = ProviderIndex(0)
      random.world.claims += random.world.claims.filter { $0.provider == original }.map { claim in
        Claim(
          id: World.label(claim.id.text + ".twin"), pool: claim.pool, provider: twin,
          gpuClass: claim.gpuClass, units: claim.units, from: claim.from, until: claim.until,
          statedUntil: claim.statedUntil, endedEarly: claim.endedEarly,
          payee: World.address(twin.position),
          beneficiary: Beneficiary(World.address(twin.position)), line: claim.line + 10_000,
          kind: claim.kind)
      }
      random.world.schedules += random.world.schedules.filter { $0.provider == original }.map {
        DailySchedule(
          provider: twin, pool: $0.pool, from: $0.from, until: $0.until,
          openSecond: $0.openSecond, closeSecond: $0.closeSecond, line: $0.line + 10_000)
      }
      random.world.maintenance += random.world.maintenance.filter { $0.provider == original }.map {
        MaintenanceNotice(provider: twin, span: $0.span, admittedAt: $0.admittedAt)
      }
      random.world.baselines += random.world.baselines.filter { $0.provider == original }.map {
        BaselineCount(provider: twin, gpuClass: $0.gpuClass, units: $0.units)
      }
      if random.world.administratorProviders.contains(original) {
        random.world.administratorProviders.append(twin)
      }
      let tally = random.tally(1).addingTwin(of: original, twin)
      let statement = try RewardEngine.statement(for: random.world.input(tally: tally))
      #expect(
        amounts(statement, of: original) == amounts(statement, of: twin), "seed \(seed)")
    }
  }

  @Test("Law 3: fair: one more verified slot never lowers its owner's amount")
  func oneMoreVerifiedSecondNeverLowers() throws {
    for seed in Self.seeds {
      var random = ownWorld(seed)
      var chooser = SplitMix64(seed: seed ^ 0x5EC0)
      let provider = ProviderIndex(UInt32(chooser.below(random.world.providerCount)))
      let before = amounts(try close(random), of: provider)
      let slot = chooser.below(random.tally(1).slotCount)
      random.edit(1) { builder in
        builder.set(.up, provider, slots: slot..<slot + 1)
        for gpuClass in 0..<4 as Range<UInt32> {
          builder.setAllTracks(count: 50, provider, ClassIndex(gpuClass), slots: slot..<slot + 1)
        }
      }
      let after = amounts(try close(random), of: provider)
      #expect(after >= before, "seed \(seed)")
    }
  }

  @Test("Law 3: fair: one more verified GPU never lowers its owner's amount")
  func oneMoreGPUNeverLowers() throws {
    for seed in Self.seeds {
      var random = ownWorld(seed)
      var chooser = SplitMix64(seed: seed ^ 0x6707)
      guard !random.world.claims.isEmpty else { continue }
      let position = chooser.below(random.world.claims.count)
      let claim = random.world.claims[position]
      let before = amounts(try close(random), of: claim.provider)
      random.world.claims[position] = Claim(
        id: claim.id, pool: claim.pool, provider: claim.provider, gpuClass: claim.gpuClass,
        units: claim.units + 1, from: claim.from, until: claim.until,
        statedUntil: claim.statedUntil, endedEarly: claim.endedEarly, payee: claim.payee,
        beneficiary: claim.beneficiary, line: claim.line, kind: claim.kind)
      // The GPU is there whenever its owner is: every known count is one higher.
      let tally = random.tally(1).addingOne(to: claim.provider, claim.gpuClass)
      let statement = try RewardEngine.statement(for: random.world.input(tally: tally))
      #expect(amounts(statement, of: claim.provider) >= before, "seed \(seed)")
    }
  }

  @Test("Law 4: unknown is not up: a slot that only one provider lacks never raises its amount")
  func unknownIsNotUp() throws {
    for seed in Self.seeds {
      var random = ownWorld(seed)
      var chooser = SplitMix64(seed: seed ^ 0x04)
      let provider = ProviderIndex(UInt32(chooser.below(random.world.providerCount)))
      let slot = chooser.below(random.tally(1).slotCount)
      random.edit(1) { $0.set(.up, provider, slots: slot..<slot + 1) }
      let verified = seconds(try close(random), of: provider).verified
      random.edit(1) { $0.set(.unobservedProvider, provider, slots: slot..<slot + 1) }
      #expect(seconds(try close(random), of: provider).verified <= verified, "seed \(seed)")
    }
  }

  @Test("Law 4: unknown is not down: where uptime is of observed time, a slot lost lowers nothing")
  func unknownIsNotDown() throws {
    for seed in Self.seeds {
      var random = ownWorld(seed)
      random.world.policy.pools = random.world.policy.pools.map { pool in
        var pool = pool
        pool.uptime.denominator = .observed
        return pool
      }
      var chooser = SplitMix64(seed: seed ^ 0x40)
      let provider = ProviderIndex(UInt32(chooser.below(random.world.providerCount)))
      let slot = chooser.below(random.tally(1).slotCount)
      for state in [SlotState.unobservedProvider, .conflict] {
        random.edit(1) { $0.set(.down, provider, slots: slot..<slot + 1) }
        let down = uptimes(try close(random), of: provider)
        random.edit(1) { $0.set(state, provider, slots: slot..<slot + 1) }
        let unknown = uptimes(try close(random), of: provider)
        for (low, high) in zip(down, unknown) {
          #expect((low ?? 0) <= (high ?? 1_000_000), "seed \(seed)")
        }
      }
    }
  }

  @Test("Law 4: a slot that nobody observed shrinks measured time for everyone alike")
  func unobservedAllShrinksMeasuredTime() throws {
    for seed in Self.seeds {
      var random = ownWorld(seed)
      let slots = random.tally(1).slotCount
      random.edit(1) { $0.setUnobserved(0..<slots / 2) }
      for part in try close(random).lines.flatMap(\.parts) {
        for group in part.groups {
          let seconds = group.seconds
          let measured = seconds.verified + seconds.down + seconds.unknown
          #expect(measured <= UInt64(slots - slots / 2) * 300, "seed \(seed)")
        }
      }
    }
  }

  private func seconds(_ statement: Statement, of provider: ProviderIndex) -> KindSeconds {
    var sum = KindSeconds()
    for part in statement.lines.flatMap(\.parts)
    where part.provider == World.address(provider.position) {
      for kind in SecondKind.allCases { sum[kind] += part.unitSeconds[kind] }
    }
    return sum
  }

  private func uptimes(_ statement: Statement, of provider: ProviderIndex) -> [UInt32?] {
    statement.lines.flatMap(\.parts)
      .filter { $0.provider == World.address(provider.position) }
      .flatMap(\.groups).flatMap { Array(repeating: $0.uptimePPM, count: $0.units) }
  }
}

extension Tally {
  /// The same tally with another provider that looks exactly like one of its providers.
  func addingTwin(of original: ProviderIndex, _ twin: ProviderIndex) -> Tally {
    var builder = copy(providerCount: twin.position + 1)
    copyStates(of: original, to: twin, &builder)
    for gpuClass in 0..<4 as Range<UInt32> {
      copyCounts(of: original, to: twin, ClassIndex(gpuClass), adding: 0, &builder)
    }
    for lease in leases(original) {
      builder.add(
        TallyLease(
          lease: LeaseIdentifier(value: lease.lease.value + 1_000), provider: twin,
          gpuClass: lease.gpuClass, gpus: lease.gpus, span: lease.span, state: lease.state,
          answered: lease.answered, denomination: lease.denomination,
          pricePerHourMicros: lease.pricePerHourMicros))
    }
    for finding in findings where finding.provider == original {
      builder.add(
        TallyFinding(
          kind: finding.kind, provider: twin, gpuClass: finding.gpuClass,
          firstSlot: finding.firstSlot, slotCount: finding.slotCount))
    }
    return builder.finish()
  }

  /// The same tally with every known count of one provider and class one higher.
  func addingOne(to provider: ProviderIndex, _ gpuClass: ClassIndex) -> Tally {
    addingOne(to: provider, gpuClass, in: 0..<slotCount)
  }

  /// The same with the GPU there in some slots only.
  func addingOne(
    to provider: ProviderIndex, _ gpuClass: ClassIndex, in slots: Range<Int>
  ) -> Tally {
    var builder = copy(providerCount: providerCount)
    for track in tracks {
      for run in counts(provider, gpuClass, track) {
        guard let count = run.count else { continue }
        let range = run.slots.clamped(to: slots)
        if !range.isEmpty {
          builder.set(count: count + 1, provider, gpuClass, track, slots: range)
        }
      }
    }
    return builder.finish()
  }

  private func copy(providerCount: Int) -> TallyBuilder {
    var builder = TallyBuilder(
      start: start, slotSeconds: slotSeconds, slotCount: slotCount, providerCount: providerCount,
      tracks: tracks)
    for index in 0..<self.providerCount {
      let provider = ProviderIndex(UInt32(index))
      copyStates(of: provider, to: provider, &builder)
      for gpuClass in 0..<4 as Range<UInt32> {
        copyCounts(of: provider, to: provider, ClassIndex(gpuClass), adding: 0, &builder)
      }
    }
    for range in presenceUnobserved.ranges { builder.setUnobserved(range) }
    for range in proofUnobserved.ranges { builder.setProofUnobserved(range) }
    for lease in leases { builder.add(lease) }
    for finding in findings { builder.add(finding) }
    return builder
  }

  private func copyStates(
    of provider: ProviderIndex, to other: ProviderIndex, _ builder: inout TallyBuilder
  ) {
    for state in [SlotState.up, .down, .conflict] {
      for range in slots(state, provider).ranges { builder.set(state, other, slots: range) }
    }
  }

  private func copyCounts(
    of provider: ProviderIndex, to other: ProviderIndex, _ gpuClass: ClassIndex, adding: UInt32,
    _ builder: inout TallyBuilder
  ) {
    for track in tracks {
      for run in counts(provider, gpuClass, track) {
        let count = run.count.map { $0 + adding }
        builder.set(count: count, other, gpuClass, track, slots: run.slots)
      }
    }
  }
}
