import CosmosClient
import CosmosTx
import DevNet
import Keys
import Paying
import Payouts
import Quantities
import TestSupport
import Testing

/// The wallet's movements against what was really sent, over random histories.
@Suite struct WalletHistoryTests {
  /// Who sends on the chain, and what of it the wallet must show.
  private struct Play {
    let scene: PaymentScene
    let node: PaymentNode
    var random: SplitMix64
    /// What must be found, as text: direction, counterparty, amount.
    var expected: [String] = []

    var people: [Person] { scene.world.people }
    var wallet: AccountAddress { scene.wallet.address }

    func address(_ index: Int) throws -> AccountAddress {
      try AccountAddress(people[index].address)
    }

    /// Sends messages of somebody; whether the node took them.
    mutating func send(_ who: Int, _ bytes: (UInt64, UInt64) throws -> [UInt8]) async throws
      -> Bool
    {
      guard let account = try await node.rest.account(people[who].address) else { return false }
      let made = try bytes(account.number, account.sequence)
      return await node.rest.broadcast(made, hash: Sha256.digest(of: made)) == .accepted
    }

    mutating func send(
      _ who: Int, _ messages: [TransactionMessage], fee: Int64 = 1_000, memo: String = ""
    ) async throws -> Bool {
      let signer = people[who].signer
      return try await send(who) { number, sequence in
        try Transaction(
          unsigned: TxBody(messages: messages, memo: memo),
          fee: Fee(amount: [try PaymentScene.uakt(fee)], gasLimit: 400_000)
        ).signed(
          by: signer,
          at: SignerPosition(
            chainID: try ChainID("akashnet-2"), accountNumber: number, sequence: sequence)
        ).bytes
      }
    }

    /// One thing that happens, by chance; people 0…3 are owners with uakt.
    mutating func happen(_ last: Int) async throws {
      let amount = Int64(1 + random.below(50_000))
      let other = random.below(4)
      let coins = [try PaymentScene.uakt(amount)]
      let peer = try address(other)
      var found: [String] = []
      let isTaken: Bool
      switch random.below(8) {
      case 0:
        isTaken = try await send(
          last, [.send(MsgSend(from: wallet, to: peer, amount: coins))], fee: 1_001)
        found = ["fee - 1001", "out \(peer) \(amount)"]
      case 1:
        let outputs = [
          MultiSendParty(peer, coins), MultiSendParty(wallet, [try PaymentScene.uakt(7)]),
          MultiSendParty(try address(4), [try PaymentScene.uakt(9)]),
        ]
        let input = MultiSendParty(wallet, [try PaymentScene.uakt(amount + 16)])
        isTaken = try await send(
          last, [.multiSend(MsgMultiSend(input: input, outputs: outputs))])
        found = [
          "fee - 1000", "out \(peer) \(amount)", "out \(wallet) 7", "in \(wallet) 7",
          "out \(try address(4)) 9",
        ]
      case 2:
        isTaken = try await send(
          other, [.send(MsgSend(from: peer, to: wallet, amount: coins))], memo: "thanks")
        found = ["in \(peer) \(amount)"]
      case 3:
        // It fails in the block: the fee is spent, nothing else.
        let module = Network.akash.modules[0].address
        isTaken = try await send(
          last, [.send(MsgSend(from: wallet, to: module, amount: coins))], fee: 1_313)
        found = ["fee - 1313"]
      case 4:
        isTaken = try await send(
          last, [.fundCommunityPool(MsgFundCommunityPool(depositor: wallet, amount: coins))])
        let pool = try Network.moduleAddress("distribution", prefix: "akash")
        found = ["fee - 1000", "out \(pool) \(amount)"]
      case 5:
        // Another acts for the wallet, by the permission that it gave.
        let inner = GrantedMessage.send(MsgSend(from: wallet, to: peer, amount: coins))
        isTaken = try await send(
          0, [.exec(MsgExec(grantee: try address(0), messages: [inner]))])
        found = ["out \(peer) \(amount)"]
      case 6:
        // Two messages, both ways at once.
        let input = MultiSendParty(peer, [try PaymentScene.uakt(amount + 1)])
        let outputs = [
          MultiSendParty(wallet, coins),
          MultiSendParty(try address(5), [try PaymentScene.uakt(1)]),
        ]
        isTaken = try await send(
          other, [.multiSend(MsgMultiSend(input: input, outputs: outputs))])
        found = ["in \(peer) \(amount)"]
      default:
        let to = try address((other + 1) % 4)
        isTaken = try await send(other, [.send(MsgSend(from: peer, to: to, amount: coins))])
      }
      if isTaken { expected += found }
    }
  }

