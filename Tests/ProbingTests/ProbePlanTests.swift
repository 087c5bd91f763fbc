import Keys
import Probing
import Quantities
import TestSupport
import Testing

@Suite struct ProbePlanTests {
  private func seed(_ number: UInt64) -> ProbeSeed {
    ProbeSeed(Sha256.digest(of: Array("seed \(number)".utf8)))
  }

  private func address(_ number: Int) throws -> Address { try Address("akash1provider\(number)") }

  @Test func theFormulaIsTheOneInTheReference() throws {
    // python3: hashlib.sha256(bytes(32) + (1790000100).to_bytes(8, "big") + b"akash1provider0")
    let plan = ProbePlan(seed: ProbeSeed(.zero), slotSeconds: 300)
    let start = try Timestamp(seconds: 1_790_000_100)
    let offset = plan.offsetMilliseconds(provider: try address(0), slotStart: start)
    #expect(offset == 176_866)
    #expect(
      plan.momentMilliseconds(provider: try address(0), slotStart: start)
        == 1_790_000_100_000 + offset)
    #expect(
      seed(1).commitment == Sha256.digest(of: seed(1).revealed.bytes))
  }

  @Test func aPeriodIsADay() throws {
    let period = ProbePeriod(containing: try Timestamp("2026-11-23T20:00:00Z"))
    #expect(period.start == (try Timestamp("2026-11-23")))
    #expect(period.end == (try Timestamp("2026-11-24")))
    #expect(period.next == ProbePeriod(containing: period.end))
  }

  /// Pearson's statistic over 64 equal parts: its mean is 63, its standard deviation 11.2.
  private func chiSquareHundredths(_ counts: [Int]) -> Int {
    let expected = counts.reduce(0, +) / counts.count
    return counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) } * 100 / expected
  }

  @Test func momentsAreUniformOverTheWindow() throws {
    let window = ProbePlan.windowMilliseconds(slotSeconds: 300)
    #expect(window == 200_000)
    var worst = 0
    for number in 0..<50 as Range<UInt64> {
      var bySlot = Array(repeating: 0, count: 64)
      var byProvider = bySlot
      let plan = ProbePlan(seed: seed(number), slotSeconds: 300)
      for index in 0..<6_400 {
        let slot = try Timestamp(seconds: Int64(1_790_000_100 + 300 * index))
        let first = try Timestamp(seconds: 1_790_000_100)
        let one = plan.offsetMilliseconds(provider: try address(7), slotStart: slot)
        let other = plan.offsetMilliseconds(provider: try address(index), slotStart: first)
        #expect((0..<window).contains(one) && (0..<window).contains(other))
        bySlot[Int(one * 64 / window)] += 1
        byProvider[Int(other * 64 / window)] += 1
      }
      worst = max(worst, chiSquareHundredths(bySlot), chiSquareHundredths(byProvider))
    }
    // 63 + 5.2 standard deviations: passed by chance once in some 100,000 series.
    #expect(worst < 12_100, "chi-square \(worst) hundredths")
  }

  @Test func anotherSeedSaysNothingAboutAMoment() throws {
    // Within a second of the moment by luck: once in 100 guesses of 200 s.
    let slot = try Timestamp(seconds: 1_790_000_100)
    let provider = try address(3)
    let plan = ProbePlan(seed: seed(0), slotSeconds: 300)
    let truth = plan.offsetMilliseconds(provider: provider, slotStart: slot)
    var near = 0
    for number in 1...2_000 as ClosedRange<UInt64> {
      let guess = ProbePlan(seed: seed(number), slotSeconds: 300)
        .offsetMilliseconds(provider: provider, slotStart: slot)
      if abs(guess - truth) <= 1_000 { near += 1 }
    }
    #expect((2...60).contains(near), "\(near) of 2,000 guesses")
  }

  @Test func whoLearnsTheSeedChecksAMoment() throws {
    let plan = ProbePlan(seed: seed(5), slotSeconds: 300)
    let slot = try Timestamp(seconds: 1_790_000_100)
    let provider = try address(1)
    let moment = plan.momentMilliseconds(provider: provider, slotStart: slot)
    func holds(_ asked: Int64) -> Bool {
      plan.holds(
        provider: provider, slotStart: slot, askedMilliseconds: asked, lateMilliseconds: 5_000)
    }
    #expect(holds(moment) && holds(moment + 5_000))
    #expect(!holds(moment - 1) && !holds(moment + 5_001))
  }

  @Test func secretsAreNotPrinted() throws {
    let secret = try #require(ObserverSecret(Array(repeating: 7, count: 32)))
    #expect("\(secret)" == "(secret)")
    #expect(!"\(seed(1))".contains(seed(1).revealed.hex))
    #expect(ObserverSecret([1, 2]) == nil)
  }
}
