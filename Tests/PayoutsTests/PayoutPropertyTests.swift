import Payouts
import Quantities
import Testing

@Suite struct PayoutPropertyTests {
  @Test("law 8: no order of events pays a batch twice, and each is decided in the end")
  func law8APaymentCannotHappenTwice() throws {
    var outcomes: [String: Int] = [:]
    for seed in 0..<10_000 {
      var world = try ModelWorld(seed: UInt64(seed))
      try world.run(steps: 300)
      world.comeToAnEnd()
      world.sendEverythingAgain()
      let broken = world.broken()
      #expect(broken.isEmpty, "seed \(seed): \(broken)")
      for attempt in world.book.attempts {
        switch attempt.outcome {
        case .confirmed: outcomes["confirmed", default: 0] += 1
        case .failed: outcomes["failed", default: 0] += 1
        case .expired(.timeout): outcomes["timeout", default: 0] += 1
        case .expired(.sequenceUsed): outcomes["sequence", default: 0] += 1
        case nil: outcomes["undecided", default: 0] += 1
        }
        if case .confirmed(let included) = attempt.outcome, included.isOutside(world) {
          outcomes["paid outside", default: 0] += 1
        }
        if attempt.transactions.count > 1 { outcomes["signed twice", default: 0] += 1 }
      }
      if world.isForgetful, world.book.undecided != nil { outcomes["forgotten", default: 0] += 1 }
      let batches = world.book.attempts.map(\.prepared.batch)
      if Set(batches).count < batches.count { outcomes["replaced", default: 0] += 1 }
    }
    // The drawn histories have to reach every ending, or the test says little.
    for name in [
      "confirmed", "failed", "timeout", "sequence", "replaced", "signed twice", "paid outside",
      "forgotten",
    ] {
      #expect(outcomes[name, default: 0] >= 100, "\(name): \(outcomes)")
    }
  }
}

extension IncludedTransaction {
  /// Whether people sent it by hand, in place of what the journal had.
  fileprivate func isOutside(_ world: ModelWorld) -> Bool {
    world.chain.executed[signBytes] == nil
  }
}
