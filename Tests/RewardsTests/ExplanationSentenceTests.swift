import Evidence
import Policy
import Quantities
import Testing

@testable import Rewards

/// Every sentence of an explanation, produced by what it speaks of.
@Suite struct ExplanationSentenceTests {
  private static let usd: Int64 = 1_000_000

  /// A line that has to stand there, but for its indent, and what produces it.
  struct Row: CustomTestStringConvertible, Sendable {
    let sentence: String
    let told: @Sendable () throws -> [String]

    init(_ sentence: String, _ told: @escaping @Sendable () throws -> [String]) {
      self.sentence = sentence
      self.told = told
    }

    var testDescription: String { sentence }
  }

  /// What provider 0 is told of a statement.
  static func told(_ statement: Statement, _ world: World) -> [String] {
    Explanation(of: World.address(0), in: statement, pool: world.policy.pools[0]).lines
  }

  /// Two providers with one unit each, after a change, up all the time.
  static func plain(
    _ kind: PoolPolicy.Kind = .epoch, amount: String = "750000.00 USD",
    _ change: (inout World) -> Void = { _ in }
  ) throws -> [String] {
    var world = Self.world(kind, amount: amount)
    change(&world)
    return told(try world.close(), world)
  }

  static func world(_ kind: PoolPolicy.Kind = .epoch, amount: String = "750000.00 USD") -> World {
    var world = World([World.pool(kind: kind, amount: amount)])
    for id in ["a", "b"] { world.claim(id, units: 1, rateMicros: usd) }
    return world
  }

  /// The same with provider 0 seen otherwise in some slots.
  static func seen(
    _ change: (inout TallyBuilder) -> Void, in world: World = world()
  ) throws -> [String] {
    var tally = world.tally()
    tally.setAllUp(providerCount: world.providerCount, count: 1)
    change(&tally)
    return told(try world.close(tally: tally.finish()), world)
  }

