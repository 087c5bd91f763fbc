import Payouts
import Quantities
import TestSupport

/// Two executors, one journal, a chain and three nodes; every order of events from a seed.
struct ModelWorld {
  struct Executor {
    var machine: PayoutMachine
    var cursor = 0
    var waiting: [PayoutAction] = []
    /// What survives a crash.
    var store: [ModelChain.Signed] = []
  }

  static let rule = PayoutMachineRule(
    chain: Samples.label("akashnet-2"), leastBlocks: 6, mostBlocks: 24, scanBlocks: 8,
    resendSeconds: 20)

  var random: SplitMix64
  var chain = ModelChain()
  var nodes: [ModelNode]
  var book = PayoutBook(rule: rule)
  var records: [PayoutRecord] = []
  var executors: [Executor]
  var now: Int64 = 1_000
  var made: UInt64 = 0
  var askedToSign: [PreparedPayout] = []
  var faults: [String] = []
  var alarms: [PayoutAlarm] = []
  var isForgetful = false

  init(seed: UInt64) throws {
    random = SplitMix64(seed: seed)
    let manners: [ModelNode.Manner] = [.honest, .hides, .invents, .wavers, .foreign]
    let manner = random.pick(manners)
    nodes = ["a", "b", "c"].enumerated().map { index, name in
      ModelNode(
        name: Samples.label("node-\(name)"), manner: index == 2 ? manner : .honest,
        hasIndex: index == 0)
    }
    // Two nodes behind one gateway that leaves out events: nothing may be decided at all.
    isForgetful = random.oneIn(8)
    if isForgetful {
      for index in 0..<2 { nodes[index].manner = .forgetsEvents }
      nodes[2].manner = .honest
    }
    executors = []
    for _ in 0..<2 { executors.append(Executor(machine: try PayoutMachine(rule: Self.rule))) }
  }

  mutating func run(steps: Int) throws {
    for _ in 0..<steps { try turn() }
  }

  private mutating func turn() throws {
    now += Int64(random.below(30))
    let who = random.below(2)
    switch random.below(24) {
    case 0...1: produceBlock()
    case 2...5: deliver(to: who)
    case 6...13: act(who)
    case 14...16: reportSomething(to: who)
    case 17...18: feed(.tick, to: who)
    case 19: if random.oneIn(2) { try crash(who) }
    case 20...21: sign(for: who)
    case 22:
      if random.oneIn(6) {
        payOutside()
      } else if random.oneIn(3) {
        explainOutside()
      } else {
        comeAgain()
      }
    default: if random.oneIn(6) { chain.forget() } else { prepare(by: who) }
    }
  }

  private mutating func produceBlock() {
    for index in nodes.indices { nodes[index].lag = Int64(random.oneIn(3) ? random.below(4) : 0) }
    chain.produce(&random)
  }

  mutating func feed(_ event: PayoutEvent, to who: Int) {
    let time = Samples.seconds(now)
    for action in executors[who].machine.step(event, at: time) {
      switch action {
      case .alarm(let alarm): alarms.append(alarm)
      case .refuse: break
      default: executors[who].waiting.append(action)
      }
    }
  }

  @discardableResult
  mutating func deliver(to who: Int) -> Bool {
    guard executors[who].cursor < records.count else { return false }
    let record = records[executors[who].cursor]
    executors[who].cursor += 1
    feed(.appended(record), to: who)
    // A shell may hand over the same record twice.
    if random.oneIn(6) { feed(.appended(record), to: who) }
    return true
  }

  private mutating func act(_ who: Int) {
    guard !executors[who].waiting.isEmpty else { return }
    let index = random.below(executors[who].waiting.count)
    let action = executors[who].waiting[index]
    // Done once, twice, or never.
    if !random.oneIn(5) { executors[who].waiting.remove(at: index) }
    if random.oneIn(8) { return }
    perform(action, by: who, isFaulty: true)
  }

