import CosmosClient
public import CosmosTx
public import Payouts
public import Quantities

/// Pays one wallet's batches: feeds the payout machine what happens, and does what it says (law 8).
///
/// It can be ended and begun anew at any point, and another may run at the same time: the journal's
/// order decides. All that it keeps in memory it can find again: the records in the journal, the
/// signed bytes in the store, the rest on the chain.
public actor PayoutExecutor {
  /// What it pays from.
  public nonisolated let wallet: WalletAccount
  let ports: PayingPorts
  private let rule: PayoutMachineRule
  private let pauseSeconds: Int64
  private var machine: PayoutMachine?
  /// How many of the journal's records the machine has seen.
  private var seen = 0
  private var queue: [PayoutAction] = []
  /// Signed bytes that are not stored yet.
  private var arriving: [Digest: [UInt8]] = [:]
  /// What the attempts sign, as far as it was found.
  private var documents: [Digest: KnownPayment.Document] = [:]
  /// The first event that the machine did not follow since it was asked last.
  private var refusal: PayoutRefusal?
  /// Whether the last round read blocks to the end of what the machine asked for.
  private var mayScanOn = false
  private var isStopped = false
  /// Whether something is under way that the next may not fall into: while it waits for journal or
  /// nodes, a second would take in the same records again.
  private var isBusy = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Touches nothing yet; `pauseSeconds` lie between two rounds.
  public init(
    wallet: WalletAccount, rule: PayoutMachineRule, ports: PayingPorts, pauseSeconds: Int64 = 6
  ) {
    precondition(pauseSeconds >= 1, "Nodes are not asked without a pause.")
    self.wallet = wallet
    self.rule = rule
    self.ports = ports
    self.pauseSeconds = pauseSeconds
  }

  /// The attempts as the journal has them; empty before the first round.
  public var book: PayoutBook { machine?.book ?? PayoutBook(rule: rule) }

  /// Where the payment of an attempt stands.
  public func phase(of signBytes: Digest) -> PayoutPhase {
    machine?.phase(of: signBytes) ?? .due
  }

  /// Makes `run` end after the round that is under way.
  public func stop() { isStopped = true }

  // MARK: - Rounds

  /// Goes on round by round until nothing is undecided, or it is stopped.
  ///
  /// Nodes that fail are told in notes and asked again; what throws is the journal or the disk.
  public func run() async throws(PayingFailure) {
    repeat {
      try await round()
      if book.undecided == nil || isStopped { return }
      // Blocks that are there already are read without a pause.
      if !mayScanOn { await ports.clock.wait(seconds: pauseSeconds) }
    } while !isStopped
  }

  /// Takes in what the journal and the nodes have, and does once what follows from it.
  public func round() async throws(PayingFailure) {
    await takeTurn()
    defer { endTurn() }
    try await goRound()
  }

  private func goRound() async throws(PayingFailure) {
    try await begin()
    try await follow()
    for report in await reports() { feed(.report(report)) }
    mayScanOn = false
    feed(.tick)
    try await perform()
  }

  /// Asks for an attempt, after the nodes have confirmed its base height and its sequence; returns
  /// when it stands in the journal, or why it does not.
  public func prepare(
    _ draft: PreparedPayout
  ) async throws(PayingFailure) -> PayoutRefusal? {
    await takeTurn()
    defer { endTurn() }
    try await goRound()
    refusal = nil
    feed(.prepare(draft))
    try await perform()
    if let refusal { return refusal }
    return book.attempt(draft.signBytes) == nil ? book.refusal(of: .prepared(draft)) : nil
  }

  /// Takes a signed transaction in: verified, stored, its hash in the journal, then sent.
  ///
  /// Returns why it was not taken; nil where it was, whatever the nodes answered.
  public func submit(
    _ transaction: Transaction
  ) async throws(PayingFailure) -> SubmissionRefusal? {
    await takeTurn()
    defer { endTurn() }
    try await begin()
    try await follow()
    guard let sequence = transaction.sequence,
      let signBytes = transaction.signBytes(
        chainID: wallet.chainID, accountNumber: wallet.number)
    else { return .signing(.unsigned) }
    do {
      try transaction.verify(at: wallet.position(sequence: sequence))
    } catch {
      return .signing(error)
    }
    guard (try? transaction.signer()) == wallet.address else { return .anotherWallet }
    arriving[transaction.digest] = transaction.bytes
    defer { arriving[transaction.digest] = nil }
    refusal = nil
    feed(.signed(signBytes: signBytes.identity, transaction: transaction.digest))
    try await perform()
    return refusal.map { .payout($0) }
  }

  // MARK: - Turns

  /// Waits until nothing else is under way, in the order of asking.
  private func takeTurn() async {
    guard isBusy else {
      isBusy = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  private func endTurn() {
    if waiting.isEmpty {
      isBusy = false
    } else {
      waiting.removeFirst().resume()
    }
  }

  // MARK: - Beginning

  /// Makes the machine from the journal, and gives it what is stored of the undecided attempt.
  private func begin() async throws(PayingFailure) {
    guard machine == nil else { return }
    let records = try await ports.journal.records(from: 0)
    do {
      machine = try PayoutMachine(rule: rule, records: records)
    } catch {
      throw .records(error)
    }
    seen = records.count
    guard let undecided = book.undecided?.prepared.signBytes else { return }
    for transaction in try ports.store.transactions(of: undecided) {
      guard try ports.store.bytes(of: transaction, signBytes: undecided) != nil else { continue }
      feed(.stored(signBytes: undecided, transaction: transaction))
    }
    try await perform()
  }

  /// Takes in what others, or this one, have written into the journal.
  private func follow() async throws(PayingFailure) {
    for record in try await ports.journal.records(from: seen) {
      seen += 1
      ports.note(.recorded(record))
      feed(.appended(record))
    }
  }

  // MARK: - The machine

  private func feed(_ event: PayoutEvent) {
    guard let actions = machine?.step(event, at: ports.clock.reading) else { return }
    queue += actions
  }

  private func perform() async throws(PayingFailure) {
    while !queue.isEmpty {
      let action = queue.removeFirst()
      do {
        try await perform(action)
      } catch {
        // The machine says again what is still to be done.
        queue = []
        throw error
      }
    }
  }

  private func perform(_ action: PayoutAction) async throws(PayingFailure) {
    switch action {
    case .append(let record): try await append(record)
    case .askSignatures(let signBytes): ports.note(.waitsForSignatures(signBytes: signBytes))
    case .store(let signBytes, let transaction):
      guard let bytes = arriving[transaction] else { return }
      try ports.store.put(bytes, transaction: transaction, signBytes: signBytes)
      ports.note(.stored(transaction: transaction))
      feed(.stored(signBytes: signBytes, transaction: transaction))
    case .send(let signBytes, let transaction): try await send(transaction, of: signBytes)
    case .scan(let node, let heights): await scan(node, heights)
    case .refuse(let refusal):
      self.refusal = self.refusal ?? refusal
      ports.note(.refused(refusal))
    case .alarm(let alarm): ports.note(.alarm(alarm))
    }
  }

  private func append(_ record: PayoutRecord) async throws(PayingFailure) {
    if case .refused(let words) = try await ports.journal.append(record) {
      ports.note(.recordRefused(record, words))
      feed(.appendRefused(record))
    }
    try await follow()
  }

  /// Sends what the store holds, and nothing else: what is sent can be sent again after a crash.
  private func send(_ transaction: Digest, of signBytes: Digest) async throws(PayingFailure) {
    guard let bytes = try ports.store.bytes(of: transaction, signBytes: signBytes) else { return }
    for node in ports.nodes {
      let outcome = await node.rest.broadcast(bytes, hash: transaction)
      ports.note(.sent(transaction: transaction, node: node.label, outcome))
      feed(.broadcast(signBytes: signBytes, node: node.label, outcome.answer))
    }
  }

  // MARK: - Blocks

  private func scan(_ label: Label, _ heights: ClosedRange<Int64>) async {
    guard let node = ports.nodes.first(where: { $0.label == label }) else { return }
    let reader: WalletBlockReader
    do {
      reader = WalletBlockReader(wallet: wallet, payments: try await knownPayments())
    } catch {
      mayScanOn = false
      ports.note(.blockUnread(label, error))
      return
    }
    for height in heights {
      do {
        let found = try await reader.transactions(inBlock: height, of: node)
        report(label, .block(height: height, found))
      } catch {
        mayScanOn = false
        ports.note(.blockUnread(label, error))
        return
      }
    }
    mayScanOn = true
  }

  /// The attempts, each with what it signs where that is here: a stored transaction, or its plan.
  private func knownPayments() async throws(PayingFailure) -> [KnownPayment] {
    var known: [KnownPayment] = []
    // What used an earlier sequence stands in blocks that are not read any more.
    let least = book.undecided?.prepared.sequence ?? .max
    for attempt in book.attempts {
      let prepared = attempt.prepared
      known.append(
        KnownPayment(
          identity: prepared.signBytes, sequence: prepared.sequence,
          document: prepared.sequence < least ? nil : try await document(of: attempt)))
    }
    return known
  }

  private func document(
    of attempt: PayoutAttempt
  ) async throws(PayingFailure) -> KnownPayment.Document? {
    let signBytes = attempt.prepared.signBytes
    if let known = documents[signBytes] { return known }
    var found: KnownPayment.Document?
    for hash in attempt.transactions where found == nil {
      guard let bytes = try ports.store.bytes(of: hash, signBytes: signBytes),
        let transaction = try? Transaction(bytes: bytes), let key = transaction.signerKey
      else { continue }
      found = KnownPayment.Document(transaction: transaction, key: key)
    }
    if found == nil, let key = wallet.key,
      let transaction = try await ports.journal.unsigned(signBytes)
    {
      found = KnownPayment.Document(transaction: transaction, key: key)
    }
    documents[signBytes] = found
    return found
  }

  private func report(_ node: Label, _ fact: NodeReport.Fact) {
    guard let chain = try? Label(wallet.chainID.text) else { return }
    feed(.report(NodeReport(node: node, chain: chain, fact)))
  }
}

extension BroadcastOutcome {
  /// The same as the machine takes it.
  var answer: BroadcastAnswer {
    switch self {
    case .accepted: .accepted
    case .refused(_, let code, _): .refused(code: code)
    case .lost: .lost
    }
  }
}
