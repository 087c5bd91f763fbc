import Quantities

/// What moves on the chain: accounts, coins and proposals, by the transactions in its blocks.
///
/// Blocks come when the world's clock says; nothing happens in between. A transaction that a node
/// takes stands in the next block, unless something was asked to go wrong.
struct Ledger: Sendable {
  private let world: World
  /// The last block that was made.
  private(set) var height: Int64
  private(set) var state: LedgerState
  /// The state as a node judges by: after the last block and what waits.
  private var expected: LedgerState
  private(set) var mempool = Mempool()
  /// All transactions in blocks, in their order.
  private(set) var records: [TransactionRecord] = []
  private var byHash: [String: Int] = [:]
  private var byHeight: [Int64: Range<Int>] = [:]
  /// What blocks did by themselves, by height.
  private var ownEvents: [Int64: [ChainEvent]] = [:]
  private var entries: [Address: Versions<LedgerEntry>] = [:]
  private var pools = Versions<LedgerState.PoolMoves>()
  private var proposals: [UInt64: Versions<Proposal?>] = [:]
  /// What lying nodes say is in a block, by hash.
  private(set) var claims: [String: TransactionRecord] = [:]
  private var submissions: UInt64 = 0

  var faults = ChainFaults()
  var validatorsVote = ValidatorsVote.yes

  init(_ world: World) {
    self.world = world
    height = BlockClock.startHeight
    state = LedgerState(LedgerGenesis(world))
    expected = state
  }

  // MARK: Blocks

  private func block(_ height: Int64, _ purpose: BlockContext.Purpose) -> BlockContext {
    BlockContext(
      chainID: world.settings.chainID, height: height, millis: world.blocks.millis(of: height),
      purpose: purpose)
  }

  /// Makes the blocks up to a moment; those without anything to do cost nothing.
  mutating func advance(toMillis now: Int64) {
    let newest = world.blocks.height(atMillis: now)
    while height < newest {
      if mempool.isEmpty {
        guard let deadline = state.nextDeadlineMillis else {
          height = newest
          return
        }
        let before = world.blocks.height(atMillis: deadline - 1)
        guard before < newest else {
          height = newest
          return
        }
        height = max(height, before)
      }
      make(height + 1)
    }
  }

  private mutating func make(_ next: Int64) {
    height = next
    let block = block(next, .deliver)
    var transactions = mempool.take(for: next)
    if draws(faults.reorder, 1, next) { shuffle(&transactions, next) }
    let first = records.count
    for (position, transaction) in transactions.enumerated() {
      deliver(transaction, position, block)
    }
    if records.count > first { byHeight[next] = first..<records.count }
    var told: [ChainEvent] = []
    let ended = state.endProposals(block, validatorsVote, &told)
    if !told.isEmpty { ownEvents[next] = told }
    note(next, transactions, ended)
    if draws(faults.forget, 2, next) { mempool.keep { _ in false } }
    judgeAgain()
  }

  private mutating func deliver(
    _ transaction: SignedTransaction, _ position: Int, _ block: BlockContext
  ) {
    var trace = ExecutionTrace(gasLimit: transaction.gasLimit)
    var failure: TransactionRefusal?
    var answers: [ProtoMessage] = []
    var branch = state
    do throws(TransactionRefusal) {
      try branch.admit(transaction, block, &trace)
      // From here on the fee is paid and the sequence used, whatever becomes of the messages.
      state = branch
      let told = trace.events
      do throws(TransactionRefusal) {
        if draws(faults.starve, 8, block.height) {
          throw .outOfGas(
            "WriteFlat", wanted: transaction.gasLimit, used: transaction.gasLimit + 1)
        }
        answers = try branch.run(transaction.messages, block, &trace)
        state = branch
      } catch {
        failure = error
        trace.events = told
      }
    } catch {
      failure = error
      trace.events = []
    }
    if failure != nil { mempool.release(transaction.hash) }
    let record = TransactionRecord(
      transaction: transaction, height: block.height, position: position, millis: block.millis,
      failure: failure, gasUsed: trace.gasUsed, events: trace.events, answers: answers)
    byHash[transaction.hash] = records.count
    records.append(record)
  }

  /// Writes down what changed in a block.
  private mutating func note(
    _ height: Int64, _ transactions: [SignedTransaction], _ ended: [UInt64]
  ) {
    for address in state.takeTouched() {
      entries[address, default: Versions()].note(state.entry(address), at: height)
    }
    guard !transactions.isEmpty || !ended.isEmpty else { return }
    pools.note(
      LedgerState.PoolMoves(received: state.poolReceived, paid: state.poolPaid), at: height)
    for id in Set(state.proposals.keys).union(ended).sorted() {
      proposals[id, default: Versions()].note(state.proposals[id], at: height)
    }
  }

  /// After a block, what waits is judged once more by the new state.
  private mutating func judgeAgain() {
    expected = state
    let check = block(height, .check)
    var passing: Set<String> = []
    for one in mempool.waiting where admitted(one.transaction, check) == nil {
      passing.insert(one.transaction.hash)
    }
    mempool.keep { passing.contains($0.hash) }
  }

