import Application
import BlobFiles
import CosmosClient
import CosmosTx
import DevNet
import Keys
import Paying
import Payouts
import Policy
import Program
import Quantities
import Simulation

/// The pilot's wallet of two of three, and the administrator who fills it, pays from it and gives
/// back what is left, over two nodes of the chain.
final class PilotTreasury {
  let cast: PilotCast
  let rules: ProgramPolicy
  let journal: PilotJournal
  let time: PilotTime
  let director: Int
  let network: LocalNetwork
  let signedFolder: String
  let group: MultisigKey
  let wallet: AccountAddress
  private let members: [SigningKey]
  private let transports: [HTTPChainTransport]
  let nodes: [PaymentNode]
  private(set) var steps: [MoneyStep] = []
  private var lastUakt: Int64 = 0
  private var executors = 0
  /// How many answers to what was sent were lost.
  let lostAnswers = LostAnswers()

  /// Two of these sign, on machines of their own.
  private static let names = (1...3).map { "network pilot treasury \($0)" }

  init(
    _ cast: PilotCast, _ settings: NetworkPilot.Settings, _ journal: PilotJournal,
    _ network: LocalNetwork, time: PilotTime, director: Int
  ) throws {
    self.cast = cast
    rules = settings.rules
    signedFolder = settings.signedFolder
    self.journal = journal
    self.network = network
    self.time = time
    self.director = director
    members = Self.names.map { Invented.wallet($0) }
    group = try MultisigKey(
      threshold: 2, members: members.compactMap { WalletKey($0.publicKey) })
    wallet = try AccountKey.multisig(group).address(prefix: Invented.addressPrefix)
    let chainID = cast.world.settings.chainID
    let world = time.world
    transports = ([network.chainAddress] + network.nodeAddresses).compactMap {
      HTTPChainTransport($0)
    }
    nodes = try transports.enumerated().map { number, transport in
      PaymentNode(
        label: try Label("node-\(number + 1)"), chainID: chainID, rest: transport,
        rpc: transport, clock: { world.present })
    }
  }

  /// Ends its connections.
  func close() async {
    for transport in transports { await transport.close() }
  }

  var administrator: Author { .account(journal.people.administratorAddress) }

  /// The journal's treasury now.
  func treasury() throws -> (treasury: ProgramTreasury, reader: ProgramReader) {
    var reader = try journal.reader()
    do {
      return (try ProgramTreasury(try reader.log().state), reader)
    } catch {
      throw PilotFailure.outside("the treasury: \(error)")
    }
  }

  /// Where the wallet stands, as both nodes say.
  func view() async throws -> WalletView {
    try await WalletView.agreed(of: wallet, from: nodes, needed: 2)
  }

  /// Waits until blocks were made.
  func pass(blocks: Int64) async {
    await time.wait(
      director, untilMillis: time.world.presentMillis + (blocks + 1) * BlockClock.blockMillis)
  }

  /// Writes a line of the table, with what the wallet holds now.
  func note(
    _ kind: MoneyStep.Kind, batch: Int? = nil, fault: MoneyFault? = nil, onChain: String,
    inJournal: String
  ) async throws {
    let held = steps.contains { $0.kind == .funding } || kind == .funding
    let uakt = held ? try await view().uakt : 0
    steps.append(
      MoneyStep(
        kind: kind, batch: batch, fault: fault, at: time.world.present, onChain: onChain,
        inJournal: inJournal, uakt: uakt - lastUakt, walletUakt: uakt))
    lastUakt = uakt
  }

  // MARK: Signing and sending

