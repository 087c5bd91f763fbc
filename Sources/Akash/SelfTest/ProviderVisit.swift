public import CosmosClient
public import Quantities

/// Everything that was asked about one provider in one round, and what came of it.
public struct ProviderVisit: Sendable {
  /// The owner asked about; nil where a host was named.
  public var owner: Address?
  /// What the chain has of it; nil where it has nothing or was not asked.
  public var record: ProviderRecord?
  /// Why the chain's record could not be had.
  public var chainFailure: ChainFailure?
  /// Where it was asked, or why the text names no such place.
  public var endpoint: Result<ProviderEndpoint, ProviderEndpoint.Refusal>?
  /// The answers, by question.
  public var exchanges: [ProviderQuestion: ProviderExchange] = [:]
  /// What the chain says of its certificates.
  public var certificates: OwnerCertificates = .unavailable("not asked")
  /// What auditors signed; nil where the chain was not asked or did not answer.
  public var audits: [AuditRecord]?

  /// Asks about an owner: first the chain, then where the chain says.
  public static func make(
    owner: Address, chain: ChainClient, providers: any ProviderAsking
  ) async -> ProviderVisit {
    var visit = ProviderVisit()
    visit.owner = owner
    do throws(ChainFailure) {
      visit.record = try await chain.provider(owner)
    } catch {
      visit.chainFailure = error
    }
    guard let record = visit.record else { return visit }
    visit.certificates = await chain.ownerCertificates(owner)
    visit.audits = try? await chain.audits(of: owner)
    do throws(ProviderEndpoint.Refusal) {
      visit.endpoint = .success(try ProviderEndpoint(record.hostURI))
    } catch {
      visit.endpoint = .failure(error)
    }
    await visit.ask(providers)
    return visit
  }

  /// Asks a host that a person named, without the chain.
  public static func make(
    endpoint: ProviderEndpoint, providers: any ProviderAsking
  ) async -> ProviderVisit {
    var visit = ProviderVisit()
    visit.endpoint = .success(endpoint)
    await visit.ask(providers)
    return visit
  }

  private mutating func ask(_ providers: any ProviderAsking) async {
    guard case .success(let endpoint) = endpoint else { return }
    for question in ProviderQuestion.allCases {
      exchanges[question] = await providers.ask(question, of: endpoint)
    }
  }

  /// The status by a form, or why there is none in words.
  func status(_ form: ProviderStatus.Form) -> Result<ProviderStatus, StatusFault> {
    let question = form == .message ? ProviderQuestion.statusMessage : .restStatus
    guard let exchange = exchanges[question] else { return .failure(.notAsked) }
    let bytes: [UInt8]
    switch exchange.result {
    case .success(let body): bytes = body
    case .failure(let failure): return .failure(.noAnswer(failure))
    }
    do throws(StatusRefusal) {
      return .success(
        form == .message ? try StatusMessage.read(bytes) : try RestStatus.read(bytes))
    } catch {
      return .failure(.unreadable(error))
    }
  }

  /// Why there is no status.
  enum StatusFault: Error {
    case notAsked
    case noAnswer(ProviderFailure)
    case unreadable(StatusRefusal)

    var text: String {
      switch self {
      case .notAsked: "it was not asked"
      case .noAnswer(let failure): "\(failure)"
      case .unreadable(let refusal): "\(refusal)"
      }
    }
  }
}
