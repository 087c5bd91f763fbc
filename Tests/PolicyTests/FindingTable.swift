import Policy

/// A change of a policy and the finding that it must bring.
struct FindingRow {
  let rule: FindingRule
  let path: String
  let tree: PolicyTree

  /// The plain policy with one value set, or removed with nil.
  init(_ rule: FindingRule, at path: String, _ changes: (String, PolicyTree?)...) {
    self.rule = rule
    self.path = path
    tree = changes.reduce(PolicyFixture.plain) { $0.with($1.0, $1.1) }
  }

  /// The pilot with values set.
  init(pilot rule: FindingRule, at path: String, _ changes: (String, PolicyTree?)...) {
    self.rule = rule
    self.path = path
    tree = changes.reduce(PolicyFixture.pilot) { $0.with($1.0, $1.1) }
  }
}

/// One row at least for every rule of `policy check`.
enum FindingTable {
  static let rows =
    budget + calendar + observation + lines + curves + caps + patterns + money + names
    + activity

  private static func activity(
    _ rule: FindingRule, at suffix: String, _ change: (String, PolicyTree?)
  ) -> FindingRow {
    FindingRow(
      rule, at: "pools[0]" + suffix, ("rules", 2), ("pools[0].kind", "activity"),
      ("pools[0].baseline", nil), ("pools[0].caps", nil), ("pools[0].proof", nil),
      ("pools[0].activity", ["share": "0.2%"]), change)
  }

  private static func leased(
    _ rule: FindingRule, at suffix: String, root: String = "pools[0]",
    _ change: (String, PolicyTree?)
  ) -> FindingRow {
    FindingRow(
      rule, at: root + suffix, ("rules", 2), ("pools[0].activity", ["part": "10%"]), change)
  }

  static let activity: [FindingRow] = [
    activity(.activityMissing, at: "", ("pools[0].activity", nil)),
    activity(.activityPaysNothing, at: ".activity", ("pools[0].activity", ["share": 0])),
    activity(
      .activityPaysNothing, at: ".activity", ("pools[0].activity", ["gpu": 0, "cpu": 0])),
    activity(.selfLeasingLoses, at: ".activity.share", ("rules", 2)),
    activity(
      .selfLeasingPays, at: ".activity.share", ("pools[0].activity", ["share": "0.25%"])),
    activity(.keyWithoutEffect, at: ".proof", ("pools[0].proof", "leased")),
    activity(.keyWithoutEffect, at: ".uptime", ("pools[0].uptime", ["window": 2])),
    activity(
      .keyWithoutEffect, at: ".eligibility", ("pools[0].eligibility", ["minimumMemory": 24])),
    activity(
      .keyWithoutEffect, at: ".priceGuidance",
      ("pools[0].priceGuidance", ["prices": [], "above": "flag"])),
    activity(.keyWithoutEffect, at: ".vesting", ("pools[0].vesting", ["kind": "quarterly"])),
    FindingRow(
      .keyWithoutEffect, at: "pools[0].activity", ("rules", 2), ("pools[0].kind", "research"),
      ("pools[0].activity", ["share": "0.2%"])),
    activity(
      .keyWithoutEffect, at: ".activity.part", ("pools[0].activity", ["part": "10%"])),
    leased(.activityPaysNothing, at: ".activity", ("pools[0].activity", ["share": "0.2%"])),
    leased(.activityPaysNothing, at: ".activity", ("pools[0].activity", ["part": 0])),
    leased(.selfLeasingLoses, at: ".activity.share", ("rules", 2)),
    leased(
      .selfLeasingPays, at: ".activity.share",
      ("pools[0].activity", ["part": "10%", "share": "0.25%"])),
    leased(.keyWithoutEffect, at: ".vesting", ("pools[0].vesting", ["kind": "quarterly"])),
    leased(
      .keyWithoutEffect, at: ".activity",
      ("pools[0].floor", ["amount": "100 USD", "mode": "regardless"])),
    leased(
      .keyWithoutEffect, at: ".activity.deployers",
      ("pools[0].activity", ["part": "10%", "deployers": "10%"])),
    leased(.quorumLow, at: "", root: "observation.quorum.lease", ("rules", 2)),
    FindingRow(
      .activityOverlap, at: "pools[1].span", ("rules", 2),
      (
        "pools",
        [
          [
            "name": "one", "kind": "epoch", "amount": "375000 USD", "epoch": "P1D",
            "activity": ["part": "1%"],
          ],
          [
            "name": "two", "kind": "activity", "amount": "375000 USD", "epoch": "P1D",
            "activity": ["share": "0.1%"],
          ],
        ]
      )),
    FindingRow(
      .activityOverlap, at: "pools[1].span", ("rules", 2),
      (
        "pools",
        [
          [
            "name": "one", "kind": "activity", "amount": "375000 USD", "epoch": "P1D",
            "activity": ["share": "0.1%"],
          ],
          [
            "name": "two", "kind": "activity", "amount": "375000 USD", "epoch": "P1D",
            "activity": ["share": "0.1%"],
          ],
        ]
      )),
  ]

