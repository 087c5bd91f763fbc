import Payouts
import Quantities
import Testing

@Suite struct PayoutMachineTests {
  static let rule = PayoutMachineRule(
    chain: Samples.label("akashnet-2"), leastBlocks: 10, mostBlocks: 100, resendSeconds: 60)
  static let nodes = ["node-a", "node-b", "node-c"].map { Samples.label($0) }

  static let draft = PreparedPayout(
    batch: 1, contents: Samples.digest(1), signBytes: Samples.digest(100), sequence: 5,
    baseHeight: 1_000, timeoutHeight: 1_050, totalUakt: 9_500, feeUakt: 10, outputs: 2)
  static let hash = Samples.digest(200)

  static func included(
    code: UInt32 = 0, used: Bool = true, height: Int64 = 1_010, signBytes: Digest? = nil,
    sequence: UInt64 = 5
  ) -> IncludedTransaction {
    IncludedTransaction(
      signBytes: signBytes ?? draft.signBytes, transaction: hash, sequence: sequence, code: code,
      usedSequence: used, height: height)
  }

  static func report(
    _ node: Int, _ fact: NodeReport.Fact, chain: String = "akashnet-2"
  ) -> PayoutEvent {
    .report(NodeReport(node: nodes[node], chain: Samples.label(chain), fact))
  }

  /// A machine whose two nodes know height and sequence.
  static func ready(_ records: [PayoutRecord] = []) throws -> PayoutMachine {
    var machine = try PayoutMachine(rule: rule, records: records)
    for node in 0..<2 {
      _ = machine.step(report(node, .height(1_000)), at: Samples.now)
      _ = machine.step(report(node, .sequence(5, height: 1_000)), at: Samples.now)
    }
    return machine
  }

  static let signed: [PayoutRecord] = [
    .prepared(draft), .signed(signBytes: draft.signBytes, transaction: hash),
  ]

  /// Shows every block of a range, empty but for the given transactions.
  static func scan(
    _ machine: inout PayoutMachine, _ node: Int, _ heights: ClosedRange<Int64>,
    _ transactions: [IncludedTransaction] = []
  ) -> [PayoutAction] {
    heights.flatMap { height in
      machine.step(
        report(node, .block(height: height, transactions.filter { $0.height == height })),
        at: Samples.now)
    }
  }

