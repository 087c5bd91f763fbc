import CosmosClient
import DevNet
import Synchronization

/// A node of a made-up chain that can be away.
final class AwayNode: ChainTransport {
  let name = "away"
  private let inner: WorldChain
  private let away = Mutex(false)

  init(_ world: World, at time: WorldTime) { inner = WorldChain(world, at: time) }

  func setAway(_ isAway: Bool) { away.withLock { $0 = isAway } }

  func get(
    _ path: String, height: Int64?, limitBytes: Int
  ) async throws(ChainFailure) -> ChainResponse {
    guard !away.withLock({ $0 }) else { throw .unavailable(node: name, "told to be away") }
    return try await inner.get(path, height: height, limitBytes: limitBytes)
  }
}