  static let budget: [FindingRow] = [
    FindingRow(.poolsMissing, at: "pools", ("pools", [])),
    FindingRow(.amountZero, at: "budget", ("budget.amount", "0 USD")),
    FindingRow(.amountZero, at: "pools[0].amount", ("pools[0].amount", "0 USD")),
    FindingRow(pilot: .amountsVersusShares, at: "budget"),
    FindingRow(.poolSum, at: "pools", ("pools[0].amount", "749999.999999 USD")),
    FindingRow(.poolSum, at: "pools", ("pools[0].amount", "750000.000001 USD")),
    FindingRow(.shareSum, at: "pools", ("pools[0].share", "99%")),
    FindingRow(pilot: .shareMissing, at: "pools", ("pools[1].share", nil)),
    FindingRow(.shareMissing, at: "pools", ("pools[0].share", nil), ("budget.basis", "shares")),
    FindingRow(.currencyMix, at: "pools", ("budget.amount", "750000 uakt")),
  ]

  static let calendar: [FindingRow] = [
    FindingRow(.spanEmpty, at: "window", ("window.end", "2024-02-09")),
    FindingRow(
      .spanEmpty, at: "pools[0].span",
      ("pools[0].span", ["start": "2024-02-09", "end": "2024-02-09"])),
    FindingRow(
      .spanOutsideWindow, at: "pools[0].span",
      ("pools[0].span", ["start": "2024-02-09", "end": "2024-06-09"])),
    FindingRow(
      .spanOutsideWindow, at: "pools[0].span",
      ("pools[0].span", ["start": "2025-02-09", "end": "2025-06-09"])),
    FindingRow(.epochNotInSlots, at: "pools[0].epoch", ("observation", ["slot": "PT7M"])),
    FindingRow(.epochNotInSlots, at: "pools[0].epoch", ("pools[0].epoch", "PT36H7M")),
    FindingRow(
      .epochNotInSlots, at: "pools[0].epoch",
      ("pools[0].span", ["start": "2024-02-09T00:00:01Z", "end": "2024-02-12"])),
    FindingRow(.epochsTooMany, at: "pools[0].epoch", ("pools[0].epoch", "PT1M")),
    FindingRow(.lastEpochShort, at: "pools[0].epoch", ("pools[0].epoch", "P7D")),
    FindingRow(.payoutNever, at: "payouts", ("payouts.hold", "P200Y")),
    FindingRow(.payoutBeforeHold, at: "payouts.first", ("payouts.first", "2024-02-10")),
    FindingRow(.payoutsOften, at: "payouts.every", ("payouts.every", "PT1S")),
    FindingRow(.payoutsOften, at: "payouts.every", ("payouts.every", "PT23H59M59S")),
    FindingRow(.epochBeyondSpan, at: "pools[0].epoch", ("pools[0].epoch", "P121D")),
    FindingRow(.epochBeyondSpan, at: "pools[0].epoch", ("pools[0].epoch", "P200Y")),
    FindingRow(.holdShort, at: "payouts.hold", ("payouts.hold", "PT6H")),
    FindingRow(.graceShort, at: "observation.grace", ("observation", ["grace": "PT0S"])),
  ]

