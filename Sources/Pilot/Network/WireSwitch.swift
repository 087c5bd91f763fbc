import Akash
import CosmosClient
import DevNet
import Synchronization

/// Whether questions go over the wire now, for all observers alike.
final class WireSwitch: Sendable {
  private let state = Mutex(State())

  private struct State {
    var isWire = false
    var sparesLate = true
    var late: Set<ProviderEndpoint> = []
    var counts = (all: 0, byWire: 0)
  }

  /// Sends what is asked from now on over the wire, or not.
  ///
  /// Where late endpoints are spared, one that let a question run out of time is not asked over the
  /// wire again: each such answer takes a second of ours, while the program's time stands.
  func set(isWire: Bool, sparesLate: Bool) {
    state.withLock { state in
      state.isWire = isWire
      state.sparesLate = sparesLate
      state.late = []
    }
  }

  /// Whether what is not about a provider goes over the wire.
  var isWire: Bool { state.withLock { $0.isWire } }

  /// How many questions providers were asked: in all, and over the wire.
  var counts: (all: Int, byWire: Int) { state.withLock { $0.counts } }

  /// Whether a question to an endpoint goes over the wire; counts it.
  fileprivate func sends(to endpoint: ProviderEndpoint) -> Bool {
    state.withLock { state in
      let isWire = state.isWire && !(state.sparesLate && state.late.contains(endpoint))
      state.counts.all += 1
      if isWire { state.counts.byWire += 1 }
      return isWire
    }
  }

  fileprivate func note(_ exchange: ProviderExchange) {
    guard case .failure(.late) = exchange.result else { return }
    state.withLock { _ = $0.late.insert(exchange.endpoint) }
  }
}

/// Providers over the wire or by the functions behind it, as the switch stands.
struct SwitchedProviders: ProviderAsking {
  let lever: WireSwitch
  let wire: any ProviderAsking
  let direct: any ProviderAsking

  func ask(
    _ question: ProviderQuestion, of endpoint: ProviderEndpoint
  ) async -> ProviderExchange {
    guard lever.sends(to: endpoint) else { return await direct.ask(question, of: endpoint) }
    let exchange = await wire.ask(question, of: endpoint)
    lever.note(exchange)
    return exchange
  }
}

/// The chain over the wire or by the function behind it, as the switch stands.
struct SwitchedChain: ChainTransport {
  let lever: WireSwitch
  let wire: any ChainTransport
  let direct: any ChainTransport

  var name: String { wire.name }

  func get(
    _ path: String, height: Int64?, limitBytes: Int
  ) async throws(ChainFailure) -> ChainResponse {
    try await (lever.isWire ? wire : direct).get(path, height: height, limitBytes: limitBytes)
  }
}
