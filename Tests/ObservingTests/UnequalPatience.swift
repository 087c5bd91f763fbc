import Akash

/// Waits shortly for the one that never ends, and for the others as long as a busy machine may
/// need.
struct UnequalPatience: ProviderAsking {
  let slow: ProviderEndpoint
  let hurried: ProviderClient
  let patient: ProviderClient

  func ask(
    _ question: ProviderQuestion, of endpoint: ProviderEndpoint
  ) async -> ProviderExchange {
    await (endpoint == slow ? hurried : patient).ask(question, of: endpoint)
  }
}