  @Test("law 8: signed bytes are stored, and their hash is in the journal, before sending")
  func law8StoredAndJournaledBeforeSending() throws {
    var machine = try Self.ready()
    let now = Samples.now
    let (signBytes, hash) = (Self.draft.signBytes, Self.hash)
    #expect(machine.step(.prepare(Self.draft), at: now) == [.append(.prepared(Self.draft))])
    // Nothing is shown to signers before the journal has it.
    #expect(
      machine.step(.signed(signBytes: signBytes, transaction: hash), at: now)
        == [.refuse(.signBytesUnknown(signBytes))])
    #expect(
      machine.step(.appended(.prepared(Self.draft)), at: now)
        == [.askSignatures(signBytes: signBytes)])
    #expect(
      machine.step(.signed(signBytes: signBytes, transaction: hash), at: now)
        == [.store(signBytes: signBytes, transaction: hash)])
    let record = PayoutRecord.signed(signBytes: signBytes, transaction: hash)
    #expect(
      machine.step(.stored(signBytes: signBytes, transaction: hash), at: now) == [.append(record)])
    #expect(
      machine.step(.appended(record), at: now)
        == [.send(signBytes: signBytes, transaction: hash)])
    #expect(machine.phase(of: signBytes) == .signed)
  }

  @Test("O-41 a payment approved and executed twice is one transfer")
  func executedTwiceIsOneTransfer() throws {
    var machine = try Self.ready(Self.signed)
    let again = machine.step(.prepare(Self.draft), at: Samples.now)
    #expect(again == [.refuse(.undecided(batch: 1, signBytes: Self.draft.signBytes))])
    for node in 0..<2 {
      _ = machine.step(Self.report(node, .found(Self.included())), at: Samples.now)
    }
    let confirmed = PayoutRecord.confirmed(Self.included(), nodes: Array(Self.nodes.prefix(2)))
    _ = machine.step(.appended(confirmed), at: Samples.now)
    #expect(machine.phase(of: Self.draft.signBytes) == .confirmed)
    // The retry after a timeout is recognised by its identity, and changes nothing.
    #expect(
      machine.step(
        .signed(signBytes: Self.draft.signBytes, transaction: Self.hash), at: Samples.now)
        == [.refuse(.decided(Self.draft.signBytes))])
    #expect(
      machine.step(.appended(confirmed), at: Samples.now)
        == [.refuse(.decided(Self.draft.signBytes))])
    var retry = Self.draft
    retry.signBytes = Samples.digest(101)
    retry.sequence = 6
    #expect(machine.step(.prepare(retry), at: Samples.now) == [.refuse(.batchPaid(1))])
    #expect(machine.book.paid.count == 1)
  }

  @Test func aCrashBetweenStoreAndSendRepeatsTheNextStep() throws {
    var machine = try Self.ready([.prepared(Self.draft)])
    let stored = PayoutEvent.stored(signBytes: Self.draft.signBytes, transaction: Self.hash)
    let record = PayoutRecord.signed(signBytes: Self.draft.signBytes, transaction: Self.hash)
    #expect(machine.step(stored, at: Samples.now) == [.append(record)])
    var later = try Self.ready(Self.signed)
    #expect(
      later.step(stored, at: Samples.now)
        == [.send(signBytes: Self.draft.signBytes, transaction: Self.hash)])
    // The same bytes go again, but not at every tick.
    #expect(later.step(.tick, at: Samples.now) == [])
    let minute = Samples.seconds(Samples.now.seconds + 60)
    #expect(
      later.step(.tick, at: minute)
        == [.send(signBytes: Self.draft.signBytes, transaction: Self.hash)])
  }

  @Test func notFoundRefusalsAndSilenceProveNothing() throws {
    var machine = try Self.ready(Self.signed)
    for node in 0..<3 {
      #expect(machine.step(Self.report(node, .notFound(Self.hash)), at: Samples.now) == [])
      #expect(machine.step(Self.report(node, .height(9_000)), at: Samples.now) == [])
      #expect(machine.step(Self.report(node, .sequence(6, height: 9_000)), at: Samples.now) == [])
      _ = machine.step(
        .broadcast(
          signBytes: Self.draft.signBytes, node: Self.nodes[node], .refused(code: 13)),
        at: Samples.now)
    }
    #expect(machine.phase(of: Self.draft.signBytes) == .rejected)
    let other = PreparedPayout(
      batch: 1, contents: Samples.digest(1), signBytes: Samples.digest(101), sequence: 6,
      baseHeight: 1_000, timeoutHeight: 1_050, totalUakt: 9_500, feeUakt: 10, outputs: 2)
    #expect(
      machine.step(.prepare(other), at: Samples.now)
        == [.refuse(.undecided(batch: 1, signBytes: Self.draft.signBytes))])
  }

  @Test func refusedAtCheckCanStillLand() throws {
    var machine = try Self.ready(Self.signed)
    let refused = BroadcastAnswer.refused(code: 13)
    let event = PayoutEvent.broadcast(
      signBytes: Self.draft.signBytes, node: Self.nodes[0], refused)
    _ = machine.step(event, at: Samples.now)
    #expect(machine.phase(of: Self.draft.signBytes) == .rejected)
    _ = machine.step(Self.report(0, .found(Self.included())), at: Samples.now)
    let actions = machine.step(Self.report(1, .found(Self.included())), at: Samples.now)
    #expect(
      actions == [.append(.confirmed(Self.included(), nodes: Array(Self.nodes.prefix(2))))])
  }

  @Test func expiryNeedsEveryBlockToBeyondTheTimeoutOnTwoNodes() throws {
    var machine = try Self.ready(Self.signed)
    #expect(Self.scan(&machine, 0, 1_001...1_051).isEmpty)
    let proof = PayoutRecord.expired(
      signBytes: Self.draft.signBytes, .timeout(scanned: 1_001...1_051),
      nodes: Array(Self.nodes.prefix(2)))
    // The timeout height itself is not enough, without the block that commits it.
    #expect(Self.scan(&machine, 2, 1_001...1_050).isEmpty)
    // Nor is all but one block, wherever it is missing.
    #expect(Self.scan(&machine, 1, 1_031...1_051).isEmpty)
    #expect(Self.scan(&machine, 1, 1_001...1_029).isEmpty)
    #expect(Self.scan(&machine, 1, 1_030...1_030) == [.append(proof)])
    // It is asked for once, and again only in time.
    #expect(Self.scan(&machine, 2, 1_051...1_051).isEmpty)
    #expect(machine.step(.start, at: Samples.now).contains { $0.isAppend })
    _ = machine.step(.appended(proof), at: Samples.now)
    #expect(machine.phase(of: Self.draft.signBytes) == .expired)
  }

  @Test func aDeadBatchIsReplacedByTheSamePaymentsOrAbandoned() throws {
    let proof = PayoutRecord.expired(
      signBytes: Self.draft.signBytes, .timeout(scanned: 1_001...1_051),
      nodes: Array(Self.nodes.prefix(2)))
    var machine = try Self.ready(Self.signed + [proof])
    var next = Self.draft
    next.signBytes = Samples.digest(101)
    var altered = next
    altered.contents = Samples.digest(2)
    #expect(machine.step(.prepare(altered), at: Samples.now) == [.refuse(.batchAltered(1))])
    altered.batch = 3
    #expect(
      machine.step(.prepare(altered), at: Samples.now) == [.refuse(.batchNumber(3, next: 2))])
    altered.batch = 2
    #expect(machine.step(.prepare(altered), at: Samples.now) == [.append(.prepared(altered))])
    #expect(machine.step(.prepare(next), at: Samples.now) == [.append(.prepared(next))])
    _ = machine.step(.appended(.prepared(next)), at: Samples.now)
    #expect(machine.phase(of: Self.draft.signBytes) == .replaced)
    #expect(machine.phase(of: next.signBytes) == .prepared)
  }

  @Test func aSequenceUsedByOtherSignBytesIsAProof() throws {
    var machine = try Self.ready(Self.signed)
    let other = Self.included(code: 5, signBytes: Samples.digest(777))
    _ = machine.step(Self.report(0, .found(other)), at: Samples.now)
    let actions = machine.step(Self.report(1, .found(other)), at: Samples.now)
    let proof = PayoutRecord.expired(
      signBytes: Self.draft.signBytes, .sequenceUsed(by: other),
      nodes: Array(Self.nodes.prefix(2)))
    #expect(actions == [.append(proof), .alarm(.foreignTransaction(other))])
  }

  @Test("law 8: what ran outside frees no batch before somebody says what it was")
  func law8WhatRanOutsideIsExplainedFirst() throws {
    var machine = try Self.ready(Self.signed)
    let other = Self.included(signBytes: Samples.digest(777))
    var actions: [PayoutAction] = []
    // Not by its sequence, not by the timeout, and not after a crash.
    for node in 0..<2 { actions += Self.scan(&machine, node, 1_001...1_051, [other]) }
    #expect(actions == [.alarm(.foreignTransaction(other))])
    #expect(machine.phase(of: Self.draft.signBytes) == .signed)
    let proof = PayoutRecord.expired(
      signBytes: Self.draft.signBytes, .sequenceUsed(by: other),
      nodes: Array(Self.nodes.prefix(2)))
    #expect(machine.book.refusal(of: proof) == .unexplained(transaction: Self.hash))
    var paidOutside = machine
    #expect(
      machine.step(.appended(.explained(transaction: Self.hash)), at: Samples.now)
        == [.append(proof)])
    #expect(machine.step(.appended(proof), at: Samples.now) == [])
    // Or it paid the batch's payees: then the batch is paid, and nothing is freed.
    var included = other
    included.signBytes = Self.draft.signBytes
    let confirmed = PayoutRecord.confirmed(included, nodes: Array(Self.nodes.prefix(2)))
    #expect(paidOutside.step(.appended(confirmed), at: Samples.now) == [])
    var again = Self.draft
    (again.signBytes, again.sequence) = (Samples.digest(101), 6)
    #expect(paidOutside.step(.prepare(again), at: Samples.now) == [.refuse(.batchPaid(1))])
  }

  @Test func whoShowsWhatRanOutsideProvesNothingWithALiar() throws {
    var machine = try Self.ready(Self.signed)
    let other = Self.included(signBytes: Samples.digest(777))
    var actions = Self.scan(&machine, 0, 1_001...1_051, [other])
    // The liar hides it; two nodes show no block with the payment, and only one of them is honest.
    actions += Self.scan(&machine, 2, 1_001...1_051)
    #expect(actions == [])
    // Nor does a liar who invents one stop the honest.
    #expect(Self.scan(&machine, 1, 1_001...1_051).count == 1)
  }

  @Test func whatRanOutsideIsExplainedBeforeAnythingIsPrepared() throws {
    var machine = try Self.ready()
    let other = Self.included(signBytes: Samples.digest(777), sequence: 4)
    for node in 0..<2 {
      _ = machine.step(Self.report(node, .found(other)), at: Samples.now)
    }
    #expect(
      machine.step(.prepare(Self.draft), at: Samples.now)
        == [.refuse(.unexplained(transaction: Self.hash))])
    _ = machine.step(.appended(.explained(transaction: Self.hash)), at: Samples.now)
    #expect(
      machine.step(.prepare(Self.draft), at: Samples.now) == [.append(.prepared(Self.draft))])
  }

  @Test("law 8: an inclusion overrules the proof that was false, and its batch is paid")
  func law8AnInclusionOverrulesAFalseProof() throws {
    let nodes = Array(Self.nodes.prefix(2))
    let lie = PayoutRecord.expired(
      signBytes: Self.draft.signBytes, .timeout(scanned: 1_001...1_051), nodes: nodes)
    var next = Self.draft
    next.signBytes = Samples.digest(101)
    var machine = try Self.ready(Self.signed + [lie, .prepared(next)])
    let landed = Self.included(height: 1_020)
    _ = machine.step(Self.report(0, .found(landed)), at: Samples.now)
    let confirmed = PayoutRecord.confirmed(landed, nodes: nodes)
    #expect(
      machine.step(Self.report(1, .found(landed)), at: Samples.now)
        == [.append(confirmed), .alarm(.includedAfterProof(landed))])
    // What proves that the first was paid does not free the second before it is recorded.
    let proof = PayoutRecord.expired(
      signBytes: next.signBytes, .sequenceUsed(by: landed), nodes: nodes)
    #expect(machine.book.refusal(of: proof) == .inclusionUnrecorded(Self.draft.signBytes))
    let stored = PayoutEvent.stored(signBytes: next.signBytes, transaction: Samples.digest(300))
    _ = machine.step(stored, at: Samples.now)
    #expect(machine.step(.appended(confirmed), at: Samples.now) == [.append(proof)])
    #expect(machine.phase(of: Self.draft.signBytes) == .confirmed)
    // The second attempt's bytes are still this machine's.
    let record = PayoutRecord.signed(
      signBytes: next.signBytes, transaction: Samples.digest(300))
    #expect(
      machine.step(.tick, at: Samples.now).contains(.append(record)))
    _ = machine.step(.appended(proof), at: Samples.now)
    next.signBytes = Samples.digest(102)
    next.sequence = 6
    #expect(machine.step(.prepare(next), at: Samples.now) == [.refuse(.batchPaid(1))])
    #expect(machine.book.paid.count == 1)
  }

  @Test func aFalseProofIsOverruledBeforeAnythingIsPrepared() throws {
    let nodes = Array(Self.nodes.prefix(2))
    let lie = PayoutRecord.expired(
      signBytes: Self.draft.signBytes, .timeout(scanned: 1_001...1_051), nodes: nodes)
    var machine = try Self.ready(Self.signed + [lie])
    let failed = Self.included(code: 5)
    for node in 0..<2 {
      _ = machine.step(Self.report(node, .found(failed)), at: Samples.now)
    }
    var next = Self.draft
    next.signBytes = Samples.digest(101)
    #expect(
      machine.step(.prepare(next), at: Samples.now)
        == [.refuse(.inclusionUnrecorded(Self.draft.signBytes))])
    _ = machine.step(.appended(.failed(failed, nodes: nodes)), at: Samples.now)
    #expect(machine.step(.prepare(next), at: Samples.now) == [.refuse(.sequenceStale(5, next: 6))])
  }

  @Test func aSequenceThatWasNamedAndNotUsedIsNoProof() throws {
    var machine = try Self.ready(Self.signed)
    let other = Self.included(code: 32, used: false, signBytes: Samples.digest(777))
    for node in 0..<3 {
      #expect(machine.step(Self.report(node, .found(other)), at: Samples.now) == [])
    }
  }

  @Test func otherSignersMakeAnotherHashOfTheSamePayment() throws {
    var machine = try Self.ready(Self.signed)
    var other = Self.included()
    other.transaction = Samples.digest(201)
    _ = machine.step(Self.report(0, .found(other)), at: Samples.now)
    #expect(
      machine.step(Self.report(1, .found(other)), at: Samples.now)
        == [.append(.confirmed(other, nodes: Array(Self.nodes.prefix(2))))])
  }

  @Test func includedButFailedSpendsTheSequenceAndMayBeTriedAgain() throws {
    var machine = try Self.ready(Self.signed)
    let failed = Self.included(code: 5)
    _ = machine.step(Self.report(0, .found(failed)), at: Samples.now)
    let actions = machine.step(Self.report(1, .found(failed)), at: Samples.now)
    let record = PayoutRecord.failed(failed, nodes: Array(Self.nodes.prefix(2)))
    #expect(actions == [.append(record)])
    _ = machine.step(.appended(record), at: Samples.now)
    #expect(machine.phase(of: Self.draft.signBytes) == .failed)
    var next = Self.draft
    next.signBytes = Samples.digest(101)
    #expect(machine.step(.prepare(next), at: Samples.now) == [.refuse(.sequenceStale(5, next: 6))])
  }

  @Test func refusedInABlockBeforeExecutionEndsNothing() throws {
    var machine = try Self.ready(Self.signed)
    let refused = Self.included(code: 32, used: false)
    for node in 0..<2 {
      #expect(machine.step(Self.report(node, .found(refused)), at: Samples.now) == [])
    }
    // The same bytes are included again, and pay.
    let paid = Self.included(height: 1_020)
    _ = machine.step(Self.report(0, .found(paid)), at: Samples.now)
    #expect(
      machine.step(Self.report(1, .found(paid)), at: Samples.now)
        == [.append(.confirmed(paid, nodes: Array(Self.nodes.prefix(2))))])
  }

  @Test func oneNodeThatLiesDecidesNothing() throws {
    var machine = try Self.ready(Self.signed)
    #expect(machine.step(Self.report(2, .found(Self.included())), at: Samples.now) == [])
    #expect(Self.scan(&machine, 0, 1_001...1_051).isEmpty)
    let proven = Self.scan(&machine, 1, 1_001...1_051)
    #expect(proven.count == 1)
  }

  @Test func aNodeThatContradictsItselfCountsNoMore() throws {
    var machine = try Self.ready(Self.signed)
    _ = Self.scan(&machine, 2, 1_001...1_051)
    let actions = machine.step(Self.report(2, .found(Self.included())), at: Samples.now)
    #expect(actions == [.alarm(.nodeContradictsItself(Self.nodes[2]))])
    #expect(Self.scan(&machine, 0, 1_001...1_051).isEmpty)
  }

  @Test func aBlockShownInTwoWaysIsNoBlock() throws {
    let block = { (height: Int64, transactions: [IncludedTransaction]) in
      Self.report(2, .block(height: height, transactions))
    }
    // Emptied afterwards, filled afterwards, or with a transaction of another height.
    let histories = [
      [block(1_010, [Self.included()]), block(1_010, [])],
      [block(1_010, []), block(1_010, [Self.included()])],
      [block(1_011, [Self.included()])],
    ]
    for history in histories {
      var machine = try Self.ready(Self.signed)
      let actions = history.flatMap { machine.step($0, at: Samples.now) }
      #expect(actions == [.alarm(.nodeContradictsItself(Self.nodes[2]))])
      // What it showed counts no more.
      #expect(machine.step(Self.report(0, .found(Self.included())), at: Samples.now) == [])
    }
  }

  @Test("law 8: nodes that show the payment with code 0 and deny its sequence prove nothing")
  func law8SuccessWithoutItsSequenceIsNoProof() throws {
    var machine = try Self.ready(Self.signed)
    let stripped = Self.included(used: false)
    var actions: [PayoutAction] = []
    for node in 0..<2 { actions += Self.scan(&machine, node, 1_001...1_051, [stripped]) }
    #expect(
      actions == [
        .alarm(.nodeContradictsItself(Self.nodes[0])),
        .alarm(.nodeContradictsItself(Self.nodes[1])),
      ])
    #expect(machine.phase(of: Self.draft.signBytes) == .signed)
  }

  @Test func aNodeOfAnotherChainIsRefused() throws {
    var machine = try Self.ready(Self.signed)
    for node in 0..<3 {
      let event = Self.report(node, .found(Self.included()), chain: "sandbox-2")
      let refusal = PayoutRefusal.otherChain(
        node: Self.nodes[node], found: Samples.label("sandbox-2"))
      #expect(machine.step(event, at: Samples.now) == [.refuse(refusal)])
    }
  }

  @Test func draftsAreHeldAgainstWhatTwoNodesKnow() throws {
    var machine = try PayoutMachine(rule: Self.rule)
    let event = PayoutEvent.prepare(Self.draft)
    #expect(machine.step(event, at: Samples.now) == [.refuse(.baseAhead(1_000))])
    machine = try Self.ready()
    var draft = Self.draft
    draft.sequence = 6
    #expect(
      machine.step(.prepare(draft), at: Samples.now) == [.refuse(.sequenceUnconfirmed(6))])
    draft = Self.draft
    draft.baseHeight = 1_001
    // One node that runs ahead, or lies, moves no base.
    _ = machine.step(Self.report(2, .height(5_000)), at: Samples.now)
    #expect(machine.step(.prepare(draft), at: Samples.now) == [.refuse(.baseAhead(1_001))])
    for (timeout, isGood) in [(1_009, false), (1_010, true), (1_100, true), (1_101, false)] {
      draft = Self.draft
      draft.timeoutHeight = Int64(timeout)
      let isRefused =
        machine.step(.prepare(draft), at: Samples.now)
        == [.refuse(.timeoutBounds(Int64(timeout), least: 1_010, most: 1_100))]
      #expect(isRefused == !isGood, "\(timeout)")
    }
    draft = Self.draft
    draft.totalUakt = 0
    #expect(machine.step(.prepare(draft), at: Samples.now) == [.refuse(.nothingToPay)])
  }

  @Test func aSequenceNamedBeforeTheBaseIsNotConfirmedByIt() throws {
    var machine = try Self.ready()
    for node in 0..<2 {
      _ = machine.step(Self.report(node, .height(1_010)), at: Samples.now)
    }
    var draft = Self.draft
    draft.baseHeight = 1_010
    #expect(
      machine.step(.prepare(draft), at: Samples.now) == [.refuse(.sequenceUnconfirmed(5))])
    // An older answer that comes late takes nothing back.
    for height: Int64 in [1_010, 1_000] {
      for node in 0..<2 {
        _ = machine.step(
          Self.report(node, .sequence(height == 1_000 ? 4 : 5, height: height)), at: Samples.now)
      }
    }
    #expect(machine.step(.prepare(draft), at: Samples.now) == [.append(.prepared(draft))])
  }

  @Test func missingBlocksAreAskedOfEachNode() throws {
    var machine = try Self.ready(Self.signed)
    _ = machine.step(Self.report(0, .height(1_005)), at: Samples.now)
    _ = Self.scan(&machine, 0, 1_002...1_003)
    _ = machine.step(Self.report(1, .height(5_000)), at: Samples.now)
    #expect(
      machine.step(.tick, at: Samples.now) == [
        .scan(node: Self.nodes[0], heights: 1_001...1_001),
        .scan(node: Self.nodes[1], heights: 1_001...1_051),
      ])
  }

  @Test func anExecutorElsewhereIsHarmless() throws {
    var (here, there) = (try Self.ready(), try Self.ready())
    var other = Self.draft
    other.signBytes = Samples.digest(101)
    #expect(here.step(.prepare(Self.draft), at: Samples.now).count == 1)
    #expect(there.step(.prepare(other), at: Samples.now).count == 1)
    // The journal takes one; the other executor hears of both.
    let record = PayoutRecord.prepared(Self.draft)
    #expect(
      here.book.refusal(of: record) == nil
        && there.step(.appended(record), at: Samples.now).count == 1)
    #expect(there.step(.appendRefused(.prepared(other)), at: Samples.now) == [])
    #expect(there.book.refusal(of: .prepared(other)) != nil)
    #expect(there.book.undecided?.prepared == Self.draft)
  }
}

extension PayoutAction {
  /// Whether it asks the journal for something.
  fileprivate var isAppend: Bool {
    if case .append = self { true } else { false }
  }
}
