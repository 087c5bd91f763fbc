import Journal
import Keys
import LogServer
import Simulation
import Testing

@Suite struct QuotaMachineTests {
  private let key = KeyID(Invented.signer("somebody").publicKey)
  private let other = KeyID(Invented.signer("somebody else").publicKey)

  private func limits() throws -> QuotaLimits {
    var limits = QuotaLimits()
    limits.entries = try #require(QuotaLimits.Rate(burst: 3, perHour: 60))
    limits.strangerEntries = try #require(QuotaLimits.Rate(burst: 1, perHour: 1))
    limits.uploadBytes = try #require(QuotaLimits.Rate(burst: 1_000, perHour: 3_600))
    return limits
  }

  @Test func aBurstIsGrantedAndThenOneByOne() throws {
    var machine = QuotaMachine(limits: try limits())
    for _ in 0..<3 { #expect(machine.step(now: 0, .entry(key)) == .granted) }
    #expect(machine.step(now: 0, .entry(key)) == .wait(seconds: 61))
    #expect(machine.step(now: 59_000, .entry(key)) == .wait(seconds: 2))
    #expect(machine.step(now: 60_000, .entry(key)) == .granted)
    #expect(machine.step(now: 60_000, .entry(key)) != .granted)
  }

  @Test func keysDoNotShareButStrangersDo() throws {
    var machine = QuotaMachine(limits: try limits())
    for _ in 0..<3 { #expect(machine.step(now: 0, .entry(key)) == .granted) }
    #expect(machine.step(now: 0, .entry(other)) == .granted)
    #expect(machine.step(now: 0, .strangerEntry) == .granted)
    #expect(machine.step(now: 0, .strangerEntry) == .wait(seconds: 3_601))
  }

  @Test func aWishLargerThanTheBucketIsPaidOffAfterwards() throws {
    var machine = QuotaMachine(limits: try limits())
    #expect(machine.step(now: 0, .upload(key, bytes: 5_000)) == .granted)
    #expect(machine.step(now: 4_000_000, .upload(key, bytes: 1_000)) != .granted)
    #expect(machine.step(now: 5_000_000, .upload(key, bytes: 1_000)) == .granted)
  }

  /// Whatever is asked and however the clock jumps: no more than burst and inflow is granted, and
  /// whoever waits as long as told is granted.
  @Test func neverMoreThanBurstAndInflow() throws {
    for seed in 0..<1_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      var machine = QuotaMachine(limits: try limits())
      var now: Int64 = 0
      var granted: Int64 = 0
      for _ in 0..<200 {
        now += Int64(random.next() % 30_000)
        switch machine.step(now: now, .entry(key)) {
        case .granted: granted += 1
        case .wait(let seconds):
          #expect(seconds >= 1, "seed \(seed)")
          if random.next() % 4 == 0 {
            now += seconds * 1_000
            #expect(machine.step(now: now, .entry(key)) == .granted, "seed \(seed)")
            granted += 1
          }
        }
        #expect(granted <= 3 + now / 60_000, "seed \(seed) at \(now)")
      }
    }
  }

  @Test func extremesDoNotTrap() throws {
    var limits = QuotaLimits()
    limits.uploadBytes = try #require(
      QuotaLimits.Rate(burst: QuotaLimits.Rate.limit, perHour: QuotaLimits.Rate.limit))
    var machine = QuotaMachine(limits: limits)
    #expect(machine.step(now: .max, .upload(key, bytes: .max)) == .granted)
    _ = machine.step(now: 0, .upload(key, bytes: .max))
    _ = machine.step(now: .max, .upload(key, bytes: -1))
    #expect(QuotaLimits.Rate(burst: 0, perHour: 1) == nil)
    #expect(QuotaLimits.Rate(burst: 1, perHour: .max) == nil)
  }
}
