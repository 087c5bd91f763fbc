import Evidence
import Policy
import Program
import Quantities
import Rewards

extension PilotScript {
  /// Three observers, their own troubles, and a year of files.
  mutating func watch() {
    observersFail()
    builder.world.prices = PriceScript(
      from: start, dayCount: 380, startTenthousandths: 26_500,
      sources: [Label(known: "coinledger"), Label(known: "osmotic")], everySeconds: 3_600,
      silent: [TimeSpan(day(33), day(35))], seed: 240_209)
    var jitter = SplitMix64(seed: 26)
    let end = builder.policy.pools.map(\.span.end).max() ?? committed.span.end
    let year = Int((end.seconds - start.seconds) / 86_400)
    let window = Int((liquidity.span.end.seconds - start.seconds) / 86_400)
    builder.observeDaily(.presence, from: start, days: year, jitter: &jitter)
    builder.observeDaily(.price, from: start, days: year, jitter: &jitter)
    builder.observeDaily(.lease, from: start, days: window, jitter: &jitter)
    builder.observeDaily(.proof, from: day(30), days: 4, jitter: &jitter)
    builder.closeEveryEpoch(afterDeadline: 3_600)
  }

  private mutating func observersFail() {
    var observers = builder.world.observers
    // All three share a bad release: three hours that nobody saw (O-49).
    let release = TimeSpan(day(9, 2), seconds: 3 * 3_600)
    for position in observers.indices { observers[position].off.append(release) }
    observers[1].off.append(TimeSpan(day(5, 13), seconds: 3_600))
    observers[2].off.append(days(50..<54))
    observers[0].faults.append(
      SegmentFault(.found(afterSeconds: 6 * 86_400), .presence, at: day(15, 12)))
    observers[1].faults.append(SegmentFault(.twice, .presence, at: day(70, 12)))
    observers[2].faults.append(
      SegmentFault(.late(seconds: 2 * 86_400), .presence, at: day(80, 12)))
    builder.world.observers = observers
  }

  /// What the administrator decides after closes, and the correction.
  mutating func decide() {
    for number in 20..<25 {
      review("fogbank", epoch: number + 1, .release, at: day(45, 10, Int64(number)))
    }
    review("overflow-inn", epoch: 13, .release, at: day(16, 10))
    for number in 30..<34 {
      review("echo-one", epoch: number + 1, .release, at: day(40, 10, Int64(number)))
      review("echo-two", epoch: number + 1, .refuse, at: day(40, 11, Int64(number)))
    }
    builder.close(liquidity.name, 16, version: 2, now: day(22, 12))
  }

  private mutating func review(
    _ name: String, epoch: Int, _ decision: ReviewDecided.Decision, at time: Timestamp
  ) {
    builder.line(
      ReviewDecided(
        pool: liquidity.name, epoch: epoch, provider: Invented.address(name), decision: decision),
      by: .committee, at: time)
  }
}
