import Policy
import TestSupport

/// Random policies, as trees of written scalars: every key, every choice, absent and present.
struct RandomPolicy {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func tree() -> PolicyTree {
    var members: [(String, PolicyTree)] = [
      ("stipend", 1), ("name", label()), ("network", label()), ("rules", 1), ("window", span()),
      ("budget", ["amount": money(), "basis": choice(["amounts", "shares"])]),
      ("payouts", ["hold": duration(), "first": time(), "every": duration()]),
    ]
    let pools = (0..<(1 + random.below(4))).map { _ in pool() }
    members.append(("pools", .list(pools)))
    maybe(&members, "observation") { $0.observation() }
    maybe(&members, "price") { generator in
      [
        "window": generator.fixedDuration(), "minimumSamples": generator.number(1, 50),
        "minimumSources": generator.number(1, 9),
      ]
    }
    maybe(&members, "treasury") { $0.treasury() }
    maybe(&members, "market") { $0.market() }
    maybe(&members, "order") { generator in .list([generator.label(), generator.label()]) }
    maybe(&members, "targets") { generator in
      [["name": generator.label(), "class": generator.pattern(), "units": generator.number(1, 9)]]
    }
    maybe(&members, "acceptances") { generator in
      [
        [
          "finding": "proof-reported", "role": .text("a \"role\"\n\u{e9}"), "why": "because",
          "date": generator.date(), "figures": .text(String(repeating: "0a", count: 32)),
        ]
      ]
    }
    maybe(&members, "declared") { generator in
      ["criteria": ["one", 2, true, .null, "1.690", .text("7")], "note": generator.label()]
    }
    return shuffled(members)
  }

  private mutating func treasury() -> PolicyTree {
    var members: [(String, PolicyTree)] = []
    maybe(&members, "denomination") { _ in "uakt" }
    maybe(&members, "minimum") { _ in "3 AKT" }
    maybe(&members, "nodes") { $0.number(2, 9) }
    maybe(&members, "gas") { ["base": $0.number(1, 99), "perOutput": $0.number(1, 99)] }
    maybe(&members, "pacing") { generator in
      ["dailyVolume": "7 AKT", "share": "5%", "source": generator.label()]
    }
    maybe(&members, "timeout") { ["least": $0.number(1, 99), "most": $0.number(100, 999)] }
    maybe(&members, "cooling") { $0.fixedDuration() }
    maybe(&members, "unfunded") { _ in "30%" }
    return shuffled(members)
  }

  private mutating func shuffled(_ members: [(String, PolicyTree)]) -> PolicyTree {
    var members = members
    for index in members.indices.dropFirst() { members.swapAt(index, random.below(index + 1)) }
    return .map(members.map { PolicyTreeMember($0.0, $0.1) })
  }

  private mutating func maybe(
    _ members: inout [(String, PolicyTree)], _ key: String,
    _ make: (inout RandomPolicy) -> PolicyTree
  ) {
    if random.oneIn(2) { members.append((key, make(&self))) }
  }

  private mutating func pool() -> PolicyTree {
    let currency = random.pick(["USD", "AKT", "uakt"])
    var members: [(String, PolicyTree)] = [
      ("name", label()), ("kind", choice(["committed", "epoch", "research"])),
      ("amount", money(currency)), ("epoch", duration()),
    ]
    maybe(&members, "share") { $0.ratio(100) }
    maybe(&members, "span") { $0.span() }
    maybe(&members, "proof") { $0.choice(["reported", "leased", "challenged"]) }
    maybe(&members, "eligibility") { $0.eligibility() }
    maybe(&members, "uptime") { $0.uptime() }
    maybe(&members, "classWeights") { generator in
      [["class": generator.pattern(), "weight": generator.ratio(10_000)]]
    }
    maybe(&members, "sizeClasses") { generator in
      [
        ["from": 1, "below": generator.number(2, 8), "factor": generator.ratio(100)],
        ["from": 8, "factor": generator.ratio(10_000)],
      ]
    }
    maybe(&members, "baseline") { generator in
      generator.random.pick([
        ["rule": "none"], ["rule": "full"], ["rule": "reduced", "factor": "25%"],
      ])
    }
    maybe(&members, "priceGuidance") { generator in
      [
        "prices": [["class": generator.pattern(), "perHour": generator.money("USD")]],
        "above": generator.choice(["flag", "exclude"]),
      ]
    }
    maybe(&members, "caps") { generator in
      [
        "beneficiaryShare": generator.ratio(100), "beneficiaryAmount": generator.money(currency),
        "perGpuHour": [["class": generator.pattern(), "amount": generator.money(currency)]],
      ]
    }
    maybe(&members, "floor") { generator in
      ["amount": generator.money(currency), "mode": generator.choice(["top-up", "regardless"])]
    }
    maybe(&members, "lines") { $0.lines(currency) }
    maybe(&members, "vesting") { generator in
      [
        "kind": generator.choice(["none", "cliff", "quarterly"]), "cliff": generator.duration(),
        "onExit": generator.choice(["forfeit", "keep"]),
      ]
    }
    maybe(&members, "unallocated") { $0.choice(["carry", "return"]) }
    maybe(&members, "conversion") { generator in
      [
        "moment": generator.choice(["funding", "close", "payout"]),
        "fundingPrice": "3.123456789012345678 USD",
        "difference": generator.choice(["pool", "payees"]),
      ]
    }
    return shuffled(members)
  }

