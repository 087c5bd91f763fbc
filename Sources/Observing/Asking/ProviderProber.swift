public import Akash
public import CosmosClient
public import Encoding
import Evidence
public import Probing
public import Quantities
import Synchronization

/// Asks one provider one question, proves whose answer it is, and puts it in neutral terms.
public final class ProviderProber: Sendable {
  private let providers: any ProviderAsking
  private let chain: ChainClient
  private let triesNames: Bool
  private let chainSeconds: Int64
  private let memory = Mutex(Memory())

  private struct Memory {
    var directory = ProviderDirectory()
    /// Those whose release answers no messages, with the time at which that was found out.
    var older: [Address: Timestamp] = [:]
    /// Readings of certificates that are under way: never two of one owner.
    var readings: [Address: Task<OwnerCertificates, Never>] = [:]
  }

  /// An answer, and the bodies that it was made from.
  public struct Finding: Sendable {
    /// In the machine's terms.
    public let answer: ProbeAnswer
    /// What came over the wire, by question; in their order.
    public let bodies: [(question: ProviderQuestion, bytes: [UInt8])]
    /// In words, for logs; never an address of the observer.
    public let text: String
  }

  /// How long an older release is asked by REST before the message is tried again.
  static let olderSeconds: Int64 = 6 * 3_600

  /// How long a probe waits for the chain: a node that hangs must not use up the time within which
  /// a provider that answered at once counts as answering.
  public static let chainSeconds: Int64 = 5

  /// Asks through a client, and the chain for what identifies owners.
  ///
  /// `triesNames` tells whether anything else shows that names are resolved here: where nothing
  /// does, a name that stands for no address says nothing of the provider.
  public init(
    providers: any ProviderAsking, chain: ChainClient, triesNames: Bool = true,
    chainSeconds: Int64 = ProviderProber.chainSeconds
  ) {
    self.providers = providers
    self.chain = chain
    self.triesNames = triesNames
    self.chainSeconds = chainSeconds
  }

  /// Reads from the chain where all providers are, and says why it could not read some of them.
  public func refreshHosts() async throws(ChainFailure) -> [JSONFieldError] {
    let records = try await chain.providers()
    memory.withLock { $0.directory.take(records.entries) }
    return records.refusals
  }

  /// Where an owner is, as registered; empty where the chain never said.
  public func host(of owner: Address) -> String {
    memory.withLock { $0.directory.host(of: owner) } ?? ""
  }

  /// How many owners' places are known.
  public var knownHosts: Int { memory.withLock { $0.directory.count } }

  /// Asks; it ends within the client's limits.
  public func probe(_ owner: Address, at registered: String, now: Timestamp) async -> Finding {
    guard !registered.isEmpty else {
      return Finding(answer: .unknown, bodies: [], text: "the chain did not say where it is")
    }
    let endpoint: ProviderEndpoint
    do {
      endpoint = try ProviderEndpoint(registered)
    } catch {
      // What is registered names no place; nobody could reach it there.
      return Finding(answer: .down(.dns), bodies: [], text: error.code)
    }
    let isOlder = memory.withLock { memory in
      memory.older[owner].map { now.seconds(since: $0) < Self.olderSeconds } ?? false
    }
    if isOlder { return await askRest(owner, endpoint, [], now) }
    let exchange = await providers.ask(.statusMessage, of: endpoint)
    if case .failure(let failure) = exchange.result, Self.mayBeOlder(failure) {
      return await askVersion(owner, endpoint, failure, now)
    }
    return await judge(exchange, owner, [], now)
  }

  /// Nobody listens, or nobody knows the call: so it is with releases that had no message yet.
  private static func mayBeOlder(_ failure: ProviderFailure) -> Bool {
    switch failure {
    case .refused: true
    case .callStatus(let code, _): code == 12
    default: false
    }
  }

  private func askVersion(
    _ owner: Address, _ endpoint: ProviderEndpoint, _ failure: ProviderFailure, _ now: Timestamp
  ) async -> Finding {
    let exchange = await providers.ask(.version, of: endpoint)
    guard case .success(let body) = exchange.result,
      let version = try? ProviderVersion(body), version.answersMessages == false
    else {
      return Finding(answer: .down(failure.downReason), bodies: [], text: "\(failure)")
    }
    return await askRest(owner, endpoint, [(.version, body)], now)
  }

  private func askRest(
    _ owner: Address, _ endpoint: ProviderEndpoint,
    _ bodies: [(question: ProviderQuestion, bytes: [UInt8])], _ now: Timestamp
  ) async -> Finding {
    let exchange = await providers.ask(.restStatus, of: endpoint)
    let isAnswered = (try? exchange.result.get()) != nil
    memory.withLock { $0.older[owner] = isAnswered ? now : nil }
    return await judge(exchange, owner, bodies, now)
  }

