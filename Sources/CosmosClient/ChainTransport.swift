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

/// One node's REST interface: a client, one that records, or a recording.
public protocol ChainTransport: Sendable {
  /// What messages call the node.
  var name: String { get }
  /// Asks for a path with its query, at a height or at the newest.
  func get(
    _ path: String, height: Int64?, limitBytes: Int
  ) async throws(ChainFailure) -> ChainResponse
}