  static let observation: [FindingRow] = [
    FindingRow(.proofReported, at: "pools[0].proof", ("pools[0].proof", "reported")),
    FindingRow(
      .quorumLow, at: "observation.quorum.state", ("observation", ["quorum": ["state": 1]])),
    FindingRow(
      .quorumLow, at: "observation.quorum.proof", ("observation", ["quorum": ["proof": 1]])),
    FindingRow(
      .quorumLow, at: "observation.quorum.lease",
      (
        "pools[0].priceGuidance",
        ["prices": [["class": "*/*/*/*", "perHour": "1 USD"]], "above": "flag"]
      )),
    FindingRow(.quorumMajority, at: "observation.quorum.state"),
    FindingRow(
      .allowanceNeverHolds, at: "observation.unobservedAllowance",
      ("observation", ["unobservedAllowance": "100%"])),
    FindingRow(
      .maintenanceCoversEpoch, at: "pools[0].epoch",
      ("observation", ["maintenance": ["allowance": "P1D"]])),
    FindingRow(
      .priceSamplesBelowSources, at: "price.minimumSamples",
      ("price", ["minimumSamples": 1, "minimumSources": 2])),
    FindingRow(
      .priceSamplesMany, at: "price.minimumSamples",
      ("price", ["minimumSamples": 61, "window": "PT1H"])),
    FindingRow(.priceWindowBeyondEpoch, at: "pools[0].epoch", ("price", ["window": "P2D"])),
  ]

  static let lines: [FindingRow] = [
    FindingRow(pilot: .linesMissing, at: "pools[0].lines", ("pools[0].lines", [])),
    FindingRow(pilot: .lineEmpty, at: "pools[0].lines[1]", ("pools[0].lines[1].units", 0)),
    FindingRow(pilot: .lineEmpty, at: "pools[0].lines[2]", ("pools[0].lines[2].rate", "0 USD")),
    FindingRow(pilot: .lineEmpty, at: "pools[0].lines[0]", ("pools[0].lines[0].hours", 0)),
    FindingRow(pilot: .linesOverPool, at: "pools[0].lines"),
    FindingRow(pilot: .linesUnderPool, at: "pools[0].lines", ("pools[0].lines[0].units", 82)),
    FindingRow(pilot: .lineStatedDiffers, at: "pools[0].lines"),
    FindingRow(
      pilot: .statedSum, at: "pools[0].lines", ("pools[0].lines[0].stated", "1800001 USD")),
    FindingRow(pilot: .lineFitsFewer, at: "pools[0].lines"),
    FindingRow(pilot: .lineHours, at: "pools[0].lines"),
    FindingRow(pilot: .termBeyondWindow, at: "pools[0].lines"),
    FindingRow(
      pilot: .lineNotEligible, at: "pools[0].lines[0]",
      ("pools[0].lines[0].class", "amd/mi300x/192/*")),
    FindingRow(
      pilot: .lineNotEligible, at: "pools[0].lines[2]", ("pools[0].eligibility.minimumMemory", 64)),
    FindingRow(
      pilot: .lineNotEligible, at: "pools[0].lines[1]",
      ("pools[0].eligibility.refuse", ["nvidia/a100/*/*"])),
    FindingRow(
      pilot: .lineNotEligible, at: "pools[0].lines[1]",
      ("pools[0].eligibility.admit", ["nvidia/h100/*/*"])),
    FindingRow(pilot: .targetRate, at: "targets[0]"),
    FindingRow(
      pilot: .targetRateUnknown, at: "targets[0]", ("targets[0].class", "nvidia/h200/*/*")),
    FindingRow(pilot: .targetUnreachable, at: "targets[0]", ("targets[0].units", 1028)),
    FindingRow(pilot: .targetBeyondLines, at: "targets[0]"),
    FindingRow(pilot: .targetDate, at: "targets[0].by", ("targets[0].by", "2024-07-01")),
  ]

