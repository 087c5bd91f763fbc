import Encoding
import Policy
import Quantities
import Testing

/// Acceptance scenarios of `policy check`, with their exact figures.
@Suite struct CheckScenarioTests {
  private func finding(_ rule: FindingRule, _ tree: PolicyTree = PolicyFixture.pilot) throws
    -> Finding
  {
    try #require(try PolicyCheckTests.findings(tree).first { $0.rule == rule })
  }

  private func json(_ finding: Finding) -> String {
    String(decoding: finding.figures.json, as: UTF8.self)
  }

  @Test("O-01 amounts and shares are two readings, and sums alone do not pass") func o01() throws {
    let finding = try finding(.amountsVersusShares)
    #expect(finding.severity == .needsAcceptance)
    #expect(
      json(finding) == #"{"budget":5000000000000,"basis":"amounts","readings":["#
        + #"{"pool":"committed","statedAmount":3500000000000,"statedShare":400000,"#
        + #""amountMeansShare":700000,"shareMeansAmount":2000000000000},"#
        + #"{"pool":"liquidity","statedAmount":750000000000,"statedShare":400000,"#
        + #""amountMeansShare":150000,"shareMeansAmount":2000000000000},"#
        + #"{"pool":"research","statedAmount":750000000000,"statedShare":200000,"#
        + #""amountMeansShare":150000,"shareMeansAmount":1000000000000}]}"#)
    let rules = try PolicyCheckTests.findings(PolicyFixture.pilot).map(\.rule)
    #expect(!rules.contains(.poolSum) && !rules.contains(.shareSum))
    // Under the other basis the amounts are the error.
    let shares = PolicyFixture.pilot.with("budget.basis", "shares")
    #expect(try self.finding(.amountsVersusShares, shares).severity == .error)
  }

