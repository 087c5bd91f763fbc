public import Akash

/// Asks a world's providers without the wire, and tells what the wire would have told.
///
/// The same functions answer here and behind the listeners; what lies between, name, handshake and
/// time-out, is said by rule. A test holds both against each other, question by question.
public struct WorldProviders: ProviderAsking {
  private let world: World
  private let time: WorldTime
  private let answerSeconds: Int64
  private let listeners: [String: Listener]

  /// A provider that listens, with the certificate that it shows.
  private struct Listener {
    let plan: ProviderPlan
    let certificate: [UInt8]
  }

  /// Asks at the world's present; `answerSeconds` is how long an asker on the wire would have
  /// waited.
  public init(_ world: World, at time: WorldTime, answerSeconds: Int64 = 15) {
    self.world = world
    self.time = time
    self.answerSeconds = answerSeconds
    var listeners: [String: Listener] = [:]
    for plan in world.providers where plan.listens {
      listeners[plan.host] = Listener(
        plan: plan, certificate: world.presentedIdentity(of: plan).certificate)
    }
    self.listeners = listeners
  }

  /// What an asker would have got.
  public func ask(
    _ question: ProviderQuestion, of endpoint: ProviderEndpoint
  ) async -> ProviderExchange {
    func exchange(
      _ result: Result<[UInt8], ProviderFailure>, presented: [UInt8]? = nil
    ) -> ProviderExchange {
      ProviderExchange(
        question: question, endpoint: endpoint, result: result, presented: presented)
    }
    guard let listener = listeners[endpoint.host],
      question.port(of: endpoint) == Self.port(of: question),
      !(question == .statusMessage && listener.plan.has(.oldRelease))
    else { return exchange(.failure(.refused("nobody listens there"))) }
    let plan = listener.plan
    guard world.isReachable(plan, at: time.present) else {
      return exchange(.failure(.brokenOff("the connection was dropped")))
    }
    let certificate = listener.certificate
    guard !plan.has(.slowDrip) else {
      return exchange(.failure(.late(seconds: answerSeconds)), presented: certificate)
    }
    let gateway = ProviderGateway(world, plan)
    let now = time.presentMillis
    let body =
      question == .statusMessage
      ? gateway.statusMessage(atMillis: now) : gateway.answer(question.path, atMillis: now)
    guard let body else { return exchange(.failure(.httpStatus(404)), presented: certificate) }
    return exchange(.success(body), presented: certificate)
  }

  private static func port(of question: ProviderQuestion) -> Int {
    question == .statusMessage
      ? ProviderEndpoint.usualMessagePort : ProviderEndpoint.usualRestPort
  }
}
