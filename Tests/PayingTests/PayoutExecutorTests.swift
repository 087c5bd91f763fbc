import CosmosClient
import CosmosTx
import DevNet
import Keys
import Paying
import Payouts
import Quantities
import Synchronization
import Testing

/// The executor over a made-up chain: paid once, whatever is lost, late or untrue.
@Suite struct PayoutExecutorTests {
  /// Prepares, submits and runs one payment.
  @discardableResult
  private func pay(
    _ scene: PaymentScene, _ nodes: [PaymentNode], _ payment: PaymentScene.Payment? = nil
  ) async throws -> PaymentScene.Payment {
    let payment = if let payment { payment } else { try await scene.payment() }
    let executor = scene.executor(nodes)
    #expect(try await executor.prepare(payment.prepared) == nil)
    #expect(try await executor.submit(try scene.signed(payment)) == nil)
    try await executor.run()
    return payment
  }

  private func outcome(_ scene: PaymentScene) -> PayoutAttempt.Outcome? {
    scene.journal.book.attempts.last?.outcome
  }

  @Test func aPaymentIsPaidOnceAndRecordedBeforeItIsSent() async throws {
    let scene = try PaymentScene()
    let before = try await scene.uakt(try scene.payee(0))
    let payment = try await pay(scene, try scene.honest())
    guard case .confirmed(let included)? = outcome(scene) else {
      Issue.record("\(scene.journal.all)")
      return
    }
    let transaction = try scene.signed(payment)
    #expect(included.transaction == transaction.digest && included.code == 0)
    #expect(try await scene.uakt(try scene.payee(0)) == before + 1_000)
    let notes = scene.notes.withLock { $0 }
    let signed = PayingNote.recorded(
      .signed(signBytes: payment.prepared.signBytes, transaction: transaction.digest))
    let stored = try #require(notes.firstIndex(of: .stored(transaction: transaction.digest)))
    let recorded = try #require(notes.firstIndex(of: signed))
    let sent = try #require(
      notes.firstIndex { if case .sent = $0 { true } else { false } })
    #expect(stored < recorded && recorded < sent, "law 8")
    #expect(await scene.executor(try scene.honest()).book.attempts.isEmpty)
  }

  @Test func aLostAnswerEndsNothing() async throws {
    let scene = try PaymentScene()
    scene.chain.faults.loseAnswer = 1
    try await pay(scene, try scene.honest())
    #expect(scene.told { if case .sent(_, _, .lost) = $0 { true } else { false } })
    #expect(scene.journal.book.paid.count == 1)
  }

  @Test func whereverTheProcessEndsItsSuccessorPaysOnce() async throws {
    for steps in 0..<12 {
      let breaks = BreakingPoint(after: steps)
      let scene = try PaymentScene(seed: UInt64(steps), breaks: breaks)
      let payment = try await scene.payment()
      let before = try await scene.uakt(try scene.payee(1))
      _ = try? await pay(scene, try scene.honest(), payment)
      breaks.mend()
      let successor = scene.executor(try scene.honest())
      try await successor.round()
      if scene.journal.book.undecided == nil, scene.journal.book.attempts.isEmpty {
        #expect(try await successor.prepare(payment.prepared) == nil, "\(steps)")
      }
      let stored = try scene.store.transactions(of: payment.prepared.signBytes)
      if stored.isEmpty {
        #expect(try await successor.submit(try scene.signed(payment)) == nil, "\(steps)")
      }
      try await successor.run()
      #expect(scene.journal.book.paid.count == 1, "\(steps): \(scene.journal.all)")
      #expect(try await scene.uakt(try scene.payee(1)) == before + 2_500, "\(steps)")
    }
  }

  @Test func whatNeverLandsIsProvenDeadByTwoNodesAndReplaced() async throws {
    let scene = try PaymentScene()
    scene.chain.faults.drop = 1
    let before = try await scene.uakt(try scene.payee(0))
    let dead = try await pay(scene, try scene.honest())
    guard case .expired(.timeout(let scanned))? = outcome(scene) else {
      Issue.record("\(scene.journal.all)")
      return
    }
    #expect(scanned.lowerBound == dead.prepared.baseHeight + 1)
    #expect(scanned.upperBound == dead.prepared.timeoutHeight + 1)
    guard case .expired(_, _, let nodes)? = scene.journal.all.last else { return }
    #expect(nodes == [try Label("node-1"), try Label("node-2")])
    #expect(try await scene.uakt(try scene.payee(0)) == before)
    scene.chain.faults.drop = 0
    try await pay(scene, try scene.honest())
    #expect(scene.journal.book.paid.count == 1)
    #expect(try await scene.uakt(try scene.payee(0)) == before + 1_000)
  }

  @Test("law 8: behind gateways that leave out events nothing is decided, and nothing paid twice")
  func law8AnswersWithoutEventsDecideNothing() async throws {
    let scene = try PaymentScene()
    let payment = try await scene.payment()
    let nodes = try (1...2).map { try scene.nodeWithoutEvents("node-\($0)") }
    let executor = scene.executor(nodes)
    #expect(try await executor.prepare(payment.prepared) == nil)
    #expect(try await executor.submit(try scene.signed(payment)) == nil)
    for _ in 0..<40 {
      try await executor.round()
      scene.move(blocks: 1)
    }
    #expect(outcome(scene) == nil && scene.journal.book.undecided != nil)
    #expect(scene.told { if case .blockUnread(_, .resultsDiffer) = $0 { true } else { false } })
    // Nodes that tell everything show that it was paid.
    try await scene.executor(try scene.honest()).run()
    #expect(scene.journal.book.paid.count == 1)
  }

  @Test func whoeverAsksMeanwhileTakesNoRecordTwice() async throws {
    let scene = try PaymentScene()
    let payment = try await scene.payment()
    let executor = PayoutExecutor(
      wallet: scene.wallet, rule: scene.rule,
      ports: PayingPorts(
        journal: SlowJournal(under: scene.journal), store: scene.store,
        nodes: try scene.honest(), clock: PlayedClock(time: scene.time)))
    try await executor.round()
    try scene.journal.write(.prepared(payment.prepared))
    let transaction = try scene.signed(payment)
    async let one: Void = executor.round()
    async let two = executor.submit(transaction)
    async let three: Void = executor.round()
    let refusal = try await two
    _ = try await (one, three)
    #expect(refusal == nil)
    // Another executor's record comes right after: it is not passed over.
    try await executor.round()
    #expect(await executor.book == scene.journal.book)
    scene.move(blocks: 2)
    try await executor.run()
    #expect(scene.journal.book.paid.count == 1)
    #expect(await executor.book == scene.journal.book)
  }

  @Test func oneNodeProvesNothing() async throws {
    let scene = try PaymentScene()
    scene.chain.faults.drop = 1
    let payment = try await scene.payment()
    let first = scene.executor(try scene.honest())
    #expect(try await first.prepare(payment.prepared) == nil)
    let alone = scene.executor([try scene.node("node-1")])
    #expect(try await alone.submit(try scene.signed(payment)) == nil)
    for _ in 0..<60 {
      try await alone.round()
      scene.move(blocks: 1)
    }
    #expect(outcome(scene) == nil && scene.journal.book.undecided != nil)
    try await first.run()
    guard case .expired? = outcome(scene) else {
      Issue.record("two nodes prove it")
      return
    }
  }

  @Test func whatIsIncludedAndFailsSpendsTheFeeAndPaysNobody() async throws {
    let scene = try PaymentScene()
    let module = try #require(Network.akash.modules.first { $0.name == "gov" }).address
    let payment = try await scene.payment(to: [(try scene.payee(0), 5), (module, 7)])
    let held = try await scene.uakt(scene.wallet.address)
    let before = try await scene.uakt(try scene.payee(0))
    try await pay(scene, try scene.honest(), payment)
    guard case .failed(let included)? = outcome(scene) else {
      Issue.record("\(scene.journal.all)")
      return
    }
    #expect(included.code == 4 && included.usedSequence)
    #expect(try await scene.uakt(scene.wallet.address) == held - 1_000)
    #expect(try await scene.uakt(try scene.payee(0)) == before)
  }

  @Test func aNodeThatDeniesIsOutvotedAndAloneWithAnHonestOneDecidesNothing() async throws {
    let scene = try PaymentScene()
    let nodes = try scene.honest() + [scene.node("denier", .denying)]
    try await pay(scene, nodes)
    #expect(scene.journal.book.paid.count == 1)
    let other = try PaymentScene(seed: 8)
    let payment = try await other.payment()
    let executor = other.executor([
      try other.node("node-1"), try other.node("denier", .denying),
    ])
    #expect(try await executor.prepare(payment.prepared) == nil)
    #expect(try await executor.submit(try other.signed(payment)) == nil)
    for _ in 0..<60 {
      try await executor.round()
      other.move(blocks: 1)
    }
    #expect(outcome(other) == nil, "undecided: \(other.journal.all)")
  }

  @Test func aNodeThatClaimsInclusionIsStruckByItsOwnBlocks() async throws {
    let scene = try PaymentScene()
    scene.chain.faults.drop = 1
    let liar = try scene.node("claimer", .claiming)
    try await pay(scene, try scene.honest() + [liar])
    guard case .expired? = outcome(scene) else {
      Issue.record("\(scene.journal.all)")
      return
    }
    #expect(scene.told { $0 == .alarm(.nodeContradictsItself(liar.label)) })
    guard case .expired(_, _, let nodes)? = scene.journal.all.last else { return }
    #expect(!nodes.contains(liar.label))
  }

  @Test func aNodeWithoutAnIndexStillShowsItsBlocks() async throws {
    let scene = try PaymentScene()
    let nodes = [
      try scene.node("plain-1", .withoutIndex), try scene.node("plain-2", .withoutIndex),
    ]
    try await pay(scene, nodes)
    #expect(scene.journal.book.paid.count == 1)
    #expect(
      scene.told { if case .nodeFailed(_, .withoutIndex) = $0 { true } else { false } })
    // Without results too it can still show that nothing is there.
    let other = try PaymentScene(seed: 9)
    other.chain.faults.drop = 1
    try await pay(
      other,
      [
        try other.node("bare-1", .withoutIndex, rpc: false),
        try other.node("bare-2", .withoutIndex, rpc: false),
      ])
    guard case .expired? = outcome(other) else {
      Issue.record("\(other.journal.all)")
      return
    }
  }

  @Test func resultsComeFromTheIndexWhereThereIsNoOtherInterface() async throws {
    let scene = try PaymentScene()
    try await pay(
      scene, [try scene.node("rest-1", rpc: false), try scene.node("rest-2", rpc: false)])
    #expect(scene.journal.book.paid.count == 1)
  }

  @Test func aNodeOfAnotherChainIsNamedAndCountsForNothing() async throws {
    let scene = try PaymentScene()
    let settings = WorldSettings(
      seed: 7, providers: 6, start: scene.world.settings.start, network: 126,
      chainID: "sandbox-2")
    let foreign = try scene.node("foreign", of: Chain(World(settings)))
    try await pay(scene, try scene.honest() + [foreign])
    #expect(scene.journal.book.paid.count == 1)
    let refusal = PayoutRefusal.otherChain(
      node: foreign.label, found: try Label("sandbox-2"))
    #expect(scene.told { $0 == .refused(refusal) })
  }

  @Test func aPaymentFromElsewhereThatUsesTheSequenceEndsTheAttempt() async throws {
    let scene = try PaymentScene()
    let nodes = try scene.honest()
    let payment = try await scene.payment()
    let executor = scene.executor(nodes)
    #expect(try await executor.prepare(payment.prepared) == nil)
    let other = try scene.signed(
      try await scene.payment(batch: 9, to: [(try scene.payee(2), 3)]))
    #expect(
      await nodes[0].rest.broadcast(other.bytes, hash: other.digest) == .accepted)
    // Nothing is freed before somebody says what it was.
    for _ in 0..<40 {
      try await executor.round()
      scene.move(blocks: 1)
    }
    #expect(scene.journal.book.undecided != nil)
    try scene.journal.write(.explained(transaction: other.digest))
    try await executor.run()
    guard case .expired(.sequenceUsed(let used))? = outcome(scene) else {
      Issue.record("\(scene.journal.all)")
      return
    }
    #expect(used.transaction == other.digest && used.sequence == payment.prepared.sequence)
    #expect(scene.told { $0 == .alarm(.foreignTransaction(used)) })
  }

  @Test func theSamePaymentSignedInTheOtherModeIsStillThePayment() async throws {
    let scene = try PaymentScene()
    let nodes = try scene.honest()
    let payment = try await scene.payment(mode: .aminoJSON)
    let executor = scene.executor(nodes)
    #expect(try await executor.prepare(payment.prepared) == nil)
    // A signer's own tool signs directly, and sends at once.
    let direct = try scene.signed(payment, mode: .direct)
    #expect(
      await nodes[0].rest.broadcast(direct.bytes, hash: direct.digest) == .accepted)
    try await executor.run()
    #expect(scene.journal.book.paid.count == 1, "\(scene.journal.all)")
  }

  @Test func twoExecutorsAtOnceAreHarmless() async throws {
    let scene = try PaymentScene()
    let before = try await scene.uakt(try scene.payee(0))
    let payment = try await scene.payment()
    let one = scene.executor(try scene.honest())
    let two = scene.executor(try scene.honest(), store: PlayedStore())
    #expect(try await one.prepare(payment.prepared) == nil)
    try await two.round()
    let signed = try scene.signed(payment)
    async let first = one.submit(signed)
    async let second = two.submit(signed)
    _ = try await (first, second)
    async let running: Void = one.run()
    async let alsoRunning: Void = two.run()
    _ = try await (running, alsoRunning)
    #expect(scene.journal.book.paid.count == 1)
    #expect(scene.journal.book.attempts.count == 1)
    #expect(try await scene.uakt(try scene.payee(0)) == before + 1_000)
  }

  @Test func whatIsNotThePaymentIsNotTakenIn() async throws {
    let scene = try PaymentScene()
    let executor = scene.executor(try scene.honest())
    let payment = try await scene.payment()
    #expect(try await executor.prepare(payment.prepared) == nil)
    #expect(try await executor.submit(payment.unsigned) == .signing(.unsigned))
    let other = try scene.signed(try await scene.payment(to: [(try scene.payee(0), 1_001)]))
    guard case .payout(.signBytesUnknown)? = try await executor.submit(other) else {
      Issue.record("altered after approval")
      return
    }
    let elsewhere = try payment.unsigned.signed(
      by: scene.world.people[scene.world.people.count - 1].signer,
      at: SignerPosition(
        chainID: try ChainID("sandbox-2"), accountNumber: scene.wallet.number,
        sequence: payment.prepared.sequence))
    #expect(try await executor.submit(elsewhere) == .signing(.mismatch))
    // Signed well, by somebody else's account.
    let send = MsgSend(
      from: try scene.payee(0), to: try scene.payee(1), amount: [try PaymentScene.uakt(5)])
    let strangers = try Transaction(
      unsigned: TxBody(messages: [.send(send)]), fee: Fee(amount: [], gasLimit: 1)
    ).signed(
      by: scene.world.people[0].signer,
      at: scene.wallet.position(sequence: payment.prepared.sequence))
    #expect(try await executor.submit(strangers) == .anotherWallet)
    #expect(try scene.store.transactions(of: payment.prepared.signBytes).isEmpty)
  }

  @Test func aStaleSequenceAndABaseAheadAreNotPrepared() async throws {
    let scene = try PaymentScene()
    let executor = scene.executor(try scene.honest())
    var stale = try await scene.payment().prepared
    stale.sequence += 1
    #expect(try await executor.prepare(stale) == .sequenceUnconfirmed(stale.sequence))
    var ahead = try await scene.payment().prepared
    ahead.baseHeight += 3
    #expect(try await executor.prepare(ahead) == .baseAhead(ahead.baseHeight))
    #expect(scene.journal.all.isEmpty)
  }
}
