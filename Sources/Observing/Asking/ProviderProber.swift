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
  private let memory = Mutex(Memory())

  private struct Memory {
    var directory = ProviderDirectory()
    /// Those whose release answers no messages, with the time at which that was found out.
    var older: [Address: Timestamp] = [:]
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

  /// Asks through a client, and the chain for what identifies owners.
  public init(providers: any ProviderAsking, chain: ChainClient) {
    self.providers = providers
    self.chain = chain
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
    let kept = memory.withLock {
      $0.directory.certificates(of: owner, explaining: presented, at: now)
    }
    if let kept {
      return IdentityProof.judge(presented: presented, owner: owner, registered: kept, at: now)
    }
    var registered = await chain.ownerCertificates(owner)
    if case .known = registered {
      memory.withLock { $0.directory.keep(registered, of: owner, at: now) }
    } else if let last = memory.withLock({ $0.directory.lastCertificates(of: owner) }) {
      // An older list proves whom it names; that it does not name somebody proves nothing now.
      let proof = IdentityProof.judge(
        presented: presented, owner: owner, registered: last, at: now)
      if proof.isProven { registered = last }
    }
    return IdentityProof.judge(
      presented: presented, owner: owner, registered: registered, at: now)
  }
}