  static let curves: [FindingRow] = [
    FindingRow(.curveEmpty, at: "pools[0].uptime.curve", ("pools[0].uptime", ["curve": []])),
    curve(.curveStart, at: "", ["from": "90%", "factor": "100%"]),
    curve(
      .curveOrder, at: "[2]", ["from": "0%", "factor": "0%"], ["from": "99%", "factor": "99%"],
      ["from": "90%", "factor": "100%"]),
    curve(
      .curveAboveWhole, at: "[1]", ["from": "0%", "factor": "0%"], ["from": "101%", "factor": "1"]),
    curve(.curveFactorAboveOne, at: "[0]", ["from": "0%", "factor": "101%"]),
    curve(
      .curveNotRising, at: "[1]", ["from": "0%", "factor": "50%"],
      ["from": "90%", "factor": "40%"]),
    curve(
      .curveNotRising, at: "[1]", ["from": "0%", "factor": "proportional"],
      ["from": "90%", "factor": "89%"]),
    curve(
      .curveNotRising, at: "[1]", ["from": "0%", "factor": "50%"],
      ["from": "40%", "factor": "proportional"]),
    curve(.curvePaysNothing, at: "", ["from": "0%", "factor": "0%"]),
    curve(
      .curveStepWithoutSlack, at: "[1]", ["from": "0%", "factor": "0%"],
      ["from": "99.9%", "factor": "100%"]),
    curve(
      .curveStepIdle, at: "[1]", ["from": "0%", "factor": "0%"],
      ["from": "99.7%", "factor": "50%"],
      ["from": "99.9%", "factor": "100%"]),
    FindingRow(
      .uptimeWindowLong, at: "pools[0].uptime.window", ("pools[0].uptime", ["window": 121])),
    sizes(
      .sizeEmpty, at: "[0]", ["from": 4, "below": 4, "factor": "1"], ["from": 1, "factor": 1]),
    sizes(
      .sizeOverlap, at: "[1]", ["from": 1, "below": 9, "factor": 1], ["from": 8, "factor": 1]),
    sizes(.sizeOverlap, at: "[0]", ["from": 8, "factor": 1], ["from": 1, "factor": 1]),
    sizes(.sizeGap, at: "[1]", ["from": 1, "below": 8, "factor": 1], ["from": 9, "factor": 1]),
    sizes(.sizeOpenEnd, at: "[0]", ["from": 1, "below": 33, "factor": 1]),
    sizes(
      .sizeNotMonotone, at: "[1]", ["from": 1, "below": 8, "factor": 1],
      ["from": 8, "factor": "87.4999%"]),
    sizes(
      .sizeRewardsSplitting, at: "[1]", ["from": 1, "below": 8, "factor": 1],
      ["from": 8, "factor": "87.5%"]),
    sizes(.sizeStartsLate, at: "[0]", ["from": 8, "factor": 1]),
  ]

  static let caps: [FindingRow] = [
    FindingRow(
      .capZero, at: "pools[0].caps.beneficiaryShare", ("pools[0].caps.beneficiaryShare", "0%")),
    FindingRow(
      .capZero, at: "pools[0].caps.beneficiaryAmount",
      ("pools[0].caps.beneficiaryAmount", "0 USD")),
    FindingRow(
      .capZero, at: "pools[0].caps.perGpuHour",
      ("pools[0].caps.perGpuHour[0].amount", "0 USD")),
    FindingRow(
      .capWithoutEffect, at: "pools[0].caps.beneficiaryShare",
      ("pools[0].caps.beneficiaryShare", "100%")),
    FindingRow(
      .capWithoutEffect, at: "pools[0].caps.beneficiaryAmount",
      ("pools[0].caps.beneficiaryAmount", "6250 USD")),
    FindingRow(.hourCapMissing, at: "pools[0].caps", ("pools[0].caps.perGpuHour", [])),
    FindingRow(
      .hourCapPartial, at: "pools[0].caps.perGpuHour",
      ("pools[0].caps.perGpuHour[0].class", "nvidia/*/*/*")),
    FindingRow(.largestShare, at: "pools[0].caps", ("pools[0].caps.beneficiaryShare", nil)),
    FindingRow(.capRestsOnIdentity, at: "pools[0].caps"),
    FindingRow(
      .weightsOverflow, at: "pools[0].classWeights",
      ("pools[0].classWeights", [["class": "*/*/*/*", "weight": "100"]]),
      ("pools[0].sizeClasses", [["from": 1, "factor": "100"]])),
    FindingRow(
      .weightZero, at: "pools[0].classWeights[0]",
      ("pools[0].classWeights", [["class": "amd/*/*/*", "weight": "0"]])),
    FindingRow(
      .classNotWeighted, at: "pools[0].classWeights",
      ("pools[0].classWeights", [["class": "amd/*/*/*", "weight": "1"]])),
    FindingRow(
      .floorWithOthers, at: "pools[0].floor",
      ("pools[0].floor", ["amount": "100 USD", "mode": "top-up"])),
    floor(.floorZero, at: ".amount", "0 USD"),
    floor(.floorExceedsPot, at: ".amount", "6250.01 USD"),
    floor(.floorProviders, at: ".amount", "1000 USD"),
    FindingRow(
      .floorWeights, at: "pools[0].classWeights",
      ("pools[0].floor", ["amount": "100 USD", "mode": "top-up"]),
      ("pools[0].classWeights", [["class": "*/*/*/*", "weight": "50%"]])),
    FindingRow(.baselineMissing, at: "pools[0]", ("pools[0].baseline", nil)),
    FindingRow(
      .baselinePaysExisting, at: "pools[0].baseline", ("pools[0].baseline", ["rule": "full"])),
    FindingRow(
      .baselineFactor, at: "pools[0].baseline.factor",
      ("pools[0].baseline", ["rule": "reduced", "factor": "100%"])),
  ]

