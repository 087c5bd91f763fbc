import Policy
import Program
import Quantities
import Rewards
import Testing

@Suite struct CloseInputTests {
  private let rules: ProgramRules

  init() throws {
    rules = try ProgramFixture.rules()
  }

  private func activeState(_ rows: [String]) throws -> ProgramState {
    let rules = try ProgramFixture.rules(of: ProgramFixture.activePolicyText)
    var writer = try FactsWriter.program(rules: rules)
    for row in rows { try writer.add(row) }
    return writer.state
  }

  private func state(_ rows: [String]) throws -> ProgramState {
    var writer = try FactsWriter.program(rules: rules)
    for row in rows { try writer.add(row) }
    return writer.state
  }

  @Test func anAmendedEnrolmentIsAChainOfClaims() throws {
    let claims = try state([
      "d0 @alice enrol until=d40", "d0 @alice amend units=4 at=d5", "d0 @alice amend units=6 at=d7",
    ]).claims
    #expect(claims.map(\.id.text) == ["e1", "e1.2", "e1.3"])
    #expect(claims.map(\.units) == [8, 4, 6])
    #expect(claims.map(\.line) == [3, 4, 5])
    #expect(claims.map(\.from.seconds) == (try days([1, 5, 7])))
    #expect(claims.map(\.until.seconds) == (try days([5, 7, 40])))
    #expect(claims.map(\.statedUntil.seconds) == (try days([40, 40, 40])))
    #expect(claims.allSatisfy { $0.endedEarly == nil && $0.kind == .enrolment })
  }

  @Test func aWithdrawalEndsEveryClaimOfTheChainThatEndsLater() throws {
    let claims = try state([
      "d0 @alice enrol", "d0 @alice amend at=d5", "d0 @alice withdraw at=d3",
    ]).claims
    #expect(claims.map(\.until.seconds) == (try days([3, 3])))
    #expect(claims.map(\.statedUntil.seconds) == (try days([120, 120])))
    #expect(claims.map { $0.endedEarly?.seconds } == (try days([3, 3])))
    let whole = try TimeSpan(start: ProgramFixture.time(0), end: ProgramFixture.time(120))
    #expect(!claims[1].overlaps(whole), "it would begin after its end")
  }

