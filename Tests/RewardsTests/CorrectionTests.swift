import Evidence
import Policy
import Quantities
import Rewards
import TestSupport
import Testing

/// O-54, claim by claim: a difference goes where the claim's own amounts go.
@Suite struct CorrectionTests {
  private static let usd: Int64 = 1_000_000
  private static let day: Int64 = 86_400

  private static func correction(
    _ statement: Statement, _ claims: (String, Int64)..., hold: PartReason? = nil
  ) throws -> Correction {
    let differences = try claims.map { claim, micros in
      let line = try #require(
        statement.lines.first { $0.parts.contains { $0.claim == World.label(claim) } })
      return Correction.ClaimDifference(
        claim: World.label(claim), micros: micros, line: line.key, hold: hold)
    }
    return Correction(
      epoch: statement.epoch, replaces: .zero, statement: TestHash.digest([1]),
      claims: differences)
  }

  private func close(
    _ world: World, _ epoch: Int, after previous: Statement, _ corrections: Correction...
  ) throws -> Statement {
    var input = world.input(
      epoch: epoch, tally: world.fullTally(epoch: epoch), previous: [previous])
    input.corrections = corrections
    let statement = try RewardEngine.statement(for: input)
    let bytes = World.bytes(statement)
    #expect(try StatementReader.read(bytes, hash: { TestHash.digest($0) }).statement == statement)
    return statement
  }

  private func world(changing change: (inout PoolPolicy) -> Void = { _ in }) -> World {
    var world = World([World.pool()])
    world.edit(0, change)
    world.claim("a", units: 1)
    world.claim("b", units: 1)
    return world
  }

  private func review(_ decision: HoldReview.Decision) -> HoldReview {
    HoldReview(
      pool: World.label("mining"), epoch: 1, provider: ProviderIndex(0), decision: decision)
  }

  @Test("O-54: a difference is booked on the payee of the day")
  func aDifferenceFollowsThePayee() throws {
    var world = self.world()
    let first = try world.close()
    let heir = Beneficiary(World.label("heir"))
    world.claims[0] = world.claims[0].paid(to: World.address(7), beneficiary: heir)
    let second = try close(world, 2, after: first, Self.correction(first, ("a", 5), ("b", -3)))
    let old = try #require(second.lines.first { $0.key.payee == World.address(0) })
    #expect(old.corrections.isEmpty && old.earnedMicros == 0)
    let new = try #require(second.lines.first { $0.key.payee == World.address(7) })
    #expect(new.key.beneficiary == heir)
    #expect(new.correctionMicros == 5)
    #expect(
      new.corrections == [
        LineCorrection(
          epoch: 1, claim: World.label("a"), vests: first.span.end, differenceMicros: 5, micros: 5,
          reason: nil)
      ])
    let third = try close(world, 3, after: second)
    #expect(third.lines.allSatisfy { $0.correctionMicros == 0 && $0.corrections.isEmpty })
    // What still waits is corrected where it waits, so that both are lost or paid together.
    let held = try close(
      world, 2, after: first, Self.correction(first, ("a", 5), hold: .sharedHost))
    #expect(held.line(old.key)?.holds.map(\.micros) == [5])
    var patient = self.world {
      $0.vesting = VestingRule(kind: .cliff, cliff: World.duration("P30D"), onExit: .forfeit)
    }
    let start = try patient.close()
    patient.claims[0] = patient.claims[0].paid(to: World.address(7), beneficiary: heir)
    let waiting = try close(patient, 2, after: start, Self.correction(start, ("a", -5)))
    #expect(waiting.line(old.key)?.unvested.map(\.micros) == [3_125 * Self.usd - 5])
    #expect(waiting.line(new.key)?.correctionMicros == 0)
  }

  @Test("O-54: what is owed back stays with the beneficiary, whatever its payee")
  func aDebtStaysWithTheBeneficiary() throws {
    var sums: [Int64] = []
    for changed in [nil, 2, 3, 4] {
      var world = self.world()
      var before = try world.close()
      let taken = try Self.correction(before, ("a", -30_000 * Self.usd))
      for epoch in 2...4 {
        let own = world.claims[0]
        if epoch == changed {
          world.claims[0] = own.paid(to: World.address(7), beneficiary: own.beneficiary)
        }
        before =
          epoch == 2
          ? try close(world, epoch, after: before, taken)
          : try close(world, epoch, after: before)
      }
      let lines = before.lines.filter { $0.key.beneficiary == world.claims[0].beneficiary }
      #expect(lines.count == (changed == nil ? 1 : 2))
      sums.append(lines.reduce(0) { $0 + $1.vestedMicros })
    }
    // 3,125 less 30,000, then half of 36,250 and twice half of 6,250.
    #expect(sums == Array(repeating: -2_500 * Self.usd, count: 4))
  }

  @Test("O-54: a difference vests when what it corrects does", arguments: [7, -7] as [Int64])
  func aDifferenceVestsWithItsPart(_ micros: Int64) throws {
    var world = self.world {
      $0.vesting = VestingRule(
        kind: .cliff, cliff: World.duration("P30D"), onExit: .forfeit)
    }
    let first = try world.close()
    let second = try close(world, 2, after: first, Self.correction(first, ("a", micros)))
    let line = try #require(second.lines.first { $0.key.payee == World.address(0) })
    #expect(line.vestedMicros == 0)
    let cliff = try World.start.adding(seconds: 30 * Self.day)
    #expect(line.unvested.map(\.vests) == [cliff])
    #expect(line.unvested[0].micros == line.accruedMicros)
    #expect(second.isBalanced)
    // A negative difference beyond what waits lowers what has vested.
    let beyond = try close(world, 2, after: first, Self.correction(first, ("a", -4_000 * Self.usd)))
    let lowered = try #require(beyond.lines.first { $0.key.payee == World.address(0) })
    #expect(lowered.vestedMicros == 3_125 * Self.usd - 4_000 * Self.usd)
    // What is forfeited cannot be corrected.
    world.claims[0] = World.ended(world.claims[0], after: 2 * Self.day)
    let ended = try close(world, 2, after: first, Self.correction(first, ("a", micros)))
    let lost = try #require(ended.lines.first { $0.key.payee == World.address(0) })
    #expect(lost.corrections.map(\.reason) == [.forfeited])
    #expect(lost.corrections[0].differenceMicros == micros)
    #expect(lost.correctionMicros == 0)
    #expect(lost.accruedMicros == 0)
    world.edit { $0.vesting.onExit = .keep }
    let kept = try close(world, 2, after: first, Self.correction(first, ("a", micros)))
    let due = try #require(kept.lines.first { $0.key.payee == World.address(0) })
    #expect(due.correctionMicros == micros)
    #expect(due.vestedMicros == due.accruedMicros)
  }

  @Test(
    "O-54: by quarters a difference vests with the epoch's last quarter", arguments: [1, 30, 31])
  func aDifferenceVestsWithItsQuarter(_ epoch: Int) throws {
    let world = self.world {
      $0.vesting = VestingRule(kind: .quarterly, cliff: nil, onExit: .forfeit)
    }
    var statement = try world.close()
    for number in 2..<epoch + 1 { statement = try close(world, number, after: statement) }
    let next = try close(world, epoch + 1, after: statement, Self.correction(statement, ("a", 9)))
    let line = try #require(next.lines.first { $0.key.payee == World.address(0) })
    // 120 days: quarters end after days 30, 60, 90 and 120.
    let days: Int64 = epoch <= 30 ? 30 : 60
    #expect(line.corrections[0].vests == (try World.start.adding(seconds: days * Self.day)))
  }

  @Test("O-54: a difference waits for the review of what it corrects, and follows it")
  func aDifferenceFollowsTheHold() throws {
    var world = self.world()
    var tally = world.tally()
    tally.setAllUp(providerCount: 2, count: 1)
    tally.add(
      TallyFinding(
        kind: .duplicateDevice, provider: ProviderIndex(0), gpuClass: World.a100, firstSlot: 0,
        slotCount: 288))
    let first = try world.close(tally: tally.finish())
    let held = first.part("a")?.amountMicros ?? 0
    let more = try Self.correction(first, ("a", 5), hold: .sharedHost)
    let second = try close(world, 2, after: first, more)
    let line = try #require(second.lines.first { $0.key.payee == World.address(0) })
    // The hold that stands keeps its reason.
    #expect(line.holds.map(\.micros) == [held + 5])
    #expect(line.holds.map(\.reason) == [.duplicateDevice])
    #expect(line.corrections.map(\.reason) == [.held(.sharedHost)])
    #expect(line.correctionMicros == 5)
    let told = Explanation(of: World.address(0), in: second, pool: world.policy.pools[0]).lines
    #expect(told.contains { $0.contains("of a, epoch 1: held like what it corrects") })
    let less = try Self.correction(first, ("a", -5), hold: .duplicateDevice)
    let lowered = try #require(
      try close(world, 2, after: first, less).lines.first { $0.key.payee == World.address(0) })
    #expect(lowered.holds.map(\.micros) == [held - 5])
    #expect(lowered.vestedMicros == lowered.parts[0].amountMicros)
    for decision in HoldReview.Decision.allCases {
      world.reviews = [review(decision)]
      // Decided before the correction comes, and after.
      for statement in [
        try close(world, 2, after: first, more), try close(world, 3, after: second),
      ] {
        let line = try #require(statement.lines.first { $0.key.payee == World.address(0) })
        #expect(line.holds.isEmpty)
        let taken = statement.epoch == 2 ? held : held + 5
        #expect(line.takenBackMicros == (decision == .refuse ? taken : 0))
        let reason: LineCorrection.Reason? = decision == .refuse ? .refused : nil
        #expect(line.corrections.allSatisfy { $0.reason == reason })
        #expect(line.vestedMicros == line.accruedMicros)
        #expect(statement.isBalanced)
      }
    }
  }

  @Test("O-54: corrections beyond the pot are borne by later epochs, under any rule")
  func laterPotsBearWhatCorrectionsTake() throws {
    for rule in PoolPolicy.Unallocated.allCases {
      var world = World([
        World.pool(amount: "40 uakt", span: World.span("2024-02-09", "2024-02-13"))
      ])
      world.edit { $0.unallocated = rule }
      world.claim("a", units: 1)
      let first = try world.close()
      #expect(first.pot.baseMicros == 10)
      let second = try close(world, 2, after: first, Self.correction(first, ("a", 25)))
      #expect(second.part("a")?.amountMicros == 0)
      #expect(second.pot.earnedMicros == 25)
      #expect(
        second.unallocated == [Statement.Unallocated(reason: .correction, micros: -15)])
      #expect(second.pot.carriedOutMicros == -15 && second.pot.returnedMicros == 0)
      let third = try close(world, 3, after: second)
      #expect(third.pot.carriedInMicros == -15)
      #expect(third.pot.earnedMicros == 0)
      #expect(third.pot.carriedOutMicros == -5 && third.pot.returnedMicros == 0)
      let fourth = try close(world, 4, after: third)
      #expect(fourth.part("a")?.amountMicros == 5)
      #expect([first, second, third, fourth].reduce(0) { $0 + $1.pot.earnedMicros } == 40)
      let told = Explanation(of: World.address(0), in: third, pool: world.policy.pools[0]).lines
      #expect(told[1].contains("less") && told[1].contains("next epoch bears"))
      // The last epoch has no later one to bear what is missing.
      #expect(throws: CloseRejection.correctionsExceedPot(micros: 1)) {
        try close(world, 4, after: third, Self.correction(third, ("a", 6)))
      }
    }
  }

  @Test("Law 1: conservation: any corrections of any size leave every pot and line balanced")
  func correctionsConserve() throws {
    var seen = Seen()
    let kinds = RandomWorld.kinds
    for seed in 0..<2_000 as Range<UInt64> {
      var chooser = SplitMix64(seed: seed ^ 0xC0)
      let random = RandomWorld(seed: seed, kinds: seed % 2 == 0 ? [.epoch] : kinds)
      let statements: [Statement]
      do {
        statements = try random.statements { input in
          input.corrections = Self.corrections(input.previous, &chooser)
        }
      } catch CloseRejection.correctionsExceedPot {
        seen.refused += 1
        continue
      }
      var before: Statement?
      for statement in statements {
        check(statement, after: before, seed)
        seen.add(statement)
        before = statement
      }
    }
    #expect(seen.isBroad, "\(seen)")
  }

  @Test("Law 2: order: corrections and their claims may stand in any order")
  func correctionsInAnyOrder() throws {
    for seed in 0..<1_000 as Range<UInt64> {
      var chooser = SplitMix64(seed: seed ^ 0xC2)
      let random = RandomWorld(seed: seed)
      guard let all = try? random.statements() else { continue }
      let previous = [all[1], all[0]]
      var input = random.world.input(epoch: 3, tally: random.tally(3), previous: previous)
      input.corrections = Self.corrections(previous, &chooser)
      guard let one = try? RewardEngine.statement(for: input) else { continue }
      input.corrections = input.corrections.reversed().map { correction in
        Correction(
          epoch: correction.epoch, replaces: correction.replaces, statement: correction.statement,
          claims: correction.claims.reversed())
      }
      chooser.shuffle(&input.reviews)
      let other = try RewardEngine.statement(for: input)
      #expect(World.bytes(one) == World.bytes(other), "seed \(seed)")
    }
  }

  /// Differences of some claims of earlier epochs, held now and then.
  private static func corrections(
    _ previous: [Statement], _ chooser: inout SplitMix64
  ) -> [Correction] {
    previous.filter { _ in chooser.chance(2, in: 3) }.map { statement in
      let parts = statement.lines.flatMap { line in line.parts.map { (line.key, $0) } }
        .filter { _ in chooser.chance(1, in: 2) }
      let claims = parts.map { key, part in
        let limit =
          2 * Int(part.amountMicros)
          + (chooser.chance(1, in: 2) ? 10 : previous.count == 1 ? 1_500_000 : 100_000)
        let hold: PartReason? =
          chooser.chance(1, in: 3) ? .sharedHost : part.amountMicros > 0 ? part.holdReason : nil
        return Correction.ClaimDifference(
          claim: part.claim, micros: Int64(chooser.below(limit)) - part.amountMicros, line: key,
          hold: hold)
      }
      return Correction(
        epoch: statement.epoch, replaces: .zero, statement: .zero, claims: claims)
    }
  }

  private func check(_ statement: Statement, after before: Statement?, _ seed: UInt64) {
    #expect(statement.isBalanced, "seed \(seed)")
    let pot = statement.pot
    #expect(pot.carriedInMicros == before?.pot.carriedOutMicros ?? 0, "seed \(seed)")
    #expect(pot.carriedOutMicros >= 0 || pot.returnedMicros == 0, "seed \(seed)")
    for line in statement.lines {
      let parts = line.parts.reduce(Int64(0)) { $0 + $1.amountMicros }
      #expect(line.isBalanced, "seed \(seed)")
      #expect(
        line.earnedMicros == parts + line.correctionMicros - line.takenBackMicros, "seed \(seed)")
      let accrued = before?.line(line.key)?.accruedMicros ?? 0
      #expect(line.accruedMicros == accrued + line.earnedMicros, "seed \(seed)")
      for entry in line.corrections {
        let isLoss = entry.reason?.isLoss ?? false
        #expect(entry.micros == (isLoss ? 0 : entry.differenceMicros), "seed \(seed)")
      }
    }
    let bytes = World.bytes(statement)
    let reading = try? StatementReader.read(bytes, hash: { TestHash.digest($0) })
    #expect(reading?.statement == statement, "seed \(seed)")
  }

  /// What the random corrections reached.
  private struct Seen {
    var refused = 0
    var (negativePots, held, released, lost, refusals, waiting) = (0, 0, 0, 0, 0, 0)

    mutating func add(_ statement: Statement) {
      if statement.pot.carriedOutMicros < 0 { negativePots += 1 }
      for line in statement.lines {
        for entry in line.corrections {
          switch entry.reason {
          case .held: held += 1
          case .forfeited: lost += 1
          case .refused: refusals += 1
          case nil: released += 1
          }
          if line.unvested.contains(where: { $0.claim == entry.claim }) { waiting += 1 }
        }
      }
    }

    var isBroad: Bool {
      [refused, negativePots, held, released, lost, refusals, waiting].allSatisfy { $0 >= 20 }
    }
  }
}

extension World {
  /// The claim, withdrawn so many seconds after the pool's start.
  static func ended(_ claim: Claim, after seconds: Int64) -> Claim {
    guard let end = try? start.adding(seconds: seconds) else {
      preconditionFailure("The time is in range.")
    }
    return Claim(
      id: claim.id, pool: claim.pool, provider: claim.provider, gpuClass: claim.gpuClass,
      units: claim.units, from: claim.from, until: end, statedUntil: claim.statedUntil,
      endedEarly: end, payee: claim.payee, beneficiary: claim.beneficiary, line: claim.line,
      kind: claim.kind)
  }
}
