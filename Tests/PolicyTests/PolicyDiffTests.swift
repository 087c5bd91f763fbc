import Encoding
import Policy
import Quantities
import Testing

@Suite struct PolicyDiffTests {
  private func diff(_ old: PolicyTree, _ new: PolicyTree) throws -> PolicyDiff {
    PolicyDiff.between(try PolicyFixture.policy(old), try PolicyFixture.policy(new))
  }

  @Test func equalPoliciesDoNotDiffer() throws {
    let diff = try diff(PolicyFixture.pilot, PolicyFixture.pilot)
    #expect(diff.isEmpty && diff.lines == ["No difference."])
  }

  @Test func aChangedKeyIsShownAsPeopleWriteIt() throws {
    let new = PolicyFixture.pilot.with("pools[0].lines[0].units", 82)
      .with("pools[1].epoch", "P7D").with("payouts.hold", "P14D")
      .with("pools[1].amount", "750000.50 USD").with("pools[2].share", "21%")
      .with("window.end", "2024-06-09")
    let changes = try diff(PolicyFixture.pilot, new).changes.map {
      "\($0.path): \($0.old ?? "-") → \($0.new ?? "-")"
    }
    #expect(
      changes == [
        "window.end: 2024-06-08 → 2024-06-09", "payouts.hold: P7D → P14D",
        "pools.committed.lines.h100.units: 83 → 82",
        "pools.liquidity.amount: 750,000.00 USD → 750,000.50 USD",
        "pools.liquidity.span.end: 2024-06-08 → 2024-06-09", "pools.liquidity.epoch: P1D → P7D",
        "pools.research.share: 20 % → 21 %", "pools.research.span.end: 2024-06-08 → 2024-06-09",
      ])
  }

  @Test func effectsSayWhatAChangeMeans() throws {
    let new = PolicyFixture.pilot.with("pools[0].lines[0].units", 82)
    let effects = try diff(PolicyFixture.pilot, new).effects
    #expect(
      effects.contains {
        $0.section == "Lines of committed" && $0.figure == "exact sum"
          && $0.old == "3,511,270.80 USD" && $0.new == "3,489,458.40 USD"
      })
  }

  @Test func poolsMeetByName() throws {
    guard case .list(let pools)? = PolicyFixture.pilot.at("pools") else {
      Issue.record("no pools")
      return
    }
    let fewer = try diff(
      PolicyFixture.pilot, PolicyFixture.pilot.with("pools", .list([pools[0], pools[2]])))
    #expect(
      fewer.changes.allSatisfy {
        $0.path.description.hasPrefix("pools.liquidity") || $0.path.description.hasPrefix("order")
      })
    #expect(
      fewer.changes.filter { $0.path.description.hasPrefix("pools") }.allSatisfy { $0.new == nil })
    let order = try diff(
      PolicyFixture.pilot, PolicyFixture.pilot.with("pools", .list(pools.reversed())))
    #expect(order.changes.map(\.path.description) == ["pools"])
  }

  @Test func diffsOfRandomPoliciesAreEmptyOnlyForEqualOnes() throws {
    for seed in 0..<1_000 as Range<UInt64> {
      var first = RandomPolicy(seed: seed)
      var second = RandomPolicy(seed: seed / 2)
      let old = try PolicyFixture.policy(first.tree())
      let new = try PolicyFixture.policy(second.tree())
      let diff = PolicyDiff.between(old, new)
      #expect(diff.changes.isEmpty == (old == new), "seed \(seed)")
      _ = try JSONReader.read(diff.json, limitBytes: 10_000_000)
    }
  }
}