  static let patterns: [FindingRow] = [
    FindingRow(
      .patternShadowed, at: "market.rents[1]",
      ("market.rents[1]", ["class": "amd/*/*/*", "perHour": "1 USD"])),
    FindingRow(
      .patternOverlap, at: "pools[0].classWeights[1]",
      (
        "pools[0].classWeights",
        [["class": "nvidia/*/*/*", "weight": 1], ["class": "*/*/80/*", "weight": 1]]
      )),
    FindingRow(
      .patternNotEligible, at: "pools[0].classWeights[0]",
      ("pools[0].eligibility", ["vendors": ["nvidia"]]),
      ("pools[0].classWeights", [["class": "amd/*/*/*", "weight": 1]])),
    FindingRow(
      .patternUnknown, at: "targets[0]",
      ("targets", [["name": "t", "class": "nvidia/h1000/*/*", "units": 1]])),
    FindingRow(
      .vendorsEmpty, at: "pools[0].eligibility.vendors",
      ("pools[0].eligibility", ["vendors": []])),
    FindingRow(
      .admitRefused, at: "pools[0].eligibility.admit[0]",
      ("pools[0].eligibility", ["admit": ["amd/mi60/32/*"], "refuse": ["amd/*/*/*"]])),
    FindingRow(
      .termBeyondSpan, at: "pools[0].eligibility.minimumTerm",
      ("pools[0].eligibility", ["minimumTerm": "P121D"])),
    FindingRow(
      .termWithoutSlack, at: "pools[0].eligibility.minimumTerm",
      ("pools[0].eligibility", ["minimumTerm": "P120D"])),
    FindingRow(
      .tierWithoutEvidence, at: "pools[0].eligibility.minimumTier",
      ("pools[0].eligibility", ["minimumTier": 2])),
    FindingRow(
      .tierEvidenceWithoutTier, at: "pools[0].eligibility.tierEvidence",
      ("pools[0].eligibility", ["tierEvidence": true])),
    FindingRow(
      .namedOutsideRule, at: "pools[0].eligibility.named",
      (
        "pools[0].eligibility",
        [
          "launched": ["notBefore": "2024-01-01", "date": "announced"],
          "named": ["nvidia/l40s/*/*"],
        ]
      )),
  ]

  static let money: [FindingRow] = [
    FindingRow(.arbitrage, at: "pools[0].caps", ("market.rents[0].perHour", "0.49 USD")),
    FindingRow(
      pilot: .arbitrage, at: "pools[0].lines",
      ("market", ["rents": [["class": "nvidia/a100/*/*", "perHour": "1.68 USD"]]])),
    FindingRow(pilot: .rentsMissing, at: "market"),
    FindingRow(.impliedPrice, at: "pools[0].amount"),
    FindingRow(pilot: .impliedPrice, at: "pools[0].lines"),
    FindingRow(pilot: .runOut, at: "pools[0].lines"),
    FindingRow(.payoutVolume, at: "market.dailyVolume"),
    FindingRow(.payoutVolume, at: "market.dailyVolume", ("market.dailyVolume.low", "10000 USD")),
    FindingRow(pilot: .volumeMissing, at: "market"),
    FindingRow(
      .volumeRange, at: "market.dailyVolume",
      ("market.dailyVolume", ["low": "2 USD", "high": "1 USD"])),
    FindingRow(
      .volumeRange, at: "market.dailyVolume",
      ("market.dailyVolume", ["low": "0 USD", "high": "0 USD"])),
    FindingRow(.aktOutOfRange, at: "market.akt", ("market.akt", "0.000000000000000001 USD")),
    FindingRow(
      .aktMissing, at: "pools[0].amount", ("market.akt", nil), ("pools[0].amount", "5 AKT"),
      ("pools[0].caps", nil)),
    FindingRow(.cliffMissing, at: "pools[0].vesting", ("pools[0].vesting", ["kind": "cliff"])),
    FindingRow(
      .cliffUnused, at: "pools[0].vesting.cliff",
      ("pools[0].vesting", ["kind": "quarterly", "cliff": "P1M"])),
    FindingRow(
      .cliffBeyondSpan, at: "pools[0].vesting.cliff",
      ("pools[0].vesting", ["kind": "cliff", "cliff": "P1Y"])),
    FindingRow(
      .vestingQuarters, at: "pools[0].vesting", ("pools[0].vesting", ["kind": "quarterly"])),
    FindingRow(.conversionMissing, at: "pools[0]", ("pools[0].conversion", nil)),
    FindingRow(
      .conversionInTokenPool, at: "pools[0].conversion", ("pools[0].amount", "5 AKT"),
      ("pools[0].caps", nil)),
    FindingRow(
      .conversionPriceMissing, at: "pools[0].conversion",
      ("pools[0].conversion", ["moment": "funding", "difference": "payees"])),
    FindingRow(
      .conversionPriceUnused, at: "pools[0].conversion.fundingPrice",
      ("pools[0].conversion.fundingPrice", "3 USD")),
    FindingRow(
      .conversionBearer, at: "pools[0].conversion.difference",
      (
        "pools[0].conversion",
        ["moment": "funding", "fundingPrice": "3 USD", "difference": "pool"]
      )),
  ]