  @Test func contractsAndParticipationsEndEarlyToo() throws {
    let state = try state([
      "d0 admin sign units=3", "d0 admin end at=d9", "d0 admin open", "d0 @bob join provider=@bob",
      "d0 @alice join participation=j2 until=d20", "d0 admin close at=d30",
    ])
    #expect(state.claims.map(\.id.text) == ["c1", "j1", "j2"])
    #expect(state.claims.map(\.until.seconds) == (try days([9, 30, 20])))
    #expect(
      state.claims.map { $0.endedEarly?.seconds } == [try days([9])[0], try days([30])[0], nil])
    #expect(state.claims[0].kind == .contract(rateMicros: 2_490_000))
    #expect(state.claims[1].kind == .participation(campaign: try Label("k1")))
    #expect(state.rewardCampaigns.map(\.capMicros) == [400_000_000_000])
  }

  @Test func claimsStandInThePolicysPoolOrderAndThenByLine() throws {
    let state = try state([
      "d0 @alice enrol", "d0 admin open", "d0 @alice join", "d0 admin sign units=1",
      "d0 @bob enrol enrolment=e2 provider=@bob",
    ])
    // The default order: committed, then research, then epoch pools.
    #expect(
      state.rules.policy.order.map(\.text) == ["committed", "research", "liquidity", "tiered"])
    #expect(state.claims.map(\.id.text) == ["c1", "j1", "e1", "e2"])
  }

  @Test func payeesAndBeneficiariesAreThoseOfTheLatestLine() throws {
    let alice = try ProgramFixture.address("alice")
    let state = try state([
      "d0 @alice enrol", "d0 @bob enrol enrolment=e2 provider=@bob", "d0 @alice payee",
      "d0 admin beneficiary", "d0 @alice payee payee=@pete", "d0 admin beneficiary provider=@bob",
    ])
    #expect(state.claims[0].payee == (try ProgramFixture.address("pete")))
    #expect(state.claims[0].beneficiary == Beneficiary(try Label("acme")))
    #expect(state.claims[1].payee == (try ProgramFixture.address("bob")))
    #expect(state.claims[1].beneficiary == state.claims[0].beneficiary)
    let back = try self.state([
      "d0 @alice enrol", "d0 @alice payee", "d0 @alice payee payee=@alice",
    ])
    #expect(back.claims[0].payee == alice)
    #expect(back.claims[0].beneficiary == Beneficiary(alice))
  }

  @Test func theRosterIsInTheOrderOfFirstNaming() throws {
    let state = try state([
      "d0 @dora payee provider=@dora", "d0 admin baseline provider=@carol",
      "d0 @bob enrol provider=@bob",
      "d0 admin sign units=1", "d0 @bob enrol enrolment=e2 provider=@bob",
    ])
    let names = try ["carol", "bob", "alice"].map(ProgramFixture.address)
    #expect(state.roster.addresses == names)
    let lines = names.map { $0.text + "\n" }
    #expect(state.roster.bytes == Array(lines.joined().utf8))
    #expect(state.claims.map(\.provider.rawValue) == [2, 1, 1])
    #expect(state.baselineCounts.map(\.provider.rawValue) == [0])
    let digests = state.roster.digests(ofPrefixes: [2, 0, 3, 9, 2])
    #expect(digests.keys == [0, 2, 3])
    #expect(digests[2] == ProgramFixture.digest(lines[0] + lines[1]))
    #expect(digests[3] == state.roster.digest)
  }

  @Test func whatProvidersDeclareIsPassedOnForThoseWhoBroughtSomethingIn() throws {
    let state = try state([
      "d0 @alice enrol", "d0 @alice schedule", "d0 @bob schedule provider=@bob",
      "d0 @alice maintain",
      "d0 @bob maintain provider=@bob", "d0 committee except",
      "d0 committee except exception=x2 provider=@bob",
      "d0 committee except exception=x3 provider=null class=nvidia/l40s/48/pcie",
      "d1 admin review", "d1 admin review provider=@bob decision=refuse", "d1 admin correct",
      "d1 admin correct epoch=3 statement=#newer",
    ])
    #expect(state.dailySchedules.map(\.openSecond) == [72_000])
    #expect(state.maintenanceNotices.map(\.admittedAt) == [try ProgramFixture.time(0)])
    #expect(state.allowedExceptions.map { $0.provider?.rawValue } == [0, nil])
    #expect(state.holdReviews.map(\.decision) == [.release])
    let liquidity = try Label("liquidity")
    #expect(state.correctionsDue(pool: liquidity, epoch: 3, afterLine: 5).count == 1)
    #expect(state.correctionsDue(pool: liquidity, epoch: 4, afterLine: 5).count == 2)
    #expect(state.correctionsDue(pool: liquidity, epoch: 4, afterLine: 99).isEmpty)
    #expect(state.correctionsDue(pool: try Label("tiered"), epoch: 4, afterLine: 5).isEmpty)
  }

  @Test func anEpochGoesByTheAdministratorAtItsStart() throws {
    let state = try state([
      "d0 @own enrol provider=@own", "d0 @alice enrol enrolment=e2",
      "d0 committee appointadmin providers=@alice from=d9",
      // Said again before it begins: the later line speaks for all seconds from its own first on.
      "d1 committee appointadmin providers=@alice from=d8",
    ])
    func numbers(_ day: Int64, _ second: Int64 = 0) throws -> [UInt32] {
      state.administratorProviderNumbers(at: try ProgramFixture.time(day, second)).map(\.rawValue)
    }
    #expect(try numbers(-5) == [0])
    #expect(try numbers(7, 86_399) == [0])
    #expect(try numbers(8) == [1])
    #expect(state.administrators.terms.count == 2)
  }

  @Test func anAbsentAdministratorIsReplacedAtOnce() throws {
    let rows = ["d5 admin beneficiary"]
    #expect(throws: FactsError.self) {
      _ = try state(rows + ["d34 committee appointadmin from=d34"])
    }
    let replaced = try state(rows + ["d35 committee appointadmin from=d35", "d35 @ann baseline"])
    #expect(replaced.administrators.lastSeenAt == (try ProgramFixture.time(35)))
  }

  @Test func theAdministratorsOwnProvidersAreKnownByNumber() throws {
    let state = try state(["d0 @alice enrol", "d0 @own enrol enrolment=e2 provider=@own"])
    #expect(
      state.administratorProviderNumbers(at: try ProgramFixture.time(0)) == [ProviderIndex(1)])
    #expect(
      state.isAdministratorsOwn(
        try ProgramFixture.address("own"), at: try ProgramFixture.time(0)))
    #expect(
      !state.isAdministratorsOwn(
        try ProgramFixture.address("alice"), at: try ProgramFixture.time(0)))
  }

  private func days(_ days: [Int64]) throws -> [Int64] {
    try days.map { try ProgramFixture.time($0).seconds }
  }

  @Test func participationsAreThoseOfActivityPoolsWithTheirEnds() throws {
    let state = try activeState([
      "d0 @alice takepart", "d0 @bob takepart participation=a2 wallet=@bob role=deployer until=d30",
      "d0 @alice leave at=d9", "d1 @alice takepart participation=a3 from=d9",
      "d1 @bob payee provider=@bob payee=@pat",
    ])
    let facts = state.activityFacts(paying: state)
    #expect(facts.participants.map(\.id.text) == ["a1", "a2", "a3"])
    #expect(facts.participants.map(\.role) == [.provider, .deployer, .provider])
    #expect(facts.participants.map(\.until.seconds) == (try days([9, 30, 120])))
    #expect(facts.participants.map(\.statedUntil.seconds) == (try days([120, 30, 120])))
    #expect(facts.participants.map { $0.endedEarly?.seconds } == [try days([9])[0], nil, nil])
    let pat = try ProgramFixture.address("pat")
    #expect(facts.participants[1].payee == pat)
    #expect(facts.parties.map(\.payee) == [pat])
    // Only who leases out is watched.
    #expect(state.roster.addresses == [try ProgramFixture.address("alice")])
    #expect(state.claims.isEmpty)
  }

  @Test func theLastWordOnTwoWalletsStands() throws {
    func pairs(_ rows: [String]) throws -> Int {
      let state = try activeState(["d0 @alice takepart"] + rows)
      return state.activityFacts(paying: state).relations.count
    }
    #expect(try pairs(["d0 @alice relate"]) == 1)
    #expect(try pairs(["d0 @alice relate", "d1 admin decide decision=unrelated"]) == 0)
    #expect(
      try pairs([
        "d0 @alice relate", "d1 admin decide wallet=@bob relative=@alice decision=unrelated",
      ])
        == 0)
    #expect(try pairs(["d0 admin decide", "d1 @alice relate relative=@carol"]) == 2)
  }
}
