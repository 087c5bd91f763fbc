import Akash
import DevNet
import Quantities

/// What a lying observer's tool makes of the answers while it lies: its rival refuses every
/// connection, its friend answers even when nobody is there.
struct LyingProviders: ProviderAsking {
  let honest: any ProviderAsking
  let world: World
  let time: WorldTime
  let rival: ProviderPlan
  let friend: ProviderPlan
  let span: TimeSpan

  func ask(
    _ question: ProviderQuestion, of endpoint: ProviderEndpoint
  ) async -> ProviderExchange {
    let truth = await honest.ask(question, of: endpoint)
    guard span.contains(time.present) else { return truth }
    if endpoint.host.utf8.elementsEqual(rival.host.utf8) {
      return ProviderExchange(
        question: question, endpoint: endpoint, result: .failure(.refused("a lie")),
        presented: nil)
    }
    guard endpoint.host.utf8.elementsEqual(friend.host.utf8), case .failure = truth.result else {
      return truth
    }
    let gateway = ProviderGateway(world, friend)
    let now = time.presentMillis
    let body =
      question == .statusMessage
      ? gateway.statusMessage(atMillis: now) : gateway.answer(question.path, atMillis: now) ?? []
    return ProviderExchange(
      question: question, endpoint: endpoint, result: .success(body),
      presented: world.presentedIdentity(of: friend).certificate)
  }
}
