/// What a node answered, before anything is made of it.
public struct ChainResponse: Hashable, Sendable {
  /// The HTTP status.
  public let status: Int
  /// The body.
  public let body: [UInt8]

  /// Wraps both.
  public init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }
}

/// One interface of one node, REST or RPC: a client, one that records, or a recording.
public protocol ChainTransport: Sendable {
  /// What messages call the node.
  var name: String { get }
  /// Asks for a path with its query, at a height or at the newest.
  func get(
    _ path: String, height: Int64?, limitBytes: Int
  ) async throws(ChainFailure) -> ChainResponse
  /// Posts a body, such as a transaction.
  func post(
    _ path: String, body: [UInt8], limitBytes: Int
  ) async throws(ChainFailure) -> ChainResponse
}

extension ChainTransport {
  /// Refuses: most transports only ask.
  public func post(
    _ path: String, body: [UInt8], limitBytes: Int
  ) async throws(ChainFailure) -> ChainResponse {
    throw .unavailable(node: name, "nothing is sent there")
  }
}