  mutating func perform(_ action: PayoutAction, by who: Int, isFaulty: Bool) {
    switch action {
    case .append(let record):
      do {
        try book.admit(record)
        records.append(record)
      } catch {
        feed(.appendRefused(record), to: who)
      }
    case .askSignatures(let signBytes):
      if let attempt = book.attempt(signBytes) { askedToSign.append(attempt.prepared) }
    case .store(let signBytes, let transaction):
      guard let prepared = askedToSign.first(where: { $0.signBytes == signBytes }) else { return }
      executors[who].store.append(Self.signed(prepared, transaction))
      // A crash here leaves the bytes stored and nothing else.
      if isFaulty, random.oneIn(5) { return }
      feed(.stored(signBytes: signBytes, transaction: transaction), to: who)
    case .send(let signBytes, let transaction):
      send(signBytes, transaction, by: who, isFaulty: isFaulty)
    case .scan(let name, let heights): scan(name, heights, by: who, isFaulty: isFaulty)
    case .refuse, .alarm: break
    }
  }

  private static func signed(
    _ prepared: PreparedPayout, _ transaction: Digest
  ) -> ModelChain.Signed {
    ModelChain.Signed(
      signBytes: prepared.signBytes, transaction: transaction, sequence: prepared.sequence,
      timeoutHeight: prepared.timeoutHeight, uakt: prepared.totalUakt,
      feeUakt: prepared.feeUakt, batch: prepared.batch)
  }

  /// Law 8: stored, and its hash in the journal, before sending.
  private mutating func send(
    _ signBytes: Digest, _ transaction: Digest, by who: Int, isFaulty: Bool
  ) {
    guard let bytes = executors[who].store.first(where: { $0.transaction == transaction }) else {
      return faults.append("sent without stored bytes")
    }
    guard let attempt = book.attempt(signBytes), attempt.transactions.contains(transaction) else {
      return faults.append("sent without the journal")
    }
    let isLost = isFaulty && random.oneIn(4)
    if !isLost { chain.receive(bytes) }
    // An answer says nothing of what other nodes did.
    let answer = random.pick([BroadcastAnswer.accepted, .refused(code: 32), .lost])
    feed(.broadcast(signBytes: signBytes, node: random.pick(nodes).name, answer), to: who)
  }

  private mutating func scan(
    _ name: Label, _ heights: ClosedRange<Int64>, by who: Int, isFaulty: Bool
  ) {
    guard let node = nodes.first(where: { $0.name == name }) else { return }
    for height in random.shuffled(Array(heights)) where height <= node.height(chain) {
      if isFaulty, random.oneIn(4) { continue }
      feed(.report(node.block(height, chain, invented: lie(), &random)), to: who)
    }
  }

  /// What a lying node would have: the undecided payment included, or its sequence used.
  private func lie() -> IncludedTransaction? {
    guard let prepared = book.undecided?.prepared else { return nil }
    let isOther = prepared.sequence % 2 == 0
    return IncludedTransaction(
      signBytes: isOther ? Samples.digest(999_999) : prepared.signBytes,
      transaction: Samples.digest(888_888), sequence: prepared.sequence, code: 0,
      usedSequence: true, height: 0)
  }

  private mutating func reportSomething(to who: Int) {
    let node = random.pick(nodes)
    let top = node.height(chain)
    switch random.below(5) {
    case 0: feed(.report(node.report(.height(top))), to: who)
    case 1: feed(.report(node.sequence(chain)), to: who)
    case 2: feed(.report(node.report(.notFound(Samples.digest(UInt64(random.below(9)))))), to: who)
    case 3:
      let height = top - Int64(random.below(12))
      guard height > 100 else { return }
      feed(.report(node.block(height, chain, invented: lie(), &random)), to: who)
    default:
      let height = top - Int64(random.below(12))
      guard node.hasIndex, let found = chain.blocks[height]?.first else { return }
      feed(.report(node.found(found)), to: who)
    }
  }

