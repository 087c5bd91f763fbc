import Encoding
import Foundation
import Policy
import Quantities
import Testing

/// A change of one key, on a policy that has it.
struct KeyMutation {
  let path: String
  let base: PolicyTree
  let changed: PolicyTree

  init(_ path: String, _ value: PolicyTree?, on base: PolicyTree = KeyMutation.full) {
    self.path = path
    self.base = base
    let concrete = path.replacing("[]", with: "[0]")
    changed = base.with(concrete, value)
  }

  init(_ path: String, at concrete: String, _ value: PolicyTree?, on base: PolicyTree = full) {
    self.path = path
    self.base = base
    changed = base.with(concrete, value)
  }

  /// A policy with every key somewhere: a committed, an epoch and a research pool.
  static let full = PolicyFixture.pilot
    .with("observation", ["slot": "PT5M", "quorum": ["state": 2, "lease": 2]])
    .with("price", ["window": "P1D", "minimumSamples": 3, "minimumSources": 2])
    .with("order", ["committed", "research", "liquidity"])
    .with("market.rents", [["class": "*/*/*/*", "perHour": "1 USD"]])
    .with("market.dailyVolume", ["low": "4000000 USD", "high": "5000000 USD"])
    .with("market.akt", "3 USD").with("market.arbitrageMultiple", "1")
    .with("targets[0].by", "2024-05-01")
    .with("acceptances", [acceptance]).with("pools[0].eligibility.minimumTier", 2)
    .with("pools[0].eligibility.tierEvidence", true)
    .with("pools[1].span", ["start": "2024-02-09", "end": "2024-06-08"])
    .with(
      "pools[1].uptime.curve", [["from": "0%", "factor": "0%"], ["from": "90%", "factor": 1]]
    )
    .with("pools[1].classWeights", [["class": "*/*/*/*", "weight": 1]])
    .with(
      "pools[1].sizeClasses", [["from": 1, "below": 8, "factor": 1], ["from": 8, "factor": 1]]
    )
    .with("pools[1].baseline", ["rule": "reduced", "factor": "50%"])
    .with("pools[1].priceGuidance.prices", [["class": "nvidia/a100/*/*", "perHour": "1 USD"]])
    .with("pools[1].priceGuidance.above", "flag")
    .with("pools[1].caps", ["beneficiaryShare": "25%", "beneficiaryAmount": "2000 USD"])
    .with("pools[1].caps.perGpuHour", [["class": "*/*/*/*", "amount": "1 USD"]])
    .with("pools[1].vesting", ["kind": "cliff", "cliff": "P1M"])
    .with("pools[2].eligibility.named", ["nvidia/l40s/*/*"])

  static let acceptance: PolicyTree = [
    "finding": "proof-reported", "role": "committee", "why": "known", "date": "2024-02-01",
    "figures": .text(String(repeating: "00", count: 32)),
  ]

  /// The same with a floor in place of what a floor replaces.
  static let floored = full.with("pools[1].caps", nil).with("pools[1].baseline", nil)
    .with("pools[1].sizeClasses", nil)
    .with("pools[1].floor", ["amount": "1000 USD", "mode": "top-up"])

  /// The same with an activity pool in place of the research pool.
  static let active = full.with("rules", 2).with("pools[2].kind", "activity")
    .with("pools[2].eligibility", nil)
    .with(
      "pools[2].activity",
      ["share": "0.2%", "cost": "0.25%", "deployers": "20%", "gpu": 1, "cpu": "1%"])

  /// The same with a treasury.
  static let treasured = full.with(
    "treasury", ["pacing": ["dailyVolume": "100 AKT", "share": "1%", "source": "exchange"]])

  /// The same with leases that share a part of the epoch pool's pots.
  static let leased = full.with("rules", 2).with("pools[1].activity", ["part": "10%"])

  /// The same converted at funding.
  static let funded = full.with(
    "pools[1].conversion",
    ["moment": "funding", "fundingPrice": "3 USD", "difference": "payees"])
}