  @Test("O-02 the planned lines cost 11,270.80 more than the pool") func o02() throws {
    let finding = try finding(.linesOverPool)
    #expect(finding.severity == .needsAcceptance)
    #expect(
      finding.message == "The planned lines of pool committed cost 3,511,270.80 USD, which is "
        + "11,270.80 USD more than its 3,500,000.00 USD.")
    #expect(
      finding.details == [
        "h100: units 83, rate 2.49 USD, hours 8,760, exact 1,810,429.20 USD",
        "a100: units 54, rate 1.69 USD, hours 8,760, exact 799,437.60 USD",
        "a6000: units 105, rate 0.98 USD, hours 8,760, exact 901,404.00 USD",
      ])
  }

  @Test("O-03 stated totals are not taken as the exact ones") func o03() throws {
    let finding = try finding(.lineStatedDiffers)
    #expect(
      finding.details == [
        "h100: stated 1,800,000.00 USD, exact 1,810,429.20 USD, difference -10,429.20 USD",
        "a100: stated 800,000.00 USD, exact 799,437.60 USD, difference 562.40 USD",
        "a6000: stated 900,000.00 USD, exact 901,404.00 USD, difference -1,404.00 USD",
      ])
    #expect(finding.message.contains("3,500,000.00 USD stated, 3,511,270.80 USD exact"))
  }

  @Test("O-04 82, 54 and 104 units fit the stated totals") func o04() throws {
    #expect(
      try finding(.lineFitsFewer).details == [
        "h100: planned 83, fit 82, cost 1,788,616.80 USD",
        "a100: planned 54, fit 54, cost 799,437.60 USD",
        "a6000: planned 105, fit 104, cost 892,819.20 USD",
      ])
  }

  @Test("O-05 a third of a year's contracts falls in the window") func o05() throws {
    let finding = try finding(.termBeyondWindow)
    #expect(
      finding.details == [
        "h100: in window 595,209.60 USD, afterwards 1,215,219.60 USD",
        "a100: in window 262,828.80 USD, afterwards 536,608.80 USD",
        "a6000: in window 296,352.00 USD, afterwards 605,052.00 USD",
      ])
    #expect(finding.message.contains("1,154,390.40 USD falls in the window"))
    #expect(finding.message.contains("2,880 h"))
  }

  @Test("O-06 a span over 29 February has 8,784 hours") func o06() throws {
    let finding = try finding(.lineHours)
    #expect(finding.figures["spanHours"] == .count(8_784))
    #expect(
      finding.details.first == "h100: hours 8,760, exact 1,810,429.20 USD, "
        + "over span 1,815,389.28 USD, fit over span 82")
    #expect(finding.details[1].hasSuffix("fit over span 53"))
    #expect(finding.details[2].hasSuffix("fit over span 104"))
    let march = PolicyFixture.pilot.with(
      "pools[0].span", ["start": "2024-03-01", "end": "2025-03-01"])
    #expect(try !PolicyCheckTests.findings(march).map(\.rule).contains(.lineHours))
  }

  @Test("O-07 1.7361 per GPU-hour at most, 1,027 units at 1.69") func o07() throws {
    let figures = try finding(.targetRate).figures
    #expect(figures["rate"] == .money(1_736_111, .usd))
    #expect(figures["statedRate"] == .money(1_690_000, .usd))
    #expect(figures["fit"] == .count(1_027))
    #expect(figures["cost"] == .money(4_998_614_400_000, .usd))
    #expect(
      try !PolicyCheckTests.findings(PolicyFixture.pilot).map(\.rule).contains(.targetUnreachable))
    let beyond = try finding(
      .targetUnreachable, PolicyFixture.pilot.with("targets[0].units", 1_028))
    #expect(beyond.figures["fit"] == .count(1_027))
  }

  @Test("O-34 size classes as spoken overlap at 8 and 32") func o34() throws {
    // 1; 1 to 8; 8 to 32; 32 and more, read with both ends in.
    let spoken: PolicyTree = [
      ["from": 1, "below": 2, "factor": 1], ["from": 1, "below": 9, "factor": 1],
      ["from": 8, "below": 33, "factor": 1], ["from": 32, "factor": 1],
    ]
    let tree = PolicyFixture.plain.with("pools[0].sizeClasses", spoken)
    let overlaps = try PolicyCheckTests.findings(tree).filter { $0.rule == .sizeOverlap }
    #expect(overlaps.map { $0.figures["size"] } == [.count(1), .count(8), .count(32)])
    #expect(overlaps.allSatisfy { $0.severity == .error && $0.message.contains("half-open") })
    let halfOpen: PolicyTree = [
      ["from": 1, "below": 2, "factor": 1], ["from": 2, "below": 8, "factor": 1],
      ["from": 8, "below": 32, "factor": 1], ["from": 32, "factor": 1],
    ]
    let clean = try PolicyCheckTests.findings(
      PolicyFixture.plain.with("pools[0].sizeClasses", halfOpen))
    #expect(clean.allSatisfy { $0.isSettled })
  }

  @Test("O-35 5,000 a month against a rent of 200 is arbitrage") func o35() throws {
    // 720 h: 6.944444 against 0.277778 per GPU-hour.
    let tree = PolicyFixture.pilot
      .with("market.rents", [["class": "nvidia/h100/*/*", "perHour": "0.277778 USD"]])
      .with("pools[0].lines[0].rate", "6.944444 USD")
    let finding = try finding(.arbitrage, tree)
    #expect(finding.severity == .needsAcceptance)
    #expect(
      finding.details.first
        == "h100: rate 6.944444 USD, rent 0.277778 USD, of rent 2,499.9978 %")
    // An epoch pool without a cap earns more than the rent while few take part.
    let few = PolicyFixture.plain.with("pools[0].caps.perGpuHour", [])
    let pool = try self.finding(.arbitrage, few)
    #expect(
      pool.details == ["*/*/*/*: rent 1.00 USD, cap none, with fewer gpus than 261"])
  }

  @Test("O-40 11,111.11 a day is 0.22 to 0.28 % of the volume") func o40() throws {
    let tree = PolicyFixture.plain.with("budget.amount", "1000000 USD")
      .with("pools[0].amount", "1000000 USD").with("window.end", "2024-05-09")
    let finding = try finding(.payoutVolume, tree)
    #expect(finding.figures["perDay"] == .money(11_111_111_111, .usd))
    #expect(
      finding.message == "Paid out evenly, 1,000,000.00 USD is 11,111.111111 USD a day, "
        + "0.22 % to 0.28 % of the daily trading volume.")
    #expect(finding.severity == .note)
  }
}