  /// Forgets all but the journal and the store.
  private mutating func crash(_ who: Int) throws {
    let seen = Array(records.prefix(executors[who].cursor))
    executors[who].machine = try PayoutMachine(rule: Self.rule, records: seen)
    executors[who].waiting = []
    feed(.start, to: who)
    for bytes in executors[who].store where random.chance(4, in: 5) {
      feed(.stored(signBytes: bytes.signBytes, transaction: bytes.transaction), to: who)
    }
  }

  private mutating func prepare(by who: Int) {
    // A shell asks before it drafts; drafts may be wrong or stale all the same.
    for node in nodes where random.chance(3, in: 4) {
      feed(.report(node.report(.height(node.height(chain)))), to: who)
      feed(.report(node.sequence(chain)), to: who)
    }
    made += 1
    let seen = executors[who].machine.book
    let last = seen.attempts.last
    let isAgain = last.map { !$0.isPaid } ?? false
    let batch = isAgain && !random.oneIn(4) ? last?.prepared.batch ?? 1 : seen.nextBatch
    let base = chain.height - Int64(random.below(3)) + (random.oneIn(8) ? 2 : 0)
    let draft = PreparedPayout(
      batch: batch, contents: Samples.digest(UInt64(batch)), signBytes: Samples.digest(10 + made),
      sequence: random.oneIn(8) ? chain.sequence &+ 1 : chain.sequence, baseHeight: base,
      timeoutHeight: base + Int64(random.within(5...25)), totalUakt: 1_000 + Int64(batch),
      feeUakt: 10, outputs: 3)
    feed(.prepare(draft), to: who)
  }

  private mutating func sign(for who: Int) {
    guard !askedToSign.isEmpty else { return }
    let latest = askedToSign[askedToSign.count - 1]
    let prepared = random.oneIn(4) ? random.pick(askedToSign) : latest
    // Another subset of signers makes another transaction of the same sign bytes.
    let words = prepared.signBytes.bigEndianWords
    let transaction = Digest(bigEndianWords: words.0, UInt64(random.below(3)), 1, 1)
    feed(.signed(signBytes: prepared.signBytes, transaction: transaction), to: who)
  }

  /// What the members do by hand: something else, or the same outputs with another fee.
  private mutating func payOutside() {
    made += 1
    if let open = book.undecided?.prepared, random.oneIn(2) {
      return chain.receive(
        ModelChain.Signed(
          signBytes: Samples.digest(10 + made), transaction: Samples.digest(made),
          sequence: open.sequence, timeoutHeight: open.timeoutHeight, uakt: open.totalUakt,
          feeUakt: 13, batch: open.batch))
    }
    chain.receive(
      ModelChain.Signed(
        signBytes: Samples.digest(10 + made), transaction: Samples.digest(made),
        sequence: chain.sequence, timeoutHeight: .max, uakt: 7, feeUakt: 3, batch: nil))
  }

  /// People look at what the machine named: it paid a batch's payees, or was something else.
  mutating func explainOutside() {
    for case .foreignTransaction(let outside) in alarms
    where !book.explains(outside.transaction) {
      let batch = chain.known.first { $0.transaction == outside.transaction }?.batch
      var record = PayoutRecord.explained(transaction: outside.transaction)
      if outside.code == 0, let batch,
        let attempt = book.attempts.last(where: { $0.prepared.batch == batch && !$0.isIncluded })
      {
        var included = outside
        included.signBytes = attempt.prepared.signBytes
        record = .confirmed(included, nodes: nodes.prefix(2).map(\.name))
      }
      do {
        try book.admit(record)
        records.append(record)
      } catch {
        faults.append("\(record): \(error)")
      }
    }
  }

  mutating func comeAgain() {
    if !chain.known.isEmpty { chain.receive(random.pick(chain.known)) }
  }
}