@Suite struct ComputedKeyTests {
  static let program: [KeyMutation] = [
    KeyMutation("name", "other"), KeyMutation("network", "sandbox"),
    KeyMutation("window.start", "2024-02-10"), KeyMutation("window.end", "2024-06-09"),
    KeyMutation("budget.amount", "5000001 USD"), KeyMutation("budget.basis", "shares"),
    KeyMutation("observation.slot", "PT7M"), KeyMutation("observation.grace", "P2D"),
    KeyMutation("observation.quorum.state", 1), KeyMutation("observation.quorum.count", 3),
    KeyMutation("observation.quorum.lease", 1), KeyMutation("observation.unobservedAllowance", 0),
    KeyMutation("observation.quorum.proof", 1, on: full.with("pools[1].proof", "leased")),
    KeyMutation("observation.maintenance.allowance", "P1D"),
    KeyMutation("observation.maintenance.notice", "P2D"), KeyMutation("price.window", "P2D"),
    KeyMutation("price.minimumSamples", 1), KeyMutation("price.minimumSources", 4),
    KeyMutation("payouts.hold", "P14D"), KeyMutation("payouts.first", "2024-03-02"),
    KeyMutation("payouts.every", "P7D"),
    KeyMutation("order[]", at: "order", ["liquidity", "research", "committed"]),
    KeyMutation("market.rents[].class", "amd/*/*/*"),
    KeyMutation("market.rents[].perHour", "2 USD"), KeyMutation("market.arbitrageMultiple", 2),
    KeyMutation("market.dailyVolume.low", "3000000 USD"),
    KeyMutation("market.dailyVolume.high", "6000000 USD"), KeyMutation("market.akt", "4 USD"),
    KeyMutation("targets[].name", "b100s"), KeyMutation("targets[].class", "nvidia/h100/*/*"),
    KeyMutation("targets[].units", 1_001), KeyMutation("targets[].by", "2024-05-02"),
    KeyMutation("acceptances[].finding", "hour-cap-missing"),
    KeyMutation("acceptances[].role", "others"), KeyMutation("acceptances[].date", "2024-02-02"),
  ]

  static let treasury: [KeyMutation] = [
    KeyMutation("treasury.minimum", "2 AKT", on: treasured),
    KeyMutation("treasury.maximumOutputs", 7, on: treasured),
    KeyMutation("treasury.gas.base", 7, on: treasured),
    KeyMutation("treasury.gas.perOutput", 7, on: treasured),
    KeyMutation("treasury.gas.maximum", 7, on: treasured),
    KeyMutation("treasury.gas.price", "3%", on: treasured),
    KeyMutation("treasury.pacing.dailyVolume", "200 AKT", on: treasured),
    KeyMutation("treasury.pacing.share", "2%", on: treasured),
    KeyMutation("treasury.pacing.source", "desk", on: treasured),
    KeyMutation("treasury.cooling", "P2D", on: treasured),
    KeyMutation("treasury.timeout.least", 7, on: treasured),
    KeyMutation("treasury.timeout.most", 700, on: treasured),
    KeyMutation("treasury.nodes", 3, on: treasured),
    KeyMutation("treasury.alert", "90%", on: treasured),
    KeyMutation("treasury.fall", "40%", on: treasured),
    KeyMutation("treasury.buffer", "20%", on: treasured),
    KeyMutation("treasury.unfunded", "20%", on: treasured),
    KeyMutation("treasury.revenueDue", "P2D", on: treasured),
  ]

  static let pools: [KeyMutation] = [
    KeyMutation("pools[].name", at: "pools[1].name", "liquid"),
    KeyMutation("pools[].kind", at: "pools[2].kind", "epoch"),
    KeyMutation("pools[].amount", at: "pools[1].amount", "750001 USD"),
    KeyMutation("pools[].share", at: "pools[1].share", "41%"),
    KeyMutation("pools[].span.start", at: "pools[1].span.start", "2024-02-10"),
    KeyMutation("pools[].span.end", at: "pools[1].span.end", "2024-06-07"),
    KeyMutation("pools[].epoch", at: "pools[1].epoch", "P2D"),
    KeyMutation("pools[].proof", at: "pools[1].proof", "leased"),
    KeyMutation("pools[].eligibility.vendors[]", at: "pools[1].eligibility.vendors[0]", "amd"),
    KeyMutation("pools[].eligibility.minimumMemory", at: "pools[1].eligibility.minimumMemory", 32),
    KeyMutation(
      "pools[].eligibility.launched.notBefore", at: "pools[2].eligibility.launched.notBefore",
      "2023-01-01"),
    KeyMutation(
      "pools[].eligibility.launched.date", at: "pools[2].eligibility.launched.date", "available"),
    KeyMutation(
      "pools[].eligibility.admit[]", at: "pools[1].eligibility.admit", ["nvidia/a100/*/*"]),
    KeyMutation(
      "pools[].eligibility.refuse[]", at: "pools[1].eligibility.refuse", ["nvidia/p40/*/*"]),
    KeyMutation(
      "pools[].eligibility.homogeneousNodes", at: "pools[1].eligibility.homogeneousNodes", true),
    KeyMutation(
      "pools[].eligibility.hostMemoryAtLeastGPU", at: "pools[0].eligibility.hostMemoryAtLeastGPU",
      true),
    KeyMutation("pools[].eligibility.minimumTier", 3),
    KeyMutation("pools[].eligibility.tierEvidence", false),
    KeyMutation("pools[].eligibility.minimumTerm", "P6M"),
    KeyMutation(
      "pools[].eligibility.named[]", at: "pools[2].eligibility.named[0]", "amd/mi300x/*/*"),
  ]