  /// An executor as a process begins: the journal and the folder of signed bytes are all it has.
  func executor(
    accountNumber: UInt64, crashesWhenSigned: Bool = false
  ) throws -> PayoutExecutor {
    guard let connection = journal.connection else {
      throw PilotFailure.outside("the journal is not served")
    }
    executors += 1
    let (treasury, reader) = try treasury()
    return PayoutExecutor(
      wallet: WalletAccount(
        address: wallet, chainID: try ChainID(cast.world.settings.chainID), number: accountNumber,
        key: .multisig(group)),
      rule: treasury.machineRule,
      ports: PayingPorts(
        journal: PilotPayoutJournal(
          reader, connection, PilotPen(people: journal.people, time: time.world),
          name: "network pilot executor \(executors)", crashesWhenSigned: crashesWhenSigned),
        store: FileSignedBytesStore(
          folder: signedFolder, mark: "\(executors)", on: PosixFileSystem()),
        nodes: nodes, clock: PilotPaymentClock(time: time, member: director),
        note: { [lostAnswers] note in lostAnswers.take(note) }),
      pauseSeconds: 6)
  }

  /// Two of the members sign, each from the bytes of a file, and somebody puts it together.
  func signed(_ batch: PreparedBatch) throws -> Transaction {
    let file = batch.payment.transaction.json
    var documents: [SignatureDocument] = []
    for member in [members[0], members[2]] {
      let shown = try Transaction(file: file)
      // Each looks: bytes that do anything but what the plan says are not signed.
      let differences = PlanDifference.between(shown, batch.plan)
      guard differences.isEmpty else {
        throw PilotFailure.outside("batch \(batch.record.batch) does not do what its plan says")
      }
      let part = try shown.partialSignature(by: member, for: group, at: batch.payment.position)
      documents += try SignatureDocument.read(json: SignatureDocument.json([part]))
    }
    return try Transaction(file: file).combined(
      documents, for: group, at: batch.payment.position)
  }

  /// Enters a batch before anybody signs it.
  func enter(_ batch: PreparedBatch) async throws {
    try journal.blobs.put(batch.plan.bytes)
    try await journal.enter([(try PayoutEntries.entry(of: batch), administrator)])
  }

  /// What a batch is made from now.
  func input(blocks: Int64) async throws -> (PayoutInput, ProgramTreasury) {
    let view = try await view()
    let (treasury, reader) = try treasury()
    var gather = GatherDue(reader)
    let now = time.world.present
    let head = try journal.head()
    let lines = try gather.lines(treasury.history, wallet: wallet.address)
    return (
      PayoutInput(
        program: treasury.state.program ?? .zero, walletAddress: wallet.address,
        wallet: WalletStanding(
          chain: treasury.wallet.chain, height: view.height, accountNumber: view.accountNumber,
          sequence: view.sequence, uakt: view.uakt),
        journalSize: head.size, journalRoot: head.root, timeoutBlocks: blocks,
        batch: BatchInput(
          lines: lines, rule: treasury.batchRule, time: now,
          price: treasury.pinnedPrice(at: now), walletUakt: view.uakt)),
      treasury
    )
  }

  // MARK: Reconciling

  /// All transfers of the wallet against what entries say, from chain and journal alone.
  func reconcile() async throws -> (WalletHistory, Reconciliation) {
    let (treasury, reader) = try treasury()
    let view = try await view()
    let history = try await WalletHistory.agreed(
      of: wallet.address, heights: treasury.wallet.height...view.height, by: .search, from: nodes,
      needed: 2)
    let expected = try ExpectedTransfers(treasury, reader).all()
    return (
      history,
      Reconciliation(
        transfers: history.transfers, expected: expected, openingUakt: history.openingUakt,
        closingUakt: history.closingUakt)
    )
  }

  /// What it all came to.
  func outcome() async throws -> MoneyOutcome {
    let (history, reconciliation) = try await reconcile()
    return MoneyOutcome(
      steps: steps, reconciliation: reconciliation, transfers: history.transfers.count,
      openingUakt: history.openingUakt, closingUakt: history.closingUakt,
      bookedUakt: try treasury().treasury.state.treasury.walletUakt, wallet: wallet.address)
  }
}