  /// Of a statement with its first line changed, which provider 0 is given.
  static func edited(_ change: (inout StatementLine, Statement) throws -> Void) throws -> [String] {
    let world = Self.world()
    var statement = try world.close()
    let index = try #require(
      statement.lines.firstIndex { $0.key.payee == World.address(0) })
    try change(&statement.lines[index], statement)
    return told(statement, world)
  }

  static func corrected(
    _ micros: Int64, vests: String = "2024-02-10", _ reason: LineCorrection.Reason? = nil
  ) throws -> [String] {
    try edited { line, _ in
      line.correctionMicros = micros
      line.corrections = [
        LineCorrection(
          epoch: 1, claim: World.label("a"), vests: World.time(vests), differenceMicros: micros,
          micros: micros, reason: reason)
      ]
    }
  }

  /// A campaign that both take part in, with what it may pay in all.
  static func campaign(capMicros: Int64) throws -> [String] {
    try plain(.research) { world in
      world.campaigns = [
        Campaign(
          id: World.label("campaign"), pool: World.label("mining"), rateMicros: usd,
          capMicros: capMicros, line: 1)
      ]
    }
  }

  /// A floor of 1,000 a day, with a lease of provider 0 that brings so much an hour.
  static func floor(_ mode: FloorRule.Mode, perHourMicros: UInt64) throws -> [String] {
    var world = Self.world()
    world.edit { $0.floor = FloorRule(amountMicros: 1_000 * usd, mode: mode) }
    return try seen(
      { tally in
        tally.add(
          TallyLease(
            lease: LeaseIdentifier(value: 1), provider: ProviderIndex(0), gpuClass: World.a100,
            gpus: 1, span: World.span("2024-02-09", "2024-02-10"), state: .active, answered: true,
            denomination: .microDollars, pricePerHourMicros: perHourMicros))
      }, in: world)
  }

  // MARK: Who is paid 0

  static let paidNothing: [Row] = [
    Row("There was nothing in the epoch's pot for it, or less than the smallest unit.") {
      try plain(amount: "0 uakt")
    },
    Row("There was nothing in the epoch's pot for it, or less than the smallest unit.") {
      try plain(amount: "120 uakt")
    },
    Row("The provider's lease revenue reaches what the floor would give: nothing is topped up.") {
      try floor(.topUp, perHourMicros: 50 * UInt64(usd))
    },
    Row("Unit 1: no whole slot of this epoch was in force.") {
      try plain { $0.claim("late", provider: ProviderIndex(0), units: 1, from: 86_400 - 299) }
    },
    Row("Units 1 to 3, each: no whole slot of this epoch was in force.") {
      try plain { $0.claim("late", provider: ProviderIndex(0), units: 3, from: 86_400 - 299) }
    },
    Row("Missing: the provider was up, but its inventory held fewer devices than claimed.") {
      try seen { $0.setAllTracks(count: 0, ProviderIndex(0), World.a100, slots: 0..<288) }
    },
    Row("Unproven: reported, but not shown at the level challenged.") {
      var world = Self.world()
      world.edit { $0.proof = .challenged }
      return try seen(
        { tally in
          let (slots, provider) = (0..<288, ProviderIndex(0))
          for (level, count) in [(ProofLevel.reported, 1), (.challenged, 0)] {
            let track = CountTrack(level: level, homogeneous: false)
            tally.set(count: UInt32(count), provider, World.a100, track, slots: slots)
          }
        }, in: world)
    },
    Row("Unit 1: 24 h down; uptime 0 %, so factor 0 %.") {
      try seen { $0.set(.down, ProviderIndex(0), slots: 0..<288) }
    },
    Row(
      "At its campaign's rate it comes to 24.00 USD: the campaign's cap, or the pool's amount, had"
        + " less left."
    ) { try campaign(capMicros: 0) },
    Row("There is no line: no claim paid to this address overlaps the epoch, and none did before.")
    {
      let world = World([World.pool()])
      return told(try world.close(), world)
    },
    Row("What would change it: an enrolment, contract or campaign that is in force in the epoch;") {
      let world = World([World.pool()])
      return told(try world.close(), world)
    },
    Row("or the provider's payee is another address: ask with --provider.") {
      let world = World([World.pool()])
      return told(try world.close(), world)
    },
    Row("There is no part: no claim of this provider overlaps the epoch.") {
      try ofProvider(World([World.pool()]))
    },
    Row("or the address is paid, and provides nothing itself: ask with --payee.") {
      try ofProvider(World([World.pool()]))
    },
  ]

  static func ofProvider(_ world: World) throws -> [String] {
    Explanation(
      ofProvider: World.address(0), in: try world.close(), pool: world.policy.pools[0]
    ).lines
  }

  @Test(arguments: paidNothing) func whoIsPaidNothingIsToldWhy(_ row: Row) throws { try check(row) }

  private func check(_ row: Row) throws {
    let lines = try row.told()
    #expect(lines.contains { $0.drop { $0 == " " } == row.sentence }, "\(lines)")
  }

  // MARK: Everybody else

  static let others: [Row] = [
    Row("72 of 288 slots were seen by too few observers; they count for nobody and against nobody.")
    {
      try seen { $0.setUnobserved(0..<72) }
    },
    Row("Paid to \(World.address(7)):") {
      var world = Self.world()
      world.claims[0] = world.claims[0].paid(
        to: World.address(7), beneficiary: world.claims[0].beneficiary)
      return try ofProvider(world)
    },
    Row("Earned: 3,125.00 USD (beneficiary \(World.address(0))).") { try plain() },
    Row("No claim overlaps this epoch; the line carries on what earlier epochs left.") {
      try edited { line, _ in line.parts = [] }
    },
    Row("a: 3,125.00 USD for 1 × nvidia/a100/80/sxm.") { try plain() },
    Row("Its weight is 86400000000 of 172800000000: 50 %.") { try plain() },
    Row("Its demand is 50 % of all demands for the floor.") {
      try floor(.regardless, perHourMicros: 1)
    },
    Row(
      "A floor is earned by one unit all the time: the best unit here is credited with 24 h of"
        + " 24 h."
    ) { try floor(.regardless, perHourMicros: 1) },
    Row(
      "At its campaign's rate it comes to 24.00 USD: the campaign's cap, or the pool's amount, had"
        + " less left."
    ) { try campaign(capMicros: 47 * usd) },
    Row("Capped: its share of 25% of the pot allows its beneficiary 1,562.50 USD this epoch.") {
      try plain { $0.edit { $0.caps.beneficiaryShare = World.ratio(250_000) } }
    },
    Row("Capped: its amount per epoch allows its beneficiary 7.00 USD this epoch.") {
      try plain { $0.edit { $0.caps.beneficiaryAmountMicros = 7 * usd } }
    },
    Row("Not capped: its rate per GPU-hour would allow its beneficiary 24,000.00 USD this epoch.") {
      try plain {
        $0.edit {
          $0.caps.perGPUHour = [
            HourCap(pattern: World.pattern("*/*/*/*"), amountMicros: 1_000 * usd)
          ]
        }
      }
    },
    Row("2.00 USD were taken back: forfeited or refused.") {
      try edited { line, _ in line.takenBackMicros = 2 * usd }
    },
    Row("3,125.00 USD + +4.00 USD + −2.00 USD = 3,125.00 USD.") {
      try edited { line, _ in
        line.takenBackMicros = 2 * usd
        line.correctionMicros = 4 * usd
      }
    },
    Row("To date: 3,125.00 USD accrued, of which 3,125.00 USD vested.") { try plain() },
    Row("5.00 USD of a vest on 2024-03-01.") {
      try edited { line, _ in
        line.unvested = [
          StatementLine.Unvested(
            claim: World.label("a"), vests: World.time("2024-03-01"), micros: 5 * usd)
        ]
      }
    },
    Row(
      "5.00 USD of a, epoch 1, are held: \(ExplanationWording.sentence(.sharedHost)) A review"
        + " decides."
    ) {
      try edited { line, _ in
        line.holds = [
          StatementLine.Hold(
            epoch: 1, claim: World.label("a"), vests: World.time("2024-02-10"), reason: .sharedHost,
            micros: 5 * usd)
        ]
      }
    },
    Row("Converted now: 6,250 AKT.") {
      try plain {
        $0.price = World.price("0.5")
        $0.edit {
          $0.conversion = ConversionRule(moment: .close, fundingPrice: nil, difference: .pool)
        }
      }
    },
    Row("3,125.00 USD wait for a valid AKT price.") {
      try plain {
        $0.edit {
          $0.conversion = ConversionRule(moment: .close, fundingPrice: nil, difference: .pool)
        }
      }
    },
    Row("Payable from 2024-02-19, after the hold.") { try plain() },
  ]

  @Test(arguments: others) func everySentenceIsTold(_ row: Row) throws { try check(row) }

  static let corrections: [Row] = [
    Row("+4.00 USD correct earlier epochs.") { try corrected(4 * usd) },
    Row("+4.00 USD of a, epoch 1: vested at once, like what it corrects.") {
      try corrected(4 * usd)
    },
    Row("+4.00 USD of a, epoch 1: vests on 2024-03-01, like what it corrects.") {
      try corrected(4 * usd, vests: "2024-03-01")
    },
    Row(
      "+4.00 USD of a, epoch 1: held like what it corrects:"
        + " \(ExplanationWording.sentence(.sharedHost)) A review decides."
    ) { try corrected(4 * usd, .held(.sharedHost)) },
    Row("-4.00 USD of a, epoch 1: taken from what is held, then from what has vested.") {
      try corrected(-4 * usd, .held(.sharedHost))
    },
    Row("-4.00 USD of a, epoch 1: taken from what waits to vest, then from what has vested.") {
      try corrected(-4 * usd)
    },
    Row("+4.00 USD of a, epoch 1: not taken in: a review refused what it corrects.") {
      try corrected(4 * usd, .refused)
    },
    Row("-4.00 USD of a, epoch 1: not taken in: what it corrects was forfeited by an early end.") {
      try corrected(-4 * usd, .forfeited)
    },
  ]

  @Test(arguments: corrections) func everyFateOfACorrectionIsTold(_ row: Row) throws {
    try check(row)
  }

  @Test func aVersionIsNamed() throws {
    let world = Self.world()
    var statement = try world.close()
    statement.version = 3
    #expect(Self.told(statement, world)[0].hasPrefix("mining/1, version 3, 2024-02-09 to"))
  }

  // MARK: Reasons and flags

  /// A new reason does not compile until its sentence stands here.
  private static func sentence(_ reason: PartReason) -> String {
    switch reason {
    case .eligibility(let code):
      "Not eligible: \(code.rawValue). Ask `stipend gpu check` which pool admits the class, or the"
        + " committee for an exception."
    case .priceAboveGuidance:
      "Not eligible: its own leases ask more than the pool's price guidance. Lower the price."
    case .classNotWeighted:
      "Not eligible: the pool gives this class no weight. Only another policy would change it."
    case .administratorExcluded:
      "Not eligible: the administrator's own machines need the committee's exception."
    case .sizeClass: "No size class of the pool holds the number of the claim's units that counted."
    case .baseline:
      "Units that were there before the program count less here, or not at all; more units count in"
        + " full."
    case .uptimeBelowThreshold:
      "Uptime below the first paid step of the curve: those units earn nothing."
    case .uptimeReduced: "Uptime below the full step of the curve: those units earn a part."
    case .unobservedBeyondAllowance:
      "Held: for longer than the policy allows, only this provider was not seen."
    case .duplicateDevice:
      "Held: a device with the same identity was shown under another provider at the same time."
    case .sharedHost:
      "Held: a host with the same identity was shown under another provider at the same time."
    case .revenueUnknown:
      "Held: lease revenue in AKT cannot be counted, because the epoch has no valid price."
    case .relatedWallet:
      "Not paid: the provider and who pays for the lease belong together. If they do not, ask the"
        + " administrator to decide so."
    case .priceUnknown: "Not paid: the lease's price is in a currency without a price this epoch."
    case .costMissing:
      "Not paid: the chain keeps nothing of what this lease pays, so that nothing lies below it."
    case .leaseCapped:
      "At its cap: no more is paid for a lease than a part of its price, below what it costs."
    }
  }

  private static let reasons: [PartReason] =
    [
      .priceAboveGuidance, .classNotWeighted, .administratorExcluded, .sizeClass, .baseline,
      .uptimeBelowThreshold, .uptimeReduced, .unobservedBeyondAllowance, .duplicateDevice,
      .sharedHost, .revenueUnknown, .relatedWallet, .priceUnknown, .costMissing, .leaseCapped,
    ] + EligibilityReason.Code.allCases.map { .eligibility($0) }

  @Test(arguments: reasons) func everyReasonIsTold(_ reason: PartReason) throws {
    let lines = try Self.edited { line, _ in line.parts[0].reasons = [reason] }
    #expect(lines.contains("    " + Self.sentence(reason)))
  }

  private static func sentence(_ flag: PartFlag) -> String {
    switch flag {
    case .priceAboveGuidance: "Flag: its own leases ask more than the pool's price guidance."
    case .priceUnknown:
      "Flag: a lease in AKT could not be compared, because there is no valid price."
    case .exceptionAllowed: "Flag: the committee set a rule aside for this claim."
    }
  }

  @Test(arguments: PartFlag.allCases) func everyFlagIsTold(_ flag: PartFlag) throws {
    let lines = try Self.edited { line, _ in line.parts[0].flags = [flag] }
    #expect(lines.contains("    " + Self.sentence(flag)))
  }
}