  static let rules: [KeyMutation] = [
    KeyMutation("pools[].uptime.base", at: "pools[1].uptime.base", "due"),
    KeyMutation("pools[].uptime.denominator", at: "pools[1].uptime.denominator", "due"),
    KeyMutation("pools[].uptime.window", at: "pools[1].uptime.window", 200),
    KeyMutation("pools[].uptime.curve[].from", at: "pools[1].uptime.curve[1].from", "99.9%"),
    KeyMutation("pools[].uptime.curve[].factor", at: "pools[1].uptime.curve[0].factor", "101%"),
    KeyMutation(
      "pools[].classWeights[].class", at: "pools[1].classWeights[0].class", "nvidia/*/*/*"),
    KeyMutation("pools[].classWeights[].weight", at: "pools[1].classWeights[0].weight", 2),
    KeyMutation("pools[].sizeClasses[].from", at: "pools[1].sizeClasses[1].from", 9),
    KeyMutation("pools[].sizeClasses[].below", at: "pools[1].sizeClasses[0].below", 9),
    KeyMutation("pools[].sizeClasses[].factor", at: "pools[1].sizeClasses[0].factor", 2),
    KeyMutation("pools[].baseline.factor", at: "pools[1].baseline.factor", "40%"),
    KeyMutation("pools[].baseline.rule", at: "pools[1].baseline", ["rule": "none"]),
    KeyMutation(
      "pools[].priceGuidance.prices[].class", at: "pools[1].priceGuidance.prices[0].class",
      "amd/*/*/*"),
    KeyMutation(
      "pools[].priceGuidance.prices[].perHour", at: "pools[1].priceGuidance.prices[0].perHour",
      "2 USD"),
    KeyMutation("pools[].priceGuidance.above", at: "pools[1].priceGuidance.above", "exclude"),
    KeyMutation(
      "pools[].caps.beneficiaryShare", at: "pools[1].caps.beneficiaryShare", "20%"),
    KeyMutation(
      "pools[].caps.beneficiaryAmount", at: "pools[1].caps.beneficiaryAmount", "1000 USD"),
    KeyMutation(
      "pools[].caps.perGpuHour[].class", at: "pools[1].caps.perGpuHour[0].class", "nvidia/*/*/*"),
    KeyMutation(
      "pools[].caps.perGpuHour[].amount", at: "pools[1].caps.perGpuHour[0].amount", "2 USD"),
    KeyMutation("pools[].floor.amount", at: "pools[1].floor.amount", "900 USD", on: floored),
    KeyMutation("pools[].floor.mode", at: "pools[1].floor.mode", "regardless", on: floored),
    KeyMutation("pools[].lines[].name", "h100s"),
    KeyMutation("pools[].lines[].class", "amd/mi60/32/*"), KeyMutation("pools[].lines[].units", 82),
    KeyMutation("pools[].lines[].rate", "2.48 USD"), KeyMutation("pools[].lines[].hours", 8_784),
    KeyMutation("pools[].lines[].stated", "1800001 USD"),
    KeyMutation("pools[].vesting.kind", at: "pools[1].vesting.kind", "quarterly"),
    KeyMutation("pools[].vesting.cliff", at: "pools[1].vesting.cliff", "P2M"),
    KeyMutation("pools[].vesting.onExit", at: "pools[1].vesting.onExit", "keep"),
    KeyMutation("pools[].unallocated", at: "pools[1].unallocated", "carry"),
    KeyMutation("pools[].conversion.moment", at: "pools[1].conversion.moment", "payout"),
    KeyMutation(
      "pools[].conversion.fundingPrice", at: "pools[1].conversion.fundingPrice", "4 USD",
      on: funded),
    KeyMutation("pools[].conversion.difference", at: "pools[1].conversion.difference", "payees"),
    KeyMutation("pools[].activity.part", at: "pools[1].activity.part", "11%", on: leased),
    KeyMutation("pools[].activity.share", at: "pools[2].activity.share", "0.1%", on: active),
    KeyMutation("pools[].activity.cost", at: "pools[2].activity.cost", "0.3%", on: active),
    KeyMutation(
      "pools[].activity.deployers", at: "pools[2].activity.deployers", "10%", on: active),
    KeyMutation("pools[].activity.gpu", at: "pools[2].activity.gpu", 0, on: active),
    KeyMutation("pools[].activity.cpu", at: "pools[2].activity.cpu", 1, on: active),
  ]

