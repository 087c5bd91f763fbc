import Akash
import DevNet
import Quantities
import Testing

@Suite struct WorldProvidersTests {
  /// Every defect once, and two providers without any.
  static func world() throws -> World {
    World(
      WorldSettings(
        seed: 9, providers: Defect.allCases.count + 2,
        start: try Timestamp(seconds: 1_772_409_600),
        defects: Dictionary(
          uniqueKeysWithValues: Defect.allCases.enumerated().map { ($0 + 1, [$1]) }),
        network: 99))
  }

  /// What a failure is, without the system's words.
  static func told(_ exchange: ProviderExchange) -> String {
    switch exchange.result {
    case .success(let body): "\(body.count) \(body.reduce(0) { ($0 &* 31) &+ Int($1) })"
    case .failure(let failure): failure.code
    }
  }

  @Test("What is said without the wire is what the wire says, question by question")
  func wireAndFunctionAgree() async throws {
    let world = try Self.world()
    let time = WorldTime(world.settings.start)
    let network = try await LocalNetwork(world) { time.presentMillis }
    // Who never ends is waited for shortly, the others as long as a busy machine may need.
    let hurried = try ProviderClient(limits: ProviderLimits(answerSeconds: 3, reach: .anywhere))
    let patient = try ProviderClient(
      limits: ProviderLimits(connectSeconds: 60, answerSeconds: 60, reach: .anywhere))
    let direct = WorldProviders(world, at: time, answerSeconds: 3)
    for step in 1...4 {
      // Twenty minutes at a time, so that who flaps is seen there and away.
      time.move(toMillis: world.settings.start.seconds * 1_000 + Int64(step) * 1_200_000)
      for plan in world.providers where step == 1 || !plan.has(.slowDrip) {
        let endpoint = try ProviderEndpoint(plan.hostURI)
        let wire = plan.has(.slowDrip) ? hurried : patient
        for question in ProviderQuestion.allCases {
          let here = await direct.ask(question, of: endpoint)
          let there = await wire.ask(question, of: endpoint)
          let place = "\(plan.position) \(plan.defects) \(question) \(step)"
          #expect(Self.told(here) == Self.told(there), "\(place)")
          if here.presented != nil { #expect(here.presented == there.presented, "\(place)") }
        }
      }
    }
    await network.close()
  }
}