  private static func text(_ transfer: WalletTransfer) -> String {
    "\(transfer.direction.rawValue) \(transfer.counterparty.map { "\($0)" } ?? "-") "
      + "\(transfer.uakt)"
  }

  private func played(seed: UInt64, steps: Int) async throws -> (Play, ClosedRange<Int64>) {
    let scene = try PaymentScene(seed: seed)
    var play = Play(
      scene: scene, node: try scene.node("node-1"), random: SplitMix64(seed: seed))
    let last = play.people.count - 1
    let first = try await play.node.rest.latestBlock().height + 1
    let type = "/cosmos.bank.v1beta1.MsgSend"
    let (wallet, grantee) = (play.wallet, try play.address(0))
    let signer = play.people[last].signer
    let isGranted = try await play.send(last) { number, sequence in
      RawTransaction(messages: [RawTransaction.grant(wallet, grantee, type)]).bytes(
        by: signer, chainID: "akashnet-2", number: number, sequence: sequence)
    }
    #expect(isGranted)
    play.expected.append("fee - 1000")
    scene.move(blocks: 1)
    for _ in 0..<steps {
      try await play.happen(last)
      scene.move(blocks: 1)
    }
    return (play, first...(try await play.node.rest.latestBlock().height))
  }

  @Test func everyMovementIsFoundToTheLastUaktOverRandomHistories() async throws {
    for seed in UInt64(1)...40 {
      let (play, heights) = try await played(seed: seed, steps: 25)
      let nodes = [play.node, try play.scene.node("node-2")]
      let wallet = play.scene.wallet.address.address
      let scanned = try await WalletHistory.agreed(
        of: wallet, heights: heights, by: .scan, from: nodes)
      #expect(scanned.transfers.map(Self.text) == play.expected, "seed \(seed)")
      #expect(scanned.isWhole, "seed \(seed)")
      let searched = try await WalletHistory.agreed(
        of: wallet, heights: heights, by: .search, from: nodes)
      #expect(searched == scanned, "seed \(seed)")
      // Block by block too: no two mistakes make each other good.
      var before = scanned.openingUakt
      for height in heights {
        let moved = scanned.transfers.filter { $0.height == height }.reduce(Int64(0)) {
          $0 + ($1.direction == .incoming ? $1.uakt : -$1.uakt)
        }
        let balances = try await play.node.rest.balances(of: wallet, height: height)
        let after = Int64(balances.first { $0.denomination == "uakt" }?.amount ?? 0)
        #expect(before + moved == after, "seed \(seed) height \(height)")
        before = after
      }
    }
  }