  static let mutations = program + treasury + pools + rules
  private static let full = KeyMutation.full
  private static let active = KeyMutation.active
  private static let leased = KeyMutation.leased
  private static let floored = KeyMutation.floored
  private static let funded = KeyMutation.funded
  private static let treasured = KeyMutation.treasured

  /// What plan and check say, acceptances included.
  private func report(_ tree: PolicyTree) throws -> (plan: [String], check: [String]) {
    let policy = try PolicyFixture.policy(tree)
    let findings = PolicyCheck.findings(
      policy, catalogue: try PolicyCheckTests.catalogue.get(), digest: testDigest)
    let report = PolicyReport(file: "policy", findings: findings, source: PolicySourceMap())
    return (PolicyPlan(policy).lines, report.lines())
  }

  @Test(arguments: mutations.indices) func aChangeOfAComputedKeyShows(_ index: Int) throws {
    let mutation = Self.mutations[index]
    let key = try #require(ComputedKeys.all.first { $0.path == mutation.path }, "\(mutation.path)")
    let old = try PolicyFixture.policy(mutation.base)
    let new = try PolicyFixture.policy(mutation.changed)
    #expect(PolicyJSON.encode(old) != PolicyJSON.encode(new), "\(mutation.path)")
    #expect(!PolicyDiff.between(old, new).changes.isEmpty, "\(mutation.path)")
    let before = try report(mutation.base)
    let after = try report(mutation.changed)
    if key.effects.contains(.plan) { #expect(before.plan != after.plan, "plan: \(key.path)") }
    if key.effects.contains(.check) { #expect(before.check != after.check, "check: \(key.path)") }
  }

  @Test func acceptancesShowInTheReport() throws {
    let tree = PolicyFixture.plain.with("pools[0].proof", "reported")
    let finding = try #require(
      try PolicyCheckTests.findings(tree).first { $0.rule == .proofReported })
    let accepted = tree.with("acceptances", [KeyMutation.acceptance])
      .with("acceptances[0].figures", .text(finding.digest.hex))
    let before = try report(accepted).check
    for (key, value) in [("why", "other"), ("figures", String(repeating: "11", count: 32))] {
      let changed = accepted.with("acceptances[0].\(key)", .text(value))
      #expect(try report(changed).check != before, "\(key)")
    }
  }

  @Test func everyComputedKeyHasAMutation() {
    let elsewhere = [
      "rules", "acceptances[].why", "acceptances[].figures", "treasury.denomination",
    ]
    let mutated = Set(Self.mutations.map(\.path) + elsewhere)
    for key in ComputedKeys.all { #expect(mutated.contains(key.path), "\(key.path)") }
    #expect(ComputedKeys.all.allSatisfy { !$0.effects.isEmpty })
  }

  @Test func everyKeyOfTheReaderIsComputedOrDeclared() {
    let shown = Set(PolicyKeyPaths.leaves).subtracting(["stipend", "declared"])
    #expect(shown == Set(ComputedKeys.all.map(\.path)))
    #expect(shown.count == ComputedKeys.all.count)
  }

  /// The JSON Schema is held against the same list by `Tests/CrossCheck/check-policy-schema`.
  @Test func theListForTheSchemaIsTheReadersOwn() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "CrossCheck/vectors/policy-keys.txt")
    let listed = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(listed.map(String.init) == PolicyKeyPaths.all)
  }
}
