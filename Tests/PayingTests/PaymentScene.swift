import CosmosClient
import CosmosTx
import DevNet
import Keys
import Paying
import Payouts
import Quantities
import Synchronization
import Testing

/// A chain, a wallet on it, nodes, a journal, a store and a clock that is played.
final class PaymentScene: Sendable {
  let world: World
  let chain: Chain
  let time: WorldTime
  let wallet: WalletAccount
  let rule: PayoutMachineRule
  let breaks = BreakingPoint()
  let journal: PlayedJournal
  let store: PlayedStore
  let notes = Mutex<[PayingNote]>([])

  private var signer: SigningKey { world.people[world.people.count - 1].signer }

  init(
    seed: UInt64 = 7, least: Int64 = 5, most: Int64 = 500, breaks: BreakingPoint = BreakingPoint()
  ) throws {
    let start = try Timestamp("2026-07-17T12:00:00Z")
    world = World(WorldSettings(seed: seed, providers: 6, start: start, network: 126))
    chain = Chain(world)
    time = WorldTime(start)
    let account = LedgerNumber.of(world)
    wallet = WalletAccount(
      address: try AccountAddress(world.program), chainID: try ChainID("akashnet-2"),
      number: account)
    rule = PayoutMachineRule(
      chain: try Label("akashnet-2"), leastBlocks: least, mostBlocks: most, scanBlocks: 50,
      resendSeconds: 30)
    journal = PlayedJournal(rule: rule, breaks: breaks)
    store = PlayedStore(breaks: breaks)
  }

  // MARK: Nodes

  func node(
    _ name: String, _ behaviour: NodeBehaviour = .honest, rpc: Bool = true, of other: Chain? = nil
  ) throws -> PaymentNode {
    let transport = WorldChain(other ?? chain, node: behaviour, at: time)
    let time = time
    return PaymentNode(
      label: try Label(name), chainID: "akashnet-2", rest: transport,
      rpc: rpc ? transport : nil, clock: { time.present })
  }

  /// A node whose gateway leaves events out of its answers.
  func nodeWithoutEvents(_ name: String) throws -> PaymentNode {
    let transport = EventlessTransport(under: WorldChain(chain, at: time))
    let time = time
    return PaymentNode(
      label: try Label(name), chainID: "akashnet-2", rest: transport, rpc: transport,
      clock: { time.present })
  }

  func honest(_ count: Int = 2) throws -> [PaymentNode] {
    try (1...count).map { try node("node-\($0)") }
  }

  func executor(
    _ nodes: [PaymentNode], store: PlayedStore? = nil
  ) -> PayoutExecutor {
    PayoutExecutor(
      wallet: wallet, rule: rule,
      ports: PayingPorts(
        journal: journal, store: store ?? self.store, nodes: nodes,
        clock: PlayedClock(time: time),
        note: { note in self.notes.withLock { $0.append(note) } }))
  }

  func move(blocks: Int64) {
    time.move(
      toMillis: world.blocks.millis(
        of: world.blocks.height(atMillis: time.presentMillis) + blocks))
  }

  // MARK: Payments

  func payee(_ index: Int) throws -> AccountAddress {
    try AccountAddress(world.people[index].address)
  }

  static func uakt(_ amount: Int64) throws -> CosmosTx.Coin {
    try CosmosTx.Coin(try Amount(micros: amount), .uakt)
  }

  /// An unsigned payment, and what stands in the journal for it.
  struct Payment {
    let unsigned: Transaction
    let prepared: PreparedPayout
  }

  func payment(
    batch: Int = 1, to payees: [(AccountAddress, Int64)]? = nil, blocks: Int64 = 20,
    from view: WalletView? = nil, mode: SignMode = .direct
  ) async throws -> Payment {
    let found =
      if let view { view } else {
        try await WalletView.agreed(of: wallet.address, from: try honest())
      }
    let payees = try payees ?? [(payee(0), 1_000), (payee(1), 2_500)]
    let total = payees.reduce(0) { $0 + $1.1 }
    let message = MsgMultiSend(
      input: MultiSendParty(wallet.address, [try Self.uakt(total)]),
      outputs: try payees.map { MultiSendParty($0.0, [try Self.uakt($0.1)]) })
    let timeout = found.height + blocks
    let memo = PayoutMemo(program: .zero, batch: batch, journalSize: 9, root: .zero)
    let unsigned = Transaction(
      unsigned: TxBody(
        messages: [.multiSend(message)], memo: memo.text, timeoutHeight: UInt64(timeout)),
      fee: Fee(amount: [try Self.uakt(1_000)], gasLimit: 400_000))
    let signed = try unsigned.signed(
      by: signer, mode: mode, at: wallet.position(sequence: found.sequence))
    let identity = try #require(
      signed.signBytes(chainID: wallet.chainID, accountNumber: wallet.number)?.identity)
    let contents = payees.map { "\($0.0) \($0.1)" }.joined(separator: ",")
    let prepared = PreparedPayout(
      batch: batch, contents: Sha256.digest(of: Array(contents.utf8)), signBytes: identity,
      sequence: found.sequence, baseHeight: found.height, timeoutHeight: timeout,
      totalUakt: total, feeUakt: 1_000, outputs: payees.count)
    return Payment(unsigned: unsigned, prepared: prepared)
  }

  func signed(_ payment: Payment, mode: SignMode = .direct) throws -> Transaction {
    try payment.unsigned.signed(
      by: signer, mode: mode, at: wallet.position(sequence: payment.prepared.sequence))
  }

  /// What an account holds now.
  func uakt(_ address: AccountAddress) async throws -> Int64 {
    let balances = try await node("reader").rest.balances(of: address.address)
    return Int64(balances.first { $0.denomination == "uakt" }?.amount ?? 0)
  }

  func told(_ isMeant: (PayingNote) -> Bool) -> Bool {
    notes.withLock { $0.contains(where: isMeant) }
  }
}

/// The number that the made-up chain gives to the program's account.
enum LedgerNumber {
  static func of(_ world: World) -> UInt64 { 1_000 + UInt64(world.people.count - 1) }
}
