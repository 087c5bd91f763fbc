import Payouts
import Policy
import Quantities
import TestSupport
import Testing

@Suite struct BatchTests {
  @Test func theLeastAmountIsCarriedWithItsReason() throws {
    let lines = [Samples.line("akash1a", vested: 99), Samples.line("akash1b", vested: 100)]
    let plan = try Samples.plan(lines)
    #expect(plan.unpaid("akash1a") == [.belowMinimum: 99])
    #expect(plan.sent(to: "akash1b") == 100)
  }

  @Test func onePayeeIsPaidOnceForAllItsPools() throws {
    let other = Samples.label("committed")
    let lines = [
      Samples.line("akash1a", vested: 60), Samples.line("akash1a", vested: 50, pool: other),
    ]
    let plan = try Samples.plan(lines)
    #expect(plan.outputs.count == 1)
    #expect(plan.outputs.first?.parts.map(\.uakt) == [50, 60])
    #expect(plan.totalUakt == 110)
  }

  @Test func whatABatchCannotHoldIsNextInLineOldestFirst() throws {
    let lines = (0..<5).map { index in
      DueLine(
        key: Samples.key("akash1p\(index)"),
        steps: [
          DueLine.Step(payable: Samples.seconds(900_000 - Int64(index)), vestedMicros: 1_000)
        ])
    }
    let plan = try Samples.plan(lines) { $0.rule.maximumOutputs = 2 }
    #expect(plan.outputs.map(\.payee.text) == ["akash1p3", "akash1p4"])
    #expect(plan.unpaid("akash1p0") == [.beyondBatch: 1_000])
    // 50,000 + 2 · 20,000 gas at 0.025 uakt.
    #expect(plan.gas == 90_000 && plan.feeUakt == 2_250)
    let byGas = try Samples.plan(lines) { $0.rule.maximumGas = 115_000 }
    #expect(byGas.outputs.count == 3)
    #expect(try Samples.plan(lines) { $0.rule.maximumGas = 49_999 }.outputs.isEmpty)
  }

  @Test func aShortWalletServesPoolsInTheirOrder() throws {
    let first = Samples.label("committed")
    let lines = [
      Samples.line("akash1a", vested: 10_000, pool: first),
      Samples.line("akash1b", vested: 6_000), Samples.line("akash1c", vested: 6_000),
      Samples.line("akash1d", vested: 5_000, pool: Samples.label("zz-unnamed")),
    ]
    // Four outputs reserve 130,000 gas · 0.025 = 3,250 uakt.
    let plan = try Samples.plan(lines, wallet: 3_250 + 10_000 + 7_001)
    #expect(plan.sent(to: "akash1a") == 10_000)
    #expect(plan.sent(to: "akash1b") == 3_500 && plan.sent(to: "akash1c") == 3_500)
    #expect(plan.unpaid("akash1b") == [.walletShort: 2_500])
    #expect(plan.unpaid("akash1d") == [.walletShort: 5_000])
    #expect(plan.totalUakt + plan.feeUakt <= 3_250 + 17_001)
    #expect(try Samples.plan(lines, wallet: -5).outputs.isEmpty)
  }

  /// Law 3 over several batches: each has room for fewer than are owed, and the wallet is filled
  /// with less than they are owed.
  @Test func equalsStayWithinOneShareOfEachOtherWhileTheWalletIsShort() throws {
    var generator = SplitMix64(seed: 26)
    for seed in 0..<200 {
      let count = Int.random(in: 2...6, using: &generator)
      let room = Int.random(in: 1..<count, using: &generator)
      var paid = [Int64](repeating: 0, count: count)
      for _ in 0..<30 {
        let lines = paid.indices.map { index in
          var line = Samples.line("akash1p\(index)", vested: 1_000_000)
          line.paidMicros = paid[index]
          return line
        }
        let wallet = Int64.random(in: 1_000...400_000, using: &generator)
        let plan = try Samples.plan(lines, wallet: wallet + 10_000) {
          $0.rule.maximumOutputs = room
          $0.rule.minimumUakt = 1
          $0.rule.gasPrice = Samples.ratio("0")
        }
        for index in paid.indices { paid[index] += plan.sent(to: "akash1p\(index)") }
        let (low, high) = (paid.min() ?? 0, paid.max() ?? 0)
        // One share: all that a wallet of 410,000 gives to one of them in a batch.
        #expect(high - low <= 410_000 / 2, "seed \(seed): \(paid)")
      }
      #expect((paid.min() ?? 0) > 0, "seed \(seed): \(paid)")
    }
  }

