import CosmosClient
import CosmosTx
import DevNet
import Keys
import Paying
import Payouts
import Quantities
import TestSupport
import Testing

/// Two executors, a bad mempool, a liar among the nodes and processes that end: paid once.
@Suite struct PayoutFaultTests {
  /// One history: three batches, each tried until it is paid.
  private struct History {
    let scene: PaymentScene
    var random: SplitMix64
    let stores = [PlayedStore(), PlayedStore()]
    var executors: [PayoutExecutor] = []

    init(seed: UInt64) throws {
      scene = try PaymentScene(seed: seed)
      random = SplitMix64(seed: seed)
      for _ in 0..<2 { executors.append(try made(executors.count)) }
    }

    /// An executor as a process begins: the journal and its own store are all it has.
    mutating func made(_ index: Int) throws -> PayoutExecutor {
      let liars: [NodeBehaviour] = [.denying, .claiming, .behind(4), .withoutIndex]
      let nodes = try scene.honest() + [scene.node("third", random.pick(liars))]
      return scene.executor(nodes, store: stores[index])
    }

    mutating func setFaults() {
      func odds(_ random: inout SplitMix64) -> UInt64 {
        random.oneIn(2) ? 0 : UInt64(2 + random.below(3))
      }
      scene.chain.faults = ChainFaults(
        drop: odds(&random), delay: odds(&random), reorder: odds(&random), forget: odds(&random),
        loseAnswer: odds(&random))
    }

    /// Goes on until nothing is undecided; a process may end between any two rounds.
    mutating func settle() async throws {
      for _ in 0..<300 {
        let index = random.below(2)
        if random.oneIn(6) { executors[index] = try made(index) }
        try await executors[index].round()
        if scene.journal.book.undecided == nil { return }
        scene.move(blocks: Int64(random.below(3)))
      }
    }

    mutating func tryOnce(_ batch: Int, _ payees: [(AccountAddress, Int64)]) async throws {
      setFaults()
      scene.move(blocks: 1)
      let payment = try await scene.payment(batch: batch, to: payees, blocks: 10)
      let index = random.below(2)
      guard try await executors[index].prepare(payment.prepared) == nil else { return }
      let signed = try scene.signed(payment)
      if random.oneIn(5) { executors[index] = try made(index) }
      _ = try await executors[index].submit(signed)
      if random.oneIn(2) { _ = try await executors[1 - index].submit(signed) }
      try await settle()
    }
  }

  @Test func everyBatchIsPaidExactlyOnce() async throws {
    for seed in UInt64(1)...60 {
      var history = try History(seed: seed)
      let scene = history.scene
      let payees = try [scene.payee(0), scene.payee(1), scene.payee(2)]
      var before: [Int64] = []
      for payee in payees { before.append(try await scene.uakt(payee)) }
      let wallet = try await scene.uakt(scene.wallet.address)
      for batch in 1...3 {
        let outputs = payees.map { ($0, Int64(batch * 1_000)) }
        for _ in 0..<20 where scene.journal.book.nextBatch == batch || !isPaid(batch, scene) {
          try await history.tryOnce(batch, outputs)
        }
        #expect(isPaid(batch, scene), "seed \(seed) batch \(batch): \(scene.journal.all.suffix(3))")
      }
      // Nothing sent earlier may land later.
      history.scene.chain.faults = ChainFaults()
      scene.move(blocks: 40)
      for (payee, held) in zip(payees, before) {
        #expect(try await scene.uakt(payee) == held + 6_000, "seed \(seed)")
      }
      let included = scene.journal.book.attempts.count { attempt in
        switch attempt.outcome {
        case .confirmed, .failed: true
        case .expired, nil: false
        }
      }
      #expect(included == 3, "seed \(seed)")
      #expect(try await scene.uakt(scene.wallet.address) == wallet - 18_000 - 3_000)
    }
  }

  private func isPaid(_ batch: Int, _ scene: PaymentScene) -> Bool {
    scene.journal.book.paid.contains { $0.prepared.batch == batch }
  }

  @Test func twoSubsetsOfATreasurysSignersMakeOnePayment() async throws {
    let scene = try PaymentScene()
    let people = scene.world.people
    let members = people[0..<3].map(\.signer)
    let group = try MultisigKey(
      threshold: 2, members: try members.map { try #require(WalletKey($0.publicKey)) })
    let address = try AccountKey.multisig(group).address(prefix: "akash")
    // The program funds its treasury.
    let funding = try await scene.payment(to: [(address, 5_000_000)])
    let nodes = try scene.honest()
    let bytes = try scene.signed(funding)
    #expect(await nodes[0].rest.broadcast(bytes.bytes, hash: bytes.digest) == .accepted)
    scene.move(blocks: 1)
    let view = try await WalletView.agreed(of: address, from: nodes)
    #expect(view.uakt == 5_000_000 && view.sequence == 0)
    let wallet = WalletAccount(
      address: address, chainID: scene.wallet.chainID, number: view.accountNumber)
    let unsigned = Transaction(
      unsigned: TxBody(
        messages: [
          .send(
            MsgSend(
              from: address, to: try scene.payee(4), amount: [try PaymentScene.uakt(1_234)]))
        ],
        memo: PayoutMemo(program: .zero, batch: 1, journalSize: 1, root: .zero).text,
        timeoutHeight: UInt64(view.height + 30)),
      fee: Fee(amount: [try PaymentScene.uakt(1_000)], gasLimit: 400_000))
    let position = wallet.position(sequence: 0)
    func signed(_ chosen: [Int]) throws -> Transaction {
      try unsigned.combined(
        try chosen.map {
          try unsigned.partialSignature(by: members[$0], for: group, at: position)
        }, for: group, at: position)
    }
    let (one, two) = (try signed([0, 1]), try signed([1, 2]))
    let identity = unsigned.aminoSignBytes(position).identity
    #expect(one.digest != two.digest)
    func executor(_ store: PlayedStore) -> PayoutExecutor {
      PayoutExecutor(
        wallet: wallet, rule: scene.rule,
        ports: PayingPorts(
          journal: scene.journal, store: store, nodes: nodes,
          clock: PlayedClock(time: scene.time)))
    }
    let (here, there) = (executor(PlayedStore()), executor(PlayedStore()))
    let before = try await scene.uakt(try scene.payee(4))
    #expect(
      try await here.prepare(
        PreparedPayout(
          batch: 1, contents: .zero, signBytes: identity, sequence: 0, baseHeight: view.height,
          timeoutHeight: view.height + 30, totalUakt: 1_234, feeUakt: 1_000, outputs: 1)) == nil)
    #expect(try await here.submit(one) == nil)
    #expect(try await there.submit(two) == nil)
    try await here.run()
    try await there.run()
    #expect(scene.journal.book.paid.first?.transactions.count == 2)
    #expect(try await scene.uakt(try scene.payee(4)) == before + 1_234)
    #expect(try await scene.uakt(address) == 5_000_000 - 1_234 - 1_000)
    // Over the group's key too, one member is not enough.
    let partial = try unsigned.partialSignature(by: members[0], for: group, at: position)
    #expect(throws: SigningRefusal.thresholdNotMet(present: 1, needed: 2)) {
      try unsigned.combined([partial], for: group, at: position)
    }
  }
}
