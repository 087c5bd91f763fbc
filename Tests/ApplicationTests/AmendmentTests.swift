import Application
import Encoding
import Keys
import Policy
import PolicyYAML
import Program
import Quantities
import Rewards
import Simulation
import Testing

/// An amendment through the use cases: epochs before it under the old rules, those after it under
/// the new, and all of them recomputed by a reader that knows line 1 alone.
@Suite struct AmendmentTests {
  private static let start: Int64 = 1_707_436_800

  private static func policy(
    _ amount: Int, caps: String = "", _ extra: String = ""
  ) throws -> [UInt8] {
    let text = """
      stipend: 1
      name: amended
      network: testnet-1
      rules: 1
      window: {start: 2024-02-09, end: 2024-03-10}
      budget: {amount: \(amount) USD, basis: amounts}
      payouts: {hold: P7D, first: 2024-02-19, every: P7D}
      pools:
        - {name: liquidity, kind: epoch, amount: \(amount) USD, epoch: P1D, unallocated: carry
           \(caps)}
      \(extra)
      """
    return PolicyJSON.encode(try PolicyDocument.read(Array(text.utf8)).policy)
  }

  private static func time(_ day: Int64) throws -> Timestamp {
    try Timestamp(seconds: start + day * 86_400)
  }

  /// A program of one provider whose pool has twice the money, and a second pool, from day 10 on.
  private func program(
    _ records: some ProgramRecords, _ blobs: some BlobStore
  ) throws -> (old: Digest, new: Digest) {
    let old = try Self.policy(30_000)
    let added = """
        - {name: later, kind: epoch, amount: 100 USD, epoch: P1D,
           span: {start: 2024-02-21, end: 2024-02-25}}
      """
    let new = try Self.policy(60_000, caps: ", caps: {beneficiaryShare: 50%}", added)
    let catalogue = try SimulationFixture.catalogue().bytes
    for bytes in [old, new, catalogue] { _ = try blobs.put(bytes) }
    let digests = [old, new, catalogue].map { Sha256.digest(of: $0) }
    let rules = ProgramRules(
      policy: try PolicyJSON.decode(old), policyDigest: digests[0],
      catalogue: try GPUCatalogue.decode(catalogue), catalogueDigest: digests[2])
    let amended = ProgramRules(
      policy: try PolicyJSON.decode(new), policyDigest: digests[1], catalogue: rules.catalogue,
      catalogueDigest: digests[2])
    var log = FactsLog(rules: rules, library: RulesLibrary([amended]))
    let key = try #require(PublicKeyText("ed25519:" + Sha256.digest(of: [1]).hex))
    var nonce: UInt128 = 0
    func add(_ body: some EntryBody, by author: Author, day: Int64) throws {
      nonce += 1
      let time = try Self.time(day)
      let payload = try log.payload(body, by: author, at: time, nonce: nonce)
      try records.appendFacts(try log.append(payload, admittedAt: time))
    }
    let administrator = Invented.address("administrator")
    try add(
      ProgramCreated(
        name: try Label("amended"), network: try Label("testnet-1"), policy: digests[0],
        catalogue: digests[2], logOrigin: "amended.example/log", logKey: key, threshold: 1,
        members: [key], witnesses: [], administrator: administrator, administratorProviders: []),
      by: .committee, day: -1)
    let alice = Invented.address("alice")
    try add(
      ProviderEnrolled(
        enrolment: try Label("e1"), pool: try Label("liquidity"), provider: alice,
        gpuClass: try #require(GPUClass("nvidia/rtx4090/24/pcie")), units: 4,
        from: try Self.time(0), until: nil, tier: nil, tierEvidence: nil),
      by: .account(alice), day: -1)
    try add(
      ProgramAmended(
        policy: digests[1], catalogue: digests[2], source: nil, from: try Self.time(10)),
      by: .committee, day: 2)
    let next = Invented.address("next")
    try add(
      AdministratorAppointed(
        administrator: next, providers: [alice], from: try Self.time(11)),
      by: .committee, day: 2)
    return (digests[0], digests[1])
  }

  private func close(
    _ records: some ProgramRecords, _ blobs: some BlobStore, pool: String, to count: Int
  ) throws -> [Statement] {
    try (1...count).map { number in
      let id = EpochID(pool: try Label(pool), number: number)
      var freezing = FreezeEpoch(try ProgramReader(records: records, blobs: blobs))
      _ = try freezing.freeze(id, now: try Self.time(40))
      var closing = CloseEpoch(try ProgramReader(records: records, blobs: blobs))
      _ = try closing.close(id)
      let bytes = try #require(try records.read(RecordName(.statement, id)))
      return try StatementReader.read(bytes).statement
    }
  }

  @Test("Law 6: an epoch is computed under the rules in force at its start, also when amended")
  func anEpochIsComputedUnderTheRulesAtItsStart() throws {
    let records = MemoryRecords()
    let blobs = MemoryBlobs()
    let digests = try program(records, blobs)
    let statements = try close(records, blobs, pool: "liquidity", to: 14)
    for (index, statement) in statements.enumerated() {
      let isAmended = index >= 10
      #expect(statement.pot.baseMicros == (isAmended ? 2_000_000_000 : 1_000_000_000))
      #expect(statement.policy == (isAmended ? digests.new : digests.old))
      // The next administrator's own provider is excluded from epoch 12 on.
      let reasons = statement.lines.flatMap(\.parts).flatMap(\.reasons).map(\.code)
      #expect(reasons.contains("administrator-excluded") == (index >= 11), "epoch \(index + 1)")
    }
    let added = try close(records, blobs, pool: "later", to: 4)
    #expect(added.map(\.pot.baseMicros) == [25_000_000, 25_000_000, 25_000_000, 25_000_000])
    let explaining = ExplainLine(try ProgramReader(records: records, blobs: blobs))
    for (number, isCapped) in [(1, false), (14, true)] {
      let told = try explaining.explain(
        EpochID(pool: try Label("liquidity"), number: number), Invented.address("alice"))
      #expect(told.lines.contains { $0.contains("its share of 50% of the pot") } == isCapped)
    }
    var verifying = VerifyEpochs(try ProgramReader(records: records, blobs: blobs))
    for record in try verifying.records() {
      #expect(try verifying.verify(record).isGood, "\(record)")
    }
  }

  @Test func anAmendmentWhoseFilesAreMissingIsRefusedByName() throws {
    let records = MemoryRecords()
    let blobs = AbsentBlobs()
    let digests = try program(records, blobs)
    blobs.hide(digests.new)
    var reader = try ProgramReader(records: records, blobs: blobs)
    do {
      _ = try reader.log()
      Issue.record("folded")
    } catch .facts(let error) {
      #expect(error.line == 3 && error.fault.code == "rules-unknown")
    }
  }
}