  @Test("O-40 1,000,000 over 90 days is 11,111.11 a day, 0.22–0.28 % of 4–5 M")
  func pacingAgainstTheMarket() throws {
    let start = Samples.time("2024-02-09")
    let span = try TimeSpan(start: start, end: try start.adding(seconds: 90 * 86_400))
    let rule = try #require(PacingRule(totalMicros: 1_000_000_000_000, span: span))
    #expect(rule.perDayMicros == 11_111_111_111)
    let volume = VolumeRange(lowMicros: 4_000_000_000_000, highMicros: 5_000_000_000_000)
    let share = try #require(rule.shareOfVolume(volume))
    #expect(share.low.ppm == 2_222 && share.high.ppm == 2_777)
    let day = try start.adding(seconds: 86_400)
    #expect(rule.budgetMicros(at: day, paidMicros: 0) == 11_111_111_111)
    #expect(rule.budgetMicros(at: day, paidMicros: 11_111_111_111) == 0)
    // Sums of days end at the total exactly.
    #expect(rule.allowedMicros(by: span.end) == 1_000_000_000_000)
    #expect(rule.budgetMicros(at: start, paidMicros: 0) == 0)
  }

  @Test func aShareOfTheVolumeBoundsABatch() {
    let share = Samples.ratio("0.25%")
    #expect(
      PacingRule.volumeBudgetMicros(
        dailyVolumeMicros: 4_000_000_000_000, share: share, seconds: 2 * 86_400)
        == 20_000_000_000)
  }

  @Test func aPacedBatchGivesEqualLinesEqualParts() throws {
    let lines = ["a", "b", "c"].map { Samples.line("akash1\($0)", vested: 5_000) }
    let plan = try Samples.plan(lines) { $0.paceUakt = 10_000 }
    #expect(plan.outputs.map(\.uakt) == [3_333, 3_333, 3_333])
    #expect(plan.unpaid("akash1a") == [.paced: 1_667])
  }

  @Test func aHundredThousandPayeesAreOneComputation() throws {
    let lines = (0..<100_000).map { Samples.line("akash1p\($0)", vested: Int64($0 + 1)) }
    let plan = try Samples.plan(lines) {
      $0.rule.maximumOutputs = 60_000
      $0.rule.maximumGas = 10_000_000_000
    }
    #expect(plan.outputs.count == 60_000 && plan.outcomes.count == 100_000)
    #expect(plan.isConserved)
    #expect(plan.unpaid("akash1p98") == [.belowMinimum: 99])
  }

  @Test func law1EveryUnitIsPaidOrHasAReason() throws {
    for seed in 0..<2_000 {
      var random = SplitMix64(seed: UInt64(seed))
      let (input, total) = Self.draw(&random)
      let plan = try BatchPlan(input)
      var open: Int128 = 0
      for outcome in plan.outcomes {
        #expect(outcome.isConserved, "seed \(seed)")
        #expect(outcome.unpaid.values.allSatisfy { $0 > 0 }, "seed \(seed)")
        #expect(outcome.outputMicros >= 0, "seed \(seed)")
        open += Int128(outcome.accruedMicros)
      }
      #expect(open == total, "seed \(seed)")
      let wallet = input.walletUakt
      #expect(plan.outputs.isEmpty || plan.totalUakt + plan.feeUakt <= wallet, "seed \(seed)")
      #expect(plan.totalUakt <= input.paceUakt ?? .max, "seed \(seed)")
      #expect(plan.outputs.count <= input.rule.outputLimit, "seed \(seed)")
      #expect(plan.outputs.allSatisfy { $0.uakt >= input.rule.minimumUakt }, "seed \(seed)")
      Self.expectBeneficiariesWithinTheirMeans(plan, input, seed: seed)
      let shuffled = BatchInput(input, lines: random.shuffled(input.lines))
      #expect(try BatchPlan(shuffled) == plan, "seed \(seed): law 2")
    }
  }

  /// No beneficiary is paid more of a pool than all its lines have vested, less all they were paid.
  private static func expectBeneficiariesWithinTheirMeans(
    _ plan: BatchPlan, _ input: BatchInput, seed: Int
  ) {
    var means: [String: Int64] = [:]
    for line in input.lines {
      let key = "\(line.key.pool)/\(line.key.currency)/\(line.key.beneficiary)"
      let vested = line.steps.filter { $0.payable <= input.time }.map(\.vestedMicros).last ?? 0
      means[key, default: 0] += vested - line.paidMicros - line.inBatchMicros
    }
    for outcome in plan.outcomes where outcome.outputMicros > 0 {
      let key = "\(outcome.key.pool)/\(outcome.key.currency)/\(outcome.key.beneficiary)"
      means[key, default: 0] -= outcome.outputMicros
    }
    for outcome in plan.outcomes where outcome.outputMicros > 0 {
      let key = "\(outcome.key.pool)/\(outcome.key.currency)/\(outcome.key.beneficiary)"
      #expect(means[key, default: 0] >= 0, "seed \(seed): \(key)")
    }
  }

  private static func draw(_ random: inout SplitMix64) -> (BatchInput, Int128) {
    let pools = ["committed", "liquidity", "other"].map { Samples.label($0) }
    var lines: [DueLine] = []
    var total: Int128 = 0
    for index in 0..<random.within(1...12) {
      let currency: Currency = random.oneIn(3) ? .usd : .uakt
      let key = Samples.key(
        "akash1p\(index % 7)", pool: pools[index / 4], currency: currency,
        party: "party\(random.below(3))")
      var line = DueLine(key: key, steps: [])
      var time: Int64 = 900_000
      for _ in 0..<random.below(4) {
        time += Int64(random.below(60_000))
        line.steps.append(
          DueLine.Step(
            payable: Samples.seconds(time), vestedMicros: Int64(random.below(10_000)) - 500))
      }
      line.unvestedMicros = Int64(random.below(500))
      line.reviewMicros = Int64(random.below(500))
      line.waitingMicros = random.oneIn(4) ? Int64(random.below(500)) : 0
      line.paidMicros = random.oneIn(2) ? Int64(random.below(9_000)) : 0
      line.inBatchMicros = random.oneIn(5) ? Int64(random.below(2_000)) : 0
      line.owedBackMicros = random.oneIn(6) ? Int64(random.below(2_000)) : 0
      line.fault = random.oneIn(9) ? .moduleAccount : nil
      if random.oneIn(4) {
        line.naming = .named(
          at: Samples.seconds(Int64(random.below(1_000_000))), signedByProvider: !random.oneIn(4))
      }
      for _ in 0..<random.below(3) {
        line.disputes.append(
          DueLine.Dispute(
            payable: Samples.seconds(950_000 + Int64(random.below(100_000))),
            micros: Int64(random.below(3_000))))
      }
      total += Int128(line.steps.last?.vestedMicros ?? 0)
      total += Int128(line.unvestedMicros + line.reviewMicros + line.waitingMicros)
      lines.append(line)
    }
    var input = BatchInput(
      lines: lines, rule: Samples.rule, time: Samples.now,
      walletUakt: Int64(random.below(60_000)))
    input.rule.maximumOutputs = random.below(8)
    input.rule.minimumUakt = Int64(random.below(1_000))
    input.price = random.oneIn(3) ? nil : Samples.price("0.\(random.within(1...9))7")
    input.paceUakt = random.oneIn(2) ? Int64(random.below(9_000)) : nil
    input.screening = ScreeningList(random.oneIn(3) ? [Samples.party("party1")] : [])
    input.isHalted = random.oneIn(12)
    return (input, total)
  }
}

extension BatchInput {
  /// The same with other lines.
  fileprivate init(_ input: BatchInput, lines: [DueLine]) {
    self = input
    self.lines = lines
  }
}