  static let names: [FindingRow] = [
    FindingRow(.orderUnknown, at: "order[1]", ("order", ["pool", "other"])),
    FindingRow(.orderMissing, at: "order", ("order", [])),
    FindingRow(.orderDuplicate, at: "order[1]", ("order", ["pool", "pool"])),
    FindingRow(pilot: .duplicateName, at: "pools[1]", ("pools[1].name", "committed")),
    FindingRow(
      pilot: .duplicateName, at: "pools[0].lines[1]", ("pools[0].lines[1].name", "h100")),
    FindingRow(
      pilot: .keyWithoutEffect, at: "pools[2].unallocated", ("pools[2].unallocated", "carry")),
    FindingRow(
      pilot: .keyWithoutEffect, at: "pools[0].caps",
      ("pools[0].caps", ["beneficiaryShare": "10%"])),
    FindingRow(
      .keyWithoutEffect, at: "pools[0].vesting",
      ("pools[0].vesting", ["kind": "none", "onExit": "keep"])),
    acceptance(.acceptanceLapsed, of: "proof-reported", ("pools[0].proof", "reported")),
    acceptance(.acceptanceUnused, of: "proof-reported"),
    acceptance(.acceptanceUnknown, of: "proof-invented"),
  ]

  private static func curve(
    _ rule: FindingRule, at suffix: String, _ steps: PolicyTree...
  ) -> FindingRow {
    FindingRow(
      rule, at: "pools[0].uptime.curve" + suffix, ("pools[0].uptime", ["curve": .list(steps)]))
  }

  private static func sizes(
    _ rule: FindingRule, at suffix: String, _ sizes: PolicyTree...
  ) -> FindingRow {
    FindingRow(rule, at: "pools[0].sizeClasses" + suffix, ("pools[0].sizeClasses", .list(sizes)))
  }

  private static func floor(
    _ rule: FindingRule, at suffix: String, _ amount: PolicyTree
  ) -> FindingRow {
    FindingRow(
      rule, at: "pools[0].floor" + suffix,
      ("pools[0].floor", ["amount": amount, "mode": "regardless"]), ("pools[0].caps", nil),
      ("pools[0].baseline", nil))
  }

  private static func acceptance(
    _ rule: FindingRule, of finding: PolicyTree, _ changes: (String, PolicyTree?)...
  ) -> FindingRow {
    var row = FindingRow(
      rule, at: "acceptances[0]",
      (
        "acceptances",
        [
          [
            "finding": finding, "role": "committee", "why": "test", "date": "2024-02-01",
            "figures": .text(String(repeating: "00", count: 32)),
          ]
        ]
      ))
    row = FindingRow(row, changes)
    return row
  }

  static let all = FindingRule.allCases
}

extension FindingRow {
  init(_ row: FindingRow, _ changes: [(String, PolicyTree?)]) {
    rule = row.rule
    path = row.path
    tree = changes.reduce(row.tree) { $0.with($1.0, $1.1) }
  }
}
