public import CosmosClient
import Quantities

/// What a whole network shows at one height: its leases by the chain, its cards by the providers.
public struct NetworkVisit: Hashable, Sendable {
  /// The block of everything that is from the chain.
  public let block: Block
  /// How many providers ever registered.
  public let registered: Int
  /// The leases that are paid at the block, joined with their hardware.
  public let holdings: [LeaseHolding]
  /// What the providers answered, in the order of their owners; those whose address names no
  /// endpoint, or whose record cannot be read, were not asked.
  public let answers: [Answer]

  /// What one provider answered.
  public struct Answer: Hashable, Sendable {
    /// The owner.
    public let owner: String
    /// What came of asking it.
    public let outcome: Outcome
  }

  /// What came of asking one provider.
  public enum Outcome: Hashable, Sendable {
    /// Its own status.
    case status(ProviderStatus)
    /// It did not answer; the failure's code.
    case unreachable(String)
    /// Somebody answered who is not proven to be the owner; the doubt's code.
    case notProven(String)
    /// What it answered cannot be read; the refusal's code.
    case unreadable(String)
  }

  /// Takes every field as it is.
  public init(block: Block, registered: Int, holdings: [LeaseHolding], answers: [Answer]) {
    self.block = block
    self.registered = registered
    self.holdings = holdings
    self.answers = answers
  }

  /// How far below the newest block a height is taken, so that every node has it.
  static let settledBlocks: Int64 = 2

  /// Asks the chain about one height, and every provider that names an endpoint for its status.
  public static func make(
    chain: ChainClient, providers: any ProviderAsking, height: Int64? = nil
  ) async throws(ChainFailure) -> NetworkVisit {
    var height = height ?? 0
    if height < 1 { height = max(1, try await chain.latestBlock().height - settledBlocks) }
    let block = try await chain.block(height: height)
    let records = try await chain.providers(height: height)
    let active = try await chain.leases(state: .active, height: height)
    let leaving = try await chain.leases(state: .reclaiming, height: height)
    let holdings = try await chain.holdings(of: active + leaving, height: height)
    let answers = await withTaskGroup(of: Answer?.self) { group in
      for record in records.entries {
        group.addTask { await ask(record, providers, chain, block) }
      }
      var answers: [Answer] = []
      for await answer in group { answers += [answer].compactMap { $0 } }
      return answers.sorted { $0.owner.utf8.lexicographicallyPrecedes($1.owner.utf8) }
    }
    return NetworkVisit(
      block: block, registered: records.entries.count + records.refusals.count,
      holdings: holdings, answers: answers)
  }

  /// A provider's status, believed where the certificate is its owner's at the block's time.
  private static func ask(
    _ record: ProviderRecord, _ providers: any ProviderAsking, _ chain: ChainClient, _ block: Block
  ) async -> Answer? {
    guard let endpoint = try? ProviderEndpoint(record.hostURI),
      let owner = try? Address(record.owner)
    else { return nil }
    let exchange = await providers.ask(.statusMessage, of: endpoint)
    let body: [UInt8]
    switch exchange.result {
    case .failure(let failure):
      return Answer(owner: record.owner, outcome: .unreachable(failure.code))
    case .success(let bytes): body = bytes
    }
    let proof = IdentityProof.judge(
      presented: exchange.presented, owner: owner,
      registered: await chain.ownerCertificates(owner, height: block.height), at: block.time)
    if case .notProven(let doubt) = proof {
      return Answer(owner: record.owner, outcome: .notProven(doubt.code))
    }
    do throws(StatusRefusal) {
      return Answer(owner: record.owner, outcome: .status(try StatusMessage.read(body)))
    } catch {
      return Answer(owner: record.owner, outcome: .unreadable(error.code))
    }
  }
}
