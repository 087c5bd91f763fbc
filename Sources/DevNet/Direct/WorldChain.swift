public import CosmosClient

/// Asks a world's chain without the wire: the same function answers here and behind the listener.
public struct WorldChain: ChainTransport {
  /// What messages call it.
  public let name = "devnet"
  private let gateway: ChainGateway
  private let time: WorldTime

  /// Asks at the world's present.
  public init(_ world: World, at time: WorldTime) {
    gateway = ChainGateway(world)
    self.time = time
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