  /// Judges by the expected state, and moves it on where the transaction passes.
  private mutating func admitted(
    _ transaction: SignedTransaction, _ check: BlockContext
  ) -> TransactionRefusal? {
    var branch = expected
    var trace = ExecutionTrace(gasLimit: transaction.gasLimit)
    do throws(TransactionRefusal) {
      try branch.admit(transaction, check, &trace)
      expected = branch
      return nil
    } catch {
      return error
    }
  }

  // MARK: Submitting

  /// What became of a submission.
  struct Submission {
    let hash: String
    let refusal: TransactionRefusal?
    /// Whether the sender is told.
    var isAnswered = true
  }

  mutating func submit(_ bytes: [UInt8]) -> Submission {
    let hash = SignedTransaction.hash(of: bytes)
    func refused(_ refusal: TransactionRefusal) -> Submission {
      Submission(hash: hash, refusal: refusal)
    }
    guard !mempool.knows(hash) else { return refused(.inMempool) }
    guard mempool.waiting.count < Mempool.limit else { return refused(.mempoolFull) }
    let transaction: SignedTransaction
    do throws(TransactionRefusal) {
      transaction = try SignedTransaction(bytes)
    } catch {
      return refused(error)
    }
    let before = expected
    if let refusal = admitted(transaction, block(height, .check)) { return refused(refusal) }
    submissions += 1
    if draws(faults.drop, 3, Int64(submissions)) {
      expected = before
    } else {
      let waits = draws(faults.delay, 4, Int64(submissions))
      let blocks = waits ? 2 + Int64(world.chance.below(8, .mempool, 5, submissions)) : 1
      mempool.add(transaction, fromHeight: height + blocks)
    }
    return Submission(
      hash: hash, refusal: nil, isAnswered: !draws(faults.loseAnswer, 6, Int64(submissions)))
  }

  /// What a transaction would use and do now; signatures and fee are not looked at.
  func simulate(
    _ transaction: SignedTransaction
  ) throws(TransactionRefusal) -> ExecutionTrace {
    var branch = expected
    var trace = ExecutionTrace(gasLimit: nil)
    let block = block(height, .simulate)
    try branch.admit(transaction, block, &trace)
    _ = try branch.run(transaction.messages, block, &trace)
    return trace
  }

  /// What a lying node says of bytes that it passes on to nobody.
  mutating func claim(_ bytes: [UInt8]) -> Submission {
    let hash = SignedTransaction.hash(of: bytes)
    do throws(TransactionRefusal) {
      let transaction = try SignedTransaction(bytes)
      claims[hash] = TransactionRecord(
        transaction: transaction, height: height + 1, position: 0,
        millis: world.blocks.millis(of: height + 1), failure: nil,
        gasUsed: transaction.gasLimit / 2,
        events: (try? simulate(transaction))?.events ?? [], answers: [])
      return Submission(hash: hash, refusal: nil)
    } catch {
      return Submission(hash: hash, refusal: error)
    }
  }

  // MARK: Chance

  private func draws(_ oneIn: UInt64, _ kind: UInt64, _ number: Int64) -> Bool {
    oneIn > 0 && world.chance.bits(.mempool, kind, UInt64(bitPattern: number)) % oneIn == 0
  }

  private func shuffle(_ transactions: inout [SignedTransaction], _ height: Int64) {
    for last in transactions.indices.reversed().dropLast() {
      let other = world.chance.bits(.mempool, 7, UInt64(bitPattern: height), UInt64(last))
      transactions.swapAt(last, Int(other % UInt64(last + 1)))
    }
  }

  // MARK: Reading

  func entry(_ address: Address, at height: Int64) -> LedgerEntry {
    entries[address]?.at(height) ?? state.genesis.entry(address) ?? LedgerEntry()
  }

  /// The community's pool at a height, in units times 10^18.
  func pool(at height: Int64) -> [(denomination: String, scaled: UInt128)] {
    let one: UInt128 = 1_000_000_000_000_000_000
    let moves = pools.at(height) ?? LedgerState.PoolMoves(received: Coins(), paid: Coins())
    var all: [(denomination: String, scaled: UInt128)] = []
    for name in Set(moves.received.all.map(\.denomination) + ["uakt"]).sorted() {
      let grown = name == "uakt" ? LedgerGenesis.poolScaled(at: height) : 0
      all.append((name, grown + moves.received[name] * one - moves.paid[name] * one))
    }
    return all
  }

  /// The proposals that transactions made, as they stood at a height.
  func proposals(at height: Int64) -> [Proposal] {
    proposals.keys.sorted().compactMap { proposals[$0]?.at(height) ?? nil }
  }

  /// What a block did without a transaction.
  func events(at height: Int64) -> [ChainEvent] { ownEvents[height] ?? [] }

  /// The heights of the blocks that did something by themselves, ascending.
  var eventHeights: [Int64] { ownEvents.keys.sorted() }

  func record(_ hash: String) -> TransactionRecord? { byHash[hash].map { records[$0] } }

  func records(at height: Int64) -> ArraySlice<TransactionRecord> {
    byHeight[height].map { records[$0] } ?? []
  }
}