  @Test func aPaymentFromTheCommunityPoolIsFoundWithoutATransaction() async throws {
    let scene = try PaymentScene()
    var play = Play(scene: scene, node: try scene.node("node-1"), random: SplitMix64(seed: 1))
    let first = try await play.node.rest.latestBlock().height + 1
    let spend = MsgCommunityPoolSpend(
      authority: try Network.moduleAddress("gov", prefix: "akash"),
      recipient: play.wallet, amount: [try PaymentScene.uakt(777_000_000)])
    let proposal = MsgSubmitProposal(
      spends: [spend], deposit: [try PaymentScene.uakt(1_000_000_000)], proposer: play.wallet,
      title: "t", summary: "s")
    #expect(try await play.send(play.people.count - 1, [.submitProposal(proposal)]))
    scene.move(blocks: 1)
    let open = try #require(try await play.node.rest.proposal(2))
    #expect(open.status == "PROPOSAL_STATUS_VOTING_PERIOD" && open.votingEnds != nil)
    let end = try #require(open.votingEnds)
    scene.time.move(toMillis: (end.seconds + 30) * 1_000)
    let passed = try #require(try await play.node.rest.proposal(2))
    #expect(passed.status == "PROPOSAL_STATUS_PASSED" && passed.finalTally.yes > 0)
    #expect(try await play.node.rest.tally(ofProposal: 2) == passed.finalTally)
    let last = try await play.node.rest.latestBlock().height
    let history = try await WalletHistory.agreed(
      of: play.wallet.address, heights: first...last, by: .search,
      from: [play.node, try scene.node("node-2")])
    let gov = try Network.moduleAddress("gov", prefix: "akash")
    let pool = try Network.moduleAddress("distribution", prefix: "akash")
    #expect(
      history.transfers.map(Self.text) == [
        "fee - 1000", "out \(gov) 1000000000", "in \(gov) 1000000000", "in \(pool) 777000000",
      ])
    #expect(history.isWhole)
    let paid = try #require(history.transfers.last)
    #expect(paid.transaction == .zero && paid.memo.isEmpty)
    // The same by reading the blocks around it.
    let scanned = try await WalletHistory.agreed(
      of: play.wallet.address, heights: (paid.height - 2)...(paid.height + 2), by: .scan,
      from: [play.node, try scene.node("node-2")])
    #expect(scanned.transfers == Array(history.transfers.suffix(2)) && scanned.isWhole)
  }

  @Test func aNodeThatHidesTransfersIsNotAgreedWith() async throws {
    let (play, heights) = try await played(seed: 3, steps: 10)
    let wallet = play.scene.wallet.address.address
    let denier = try play.scene.node("denier", .denying)
    let alone = try await WalletHistory(of: wallet, heights: heights, by: .search, from: denier)
    #expect(alone.transfers.isEmpty && !alone.isWhole, "the balances show it")
    await #expect(throws: PayingFailure.self) {
      try await WalletHistory.agreed(
        of: wallet, heights: heights, by: .search, from: [denier, play.node])
    }
    let agreed = try await WalletHistory.agreed(
      of: wallet, heights: heights, by: .search,
      from: [denier, play.node, try play.scene.node("node-2")])
    #expect(agreed.isWhole && !agreed.transfers.isEmpty)
    let plain = try play.scene.node("plain", .withoutIndex)
    #expect(
      try await WalletHistory(of: wallet, heights: heights, by: .scan, from: plain) == agreed)
    await #expect(throws: PayingFailure.node(plain.label, .withoutIndex(node: "devnet"))) {
      try await WalletHistory(of: wallet, heights: heights, by: .search, from: plain)
    }
  }

  @Test func longListsAreReadPageByPage() async throws {
    let scene = try PaymentScene()
    var play = Play(scene: scene, node: try scene.node("node-1"), random: SplitMix64(seed: 1))
    let first = try await play.node.rest.latestBlock().height + 1
    let peer = try play.address(0)
    for amount in 1...230 {
      let message = MsgSend(
        from: peer, to: play.wallet, amount: [try PaymentScene.uakt(Int64(amount))])
      #expect(try await play.send(0, [.send(message)]))
      scene.move(blocks: 1)
    }
    let last = try await play.node.rest.latestBlock().height
    let history = try await WalletHistory(
      of: play.wallet.address, heights: first...last, by: .search, from: play.node)
    #expect(history.transfers.map(\.uakt) == (1...230).map { Int64($0) } && history.isWhole)
  }
}