  private mutating func lines(_ currency: String) -> PolicyTree {
    [
      [
        "name": label(), "class": pattern(), "units": number(0, 1000), "rate": money(currency),
        "hours": number(0, 9000), "stated": money(currency),
      ]
    ]
  }

  private mutating func observation() -> PolicyTree {
    var members: [(String, PolicyTree)] = []
    maybe(&members, "slot") { $0.choice(["PT5M", "PT1M", "PT1H"]) }
    maybe(&members, "grace") { $0.choice(["PT0S", "P1D", "PT36H"]) }
    maybe(&members, "quorum") { ["state": $0.number(1, 4), "lease": $0.number(1, 4)] }
    maybe(&members, "unobservedAllowance") { $0.ratio(100) }
    maybe(&members, "maintenance") { ["notice": $0.fixedDuration()] }
    return shuffled(members)
  }

  private mutating func market() -> PolicyTree {
    var members: [(String, PolicyTree)] = []
    maybe(&members, "rents") { [["class": $0.pattern(), "perHour": $0.money("USD")]] }
    maybe(&members, "arbitrageMultiple") { $0.ratio(1_000) }
    maybe(&members, "dailyVolume") { ["low": $0.money("USD"), "high": $0.money("USD")] }
    maybe(&members, "akt") { _ in "2.5 USD" }
    return shuffled(members)
  }

  private mutating func eligibility() -> PolicyTree {
    var members: [(String, PolicyTree)] = []
    maybe(&members, "vendors") { _ in ["nvidia", "amd"] }
    maybe(&members, "minimumMemory") { $0.number(1, 100) }
    maybe(&members, "launched") {
      ["notBefore": $0.date(), "date": $0.choice(["announced", "available"])]
    }
    maybe(&members, "admit") { [$0.pattern()] }
    maybe(&members, "refuse") { [$0.pattern()] }
    maybe(&members, "homogeneousNodes") { $0.choice(["true", "false"]) }
    maybe(&members, "hostMemoryAtLeastGPU") { $0.choice(["true", "false"]) }
    maybe(&members, "minimumTier") { $0.number(1, 4) }
    maybe(&members, "tierEvidence") { $0.choice(["true", "false"]) }
    maybe(&members, "minimumTerm") { $0.duration() }
    maybe(&members, "named") { [$0.pattern(), $0.pattern()] }
    return shuffled(members)
  }

  private mutating func uptime() -> PolicyTree {
    var members: [(String, PolicyTree)] = []
    maybe(&members, "base") { $0.choice(["verified", "due"]) }
    maybe(&members, "denominator") { $0.choice(["observed", "due"]) }
    maybe(&members, "window") { $0.number(1, 12) }
    maybe(&members, "curve") {
      [["from": "0", "factor": "0%"], ["from": $0.ratio(100), "factor": "proportional"]]
    }
    return shuffled(members)
  }

  private mutating func choice(_ names: [String]) -> PolicyTree { .plain(random.pick(names)) }
  private mutating func label() -> PolicyTree { .plain("n\(random.below(1_000))") }
  private mutating func number(_ low: Int, _ high: Int) -> PolicyTree {
    .plain(String(low + random.below(high - low + 1)))
  }
  private mutating func ratio(_ percent: Int) -> PolicyTree {
    .plain("\(random.below(percent)).\(random.below(10))%")
  }
  private mutating func money(_ currency: String? = nil) -> PolicyTree {
    let currency = currency ?? random.pick(["USD", "AKT", "uakt"])
    let decimals = currency == "uakt" ? "" : ".\(random.below(1_000_000) + 1)".prefix(7)
    return .plain("\(random.below(1_000_000))\(decimals) \(currency)")
  }
  private mutating func pattern() -> PolicyTree {
    choice(["nvidia/a100/80/*", "*/*/*/*", "amd/*/192/oam", "nvidia/h100/*/sxm"])
  }
  private mutating func duration() -> PolicyTree {
    choice(["P1D", "P7D", "P1W", "P1M", "P1Y", "PT90M", "P1Y2M3DT4H5M6S"])
  }
  private mutating func fixedDuration() -> PolicyTree { choice(["P1D", "PT90M", "PT8H"]) }
  private mutating func date() -> PolicyTree {
    .plain("20\(10 + random.below(80))-0\(1 + random.below(9))-1\(random.below(9))")
  }
  private mutating func time() -> PolicyTree {
    guard case .plain(let day) = date() else { return "2024-01-01" }
    return random.oneIn(2) ? .plain(day) : .plain(day + "T01:02:03Z")
  }
  private mutating func span() -> PolicyTree {
    [
      "start": .plain("20\(10 + random.below(9))-01-01"),
      "end": .plain("20\(20 + random.below(9))-12-31"),
    ]
  }
}
