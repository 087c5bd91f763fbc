import CosmosClient
import CosmosTx
import DevNet
import Keys
import Paying
import Payouts
import Quantities
import Synchronization
import Testing

/// A wallet of which two of three members sign, funded on a made-up chain, with one payment of it.
struct TreasuryScene {
  let scene: PaymentScene
  let nodes: [PaymentNode]
  let members: [SigningKey]
  let group: MultisigKey
  let wallet: WalletAccount
  let view: WalletView
  /// What batch 1 signs.
  let unsigned: Transaction

  init() async throws {
    scene = try PaymentScene()
    members = scene.world.people[0..<3].map(\.signer)
    group = try MultisigKey(
      threshold: 2, members: try members.map { try #require(WalletKey($0.publicKey)) })
    let address = try AccountKey.multisig(group).address(prefix: "akash")
    nodes = try scene.honest()
    let funding = try scene.signed(try await scene.payment(to: [(address, 5_000_000)]))
    #expect(await nodes[0].rest.broadcast(funding.bytes, hash: funding.digest) == .accepted)
    scene.move(blocks: 1)
    view = try await WalletView.agreed(of: address, from: nodes)
    wallet = WalletAccount(
      address: address, chainID: scene.wallet.chainID, number: view.accountNumber,
      key: .multisig(group))
    unsigned = try Self.transaction(scene, address, timeout: view.height + 30, feeUakt: 1_000)
  }

  static func transaction(
    _ scene: PaymentScene, _ address: AccountAddress, timeout: Int64, feeUakt: Int64
  ) throws -> Transaction {
    let message = MsgSend(
      from: address, to: try scene.payee(4), amount: [try PaymentScene.uakt(1_234)])
    let memo = PayoutMemo(program: .zero, batch: 1, journalSize: 1, root: .zero)
    return Transaction(
      unsigned: TxBody(
        messages: [.send(message)], memo: memo.text, timeoutHeight: UInt64(timeout)),
      fee: Fee(amount: [try PaymentScene.uakt(feeUakt)], gasLimit: 400_000))
  }

  var position: SignerPosition { wallet.position(sequence: 0) }

  var identity: Digest { unsigned.aminoSignBytes(position).identity }

  var prepared: PreparedPayout {
    PreparedPayout(
      batch: 1, contents: .zero, signBytes: identity, sequence: 0, baseHeight: view.height,
      timeoutHeight: view.height + 30, totalUakt: 1_234, feeUakt: 1_000, outputs: 1)
  }

  func signed(
    by chosen: [Int], _ transaction: Transaction? = nil, at turn: SignerPosition? = nil
  ) throws -> Transaction {
    let transaction = transaction ?? unsigned
    let position = turn ?? position
    let parts = try chosen.map {
      try transaction.partialSignature(by: members[$0], for: group, at: position)
    }
    return try transaction.combined(parts, for: group, at: position)
  }

  func executor(_ store: PlayedStore = PlayedStore()) -> PayoutExecutor {
    let scene = scene
    return PayoutExecutor(
      wallet: wallet, rule: scene.rule,
      ports: PayingPorts(
        journal: scene.journal, store: store, nodes: nodes, clock: PlayedClock(time: scene.time),
        note: { note in scene.notes.withLock { $0.append(note) } }))
  }
}
