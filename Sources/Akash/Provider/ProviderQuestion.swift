/// What a provider is asked; none of it needs, or carries, any credential.
public enum ProviderQuestion: String, Hashable, Sendable, CaseIterable {
  /// `GetStatus`, with cards.
  case statusMessage = "status-message"
  /// `/status`, with counts.
  case restStatus = "rest-status"
  /// `/version`.
  case version
  /// `/address`: the owner that it says it is.
  case address

  /// The most bytes of the answer's body.
  public var limitBytes: Int {
    switch self {
    case .statusMessage: StatusMessage.limitBytes
    case .restStatus: RestStatus.limitBytes
    case .version: ProviderVersion.limitBytes
    case .address: ProviderAddressAnswer.limitBytes
    }
  }

  /// The path asked for.
  public var path: String {
    switch self {
    case .statusMessage: "/akash.provider.v1.ProviderRPC/GetStatus"
    case .restStatus: "/status"
    case .version: "/version"
    case .address: "/address"
    }
  }

  /// The port of an endpoint that answers it.
  public func port(of endpoint: ProviderEndpoint) -> Int {
    self == .statusMessage ? endpoint.messagePort : endpoint.restPort
  }

  /// The name sent in the handshake: the gateway chooses its certificate by it, and shows the one
  /// that is registered under any name but its public one.
  func serverName(of endpoint: ProviderEndpoint) -> String {
    self == .statusMessage ? endpoint.host : "mtls." + endpoint.host
  }
}

/// One question to one provider, and what came of it.
public struct ProviderExchange: Hashable, Sendable {
  /// The question.
  public let question: ProviderQuestion
  /// Whom it went to.
  public let endpoint: ProviderEndpoint
  /// The answer's body, or why there is none.
  public let result: Result<[UInt8], ProviderFailure>
  /// The certificate presented, in DER, where the handshake came so far.
  public let presented: [UInt8]?

  /// Takes every field as it is.
  public init(
    question: ProviderQuestion, endpoint: ProviderEndpoint,
    result: Result<[UInt8], ProviderFailure>, presented: [UInt8]?
  ) {
    self.question = question
    self.endpoint = endpoint
    self.result = result
    self.presented = presented
  }
}

/// Whoever can ask providers: a client, one that records, or a recording.
public protocol ProviderAsking: Sendable {
  /// Asks once, within its limits.
  func ask(_ question: ProviderQuestion, of endpoint: ProviderEndpoint) async -> ProviderExchange
}
