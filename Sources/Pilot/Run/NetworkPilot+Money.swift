import DevNet
import Policy
import Quantities

extension NetworkPilot {
  /// Asks the community, waits for its vote, and commits what came, a day before the first epoch.
  func fund(
    _ treasury: PilotTreasury, before start: Timestamp, _ time: PilotTime,
    progress: @Sendable (String) -> Void
  ) async throws {
    progress("the community votes")
    let proposal = try await treasury.ask()
    await time.wait(treasury.director, until: try start.adding(seconds: -86_400))
    try await treasury.receive(proposal)
    try await treasury.contract()
  }

  /// Pays what was earned, and gives back what was not, until nothing is left.
  func pay(
    _ treasury: PilotTreasury, _ journal: PilotJournal, _ time: PilotTime,
    progress: @Sendable (String) -> Void
  ) async throws -> MoneyOutcome {
    let director = treasury.director
    progress("batches")
    try await treasury.hold()
    await time.wait(director, until: try settings.rules.payouts.first.adding(seconds: 3_600))
    try await treasury.payAll([nil] + MoneyFault.allCases)
    guard let pool = settings.rules.pools.first(where: { $0.kind == .committed }) else {
      throw PilotFailure.outside("the policy has no contracts")
    }
    let calendar = EpochCalendar(pool)
    let dayOfReturn = try settings.rules.window.start.adding(seconds: 120 * 86_400)
    for number in 1...calendar.count {
      guard let epoch = calendar.epoch(number) else { break }
      progress("contracts, epoch \(number) of \(calendar.count)")
      if let next = calendar.epoch(number - 1), next.end < dayOfReturn, dayOfReturn < epoch.end {
        await time.wait(director, until: dayOfReturn)
        try await treasury.giveBack(isFinal: false)
      }
      let deadline = settings.rules.observation.graceSeconds + 60
      await time.wait(director, until: try epoch.end.adding(seconds: deadline))
      _ = try await journal.close(number, of: pool.name)
      // Two weeks later the next payout date after the hold has come.
      await time.wait(director, until: try epoch.end.adding(seconds: 14 * 86_400))
      try await treasury.payAll([])
    }
    progress("the close-out")
    try await treasury.giveBack(isFinal: true)
    return try await treasury.outcome()
  }
}
