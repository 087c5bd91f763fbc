public import CosmosClient

/// Asks a world's chain without the wire: the same function answers here and behind the listener.
public struct WorldChain: ChainTransport {
  /// What messages call it.
  public let name = "devnet"
  private let gateway: ChainGateway
  private let time: WorldTime

  /// Asks at the world's present, of a chain that nobody else asks.
  public init(_ world: World, at time: WorldTime) {
    self.init(Chain(world), at: time)
  }

  /// Asks one of a chain's nodes at the world's present.
  public init(_ chain: Chain, node: NodeBehaviour = .honest, at time: WorldTime) {
    gateway = ChainGateway(chain, node: node)
    self.time = time
  }

  /// Sends a body, such as a transaction; nobody but the limit stands in between.
  public func post(
    _ path: String, body: [UInt8], limitBytes: Int
  ) async throws(ChainFailure) -> ChainResponse {
    let answer = gateway.answer(path, posted: body, atMillis: time.presentMillis)
    guard answer.body.count <= limitBytes else {
      throw .tooLong(node: name, limitBytes: limitBytes)
    }
    return ChainResponse(status: answer.status, body: answer.body)
  }

  /// The answer, however long it is below the limit.
  public func get(
    _ path: String, height: Int64?, limitBytes: Int
  ) async throws(ChainFailure) -> ChainResponse {
    let answer = gateway.answer(
      path, heightText: height.map(String.init), atMillis: time.presentMillis)
    guard answer.body.count <= limitBytes else {
      throw .tooLong(node: name, limitBytes: limitBytes)
    }
    return ChainResponse(status: answer.status, body: answer.body)
  }
}