  // MARK: - Judging

  private func judge(
    _ exchange: ProviderExchange, _ owner: Address,
    _ earlier: [(question: ProviderQuestion, bytes: [UInt8])], _ now: Timestamp
  ) async -> Finding {
    let body: [UInt8]
    switch exchange.result {
    case .success(let bytes): body = bytes
    case .failure(.notRecorded):
      return Finding(answer: .unknown, bodies: earlier, text: "not in the recording")
    case .failure(.nameUnknown(let host)) where !triesNames:
      return Finding(
        answer: .unknown, bodies: earlier,
        text: "\(host) is not resolved, and no canary has a name that is")
    case .failure(let failure):
      return Finding(answer: .down(failure.downReason), bodies: earlier, text: "\(failure)")
    }
    let bodies = earlier + [(exchange.question, body)]
    func finding(_ answer: ProbeAnswer, _ text: String) -> Finding {
      Finding(answer: answer, bodies: bodies, text: text)
    }
    let proof = await identity(exchange.presented, owner, now)
    if case .notProven(let doubt) = proof {
      return finding(Self.answer(to: doubt), doubt.code)
    }
    let status: ProviderStatus
    do throws(StatusRefusal) {
      status =
        exchange.question == .statusMessage
        ? try StatusMessage.read(body) : try RestStatus.read(body)
    } catch {
      return finding(.down(.statusInvalid), "\(error)")
    }
    if let named = status.owner, !named.utf8.elementsEqual(owner.bytes) {
      return finding(.down(.identityMismatch), "it names another owner")
    }
    // What is told of another time says nothing of this slot; REST tells no time.
    if let reportedAt = status.reportedAt,
      abs(now.seconds(since: reportedAt)) > SelfTest.freshSeconds
    {
      return finding(.up(nil), "up; its status is of \(reportedAt)")
    }
    let lines = InventoryTranslation(status)?.lines.map { line in
      InventoryLine(
        node: line.node, device: line.device, capacity: line.capacity,
        allocatable: line.allocatable, allocated: line.allocated)
    }
    return finding(.up(lines), "up")
  }

  /// What an unproven identity means for the slot: somebody else is there, the owner's key is not,
  /// or nobody can tell.
  private static func answer(to doubt: IdentityProof.Doubt) -> ProbeAnswer {
    switch doubt {
    case .otherName: .down(.identityMismatch)
    case .nothingPresented, .unreadable, .notOnChain, .differs, .revoked, .outsideItsTime:
      .down(.certificateMismatch)
    case .chainUnavailable: .unknown
    }
  }

  private func identity(
    _ presented: [UInt8]?, _ owner: Address, _ now: Timestamp
  ) async -> IdentityProof {
    func judge(_ registered: OwnerCertificates) -> IdentityProof {
      IdentityProof.judge(presented: presented, owner: owner, registered: registered, at: now)
    }
    let (kept, last) = memory.withLock {
      (
        $0.directory.certificates(of: owner, explaining: presented, at: now),
        $0.directory.lastCertificates(of: owner, at: now)
      )
    }
    if let kept { return judge(kept) }
    let reading = reading(owner, now)
    // An older list proves whom it names, and nobody waits for the chain; that it does not name
    // somebody proves nothing now.
    if let proof = last.map(judge), proof.isProven { return proof }
    return judge(
      await Self.value(of: reading, within: chainSeconds) ?? .unavailable("chain-unavailable"))
  }

  /// The reading of an owner's certificates that is under way, or one that begins now.
  private func reading(_ owner: Address, _ now: Timestamp) -> Task<OwnerCertificates, Never> {
    memory.withLock { memory in
      if let reading = memory.readings[owner] { return reading }
      let reading = Task { [self] in
        let list = await chain.ownerCertificates(owner)
        self.memory.withLock { memory in
          memory.readings[owner] = nil
          if case .known = list { memory.directory.keep(list, of: owner, at: now) }
        }
        return list
      }
      memory.readings[owner] = reading
      return reading
    }
  }

  /// What a reading brings within some seconds; nil where it takes longer, and then it goes on.
  private static func value(
    of reading: Task<OwnerCertificates, Never>, within seconds: Int64
  ) async -> OwnerCertificates? {
    let (answers, first) = AsyncStream.makeStream(
      of: OwnerCertificates?.self, bufferingPolicy: .bufferingOldest(1))
    let alarm = Task {
      try? await Task.sleep(for: .seconds(seconds))
      first.yield(nil)
    }
    defer { alarm.cancel() }
    Task { first.yield(await reading.value) }
    for await answer in answers { return answer }
    return nil
  }
}
