import Akash
import CosmosClient
import DevNet
import Foundation
import Policy
import Quantities
import Testing

/// The self-test against served providers, over real TLS, HTTP/2 and HTTP on loopback.
@Suite struct ServedProviderTests {
  private static let start = 1_784_289_600

  private func catalogue() throws -> GPUCatalogue {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try GPUCatalogue.decode(
      [UInt8](
        try Data(contentsOf: root.appendingPathComponent("policies/catalogue/gpus-1.json"))))
  }

  /// What fails at each provider of a world, by position.
  private func failures(
    _ network: UInt8, _ defects: [Int: [Defect]], providers: Int, seconds: Int = 0
  ) async throws -> [[String]] {
    let start = try Timestamp(seconds: Int64(Self.start))
    let now = try start.adding(seconds: Int64(seconds))
    let world = World(
      WorldSettings(
        seed: 11, providers: providers, start: start, defects: defects, network: network))
    let served = try await LocalNetwork(world) { now.seconds * 1_000 }
    let node = try #require(HTTPChainTransport(served.chainAddress))
    let chain = ChainClient(chainID: "akashnet-2", nodes: [node], clock: { now })
    // Who never ends is waited for shortly, the others as long as a busy machine may need.
    let hurried = try ProviderClient(limits: ProviderLimits(answerSeconds: 5, reach: .anywhere))
    let patient = try ProviderClient(
      limits: ProviderLimits(connectSeconds: 60, answerSeconds: 60, reach: .anywhere))
    let catalogue = try catalogue()
    let found = await withTaskGroup(of: (Int, [String]).self) { group in
      for plan in world.providers {
        group.addTask {
          let visit = await ProviderVisit.make(
            owner: plan.owner, chain: chain,
            providers: plan.has(.slowDrip) ? hurried : patient)
          let lines = SelfTest.lines(visit, catalogue: catalogue, pools: [], at: now)
          return (plan.position, Self.failing(lines))
        }
      }
      return await group.reduce(into: [Int: [String]]()) { $0[$1.0] = $1.1 }
    }
    await node.close()
    await served.close()
    return (0..<providers).map { found[$0] ?? ["not asked"] }
  }

  /// The checks that fail. In a function of its own: the compiler mistakes a closure here for one
  /// inside `#expect` beside it (Swift 6.3.1).
  private static func failing(_ lines: [SelfTestLine]) -> [String] {
    #expect(lines.first?.check == "provider_registered_on_chain")
    return Set(lines.filter { $0.status == .fail }.map(\.check)).sorted()
  }

  private static let endpoints = [
    "endpoint_address", "endpoint_rest_status", "endpoint_status_message", "endpoint_version",
  ]
  private static let certificates = [
    "certificate_matches_chain_gateway", "certificate_matches_chain_status",
  ]

  @Test func honestProvidersPassEveryCheck() async throws {
    let failures = try await failures(94, [:], providers: 8)
    #expect(failures.allSatisfy { $0.isEmpty }, "\(failures)")
  }

  @Test func eachDefectThatCanBeSeenIsSeenAndNoOther() async throws {
    let wanted: [(Defect, [String])] = [
      (.underflow, ["inventory_plausible"]),
      (.nullInfo, ["capability_verified", "inventory_plausible"]),
      (.missingModel, ["capability_verified", "inventory_plausible"]),
      (.frozenInventory, ["status_current"]),
      (.slowDrip, Self.endpoints),
      (.wrongCertificate, Self.certificates),
      (.sharedHost, Self.certificates + ["owner_address_agrees"]),
      (.oldRelease, ["endpoint_status_message", "software_identity_recorded"]),
    ]
    // Honest ones between, which must stay as they are.
    var defects: [Int: [Defect]] = [:]
    for (index, (defect, _)) in wanted.enumerated() { defects[2 * index + 1] = [defect] }
    let failures = try await failures(95, defects, providers: 2 * wanted.count + 1)
    for (index, (defect, checks)) in wanted.enumerated() {
      let found = failures[2 * index + 1].filter { check in
        // Another's host shows another's cards, and two interfaces may differ in either.
        !["interfaces_agree"].contains(check)
          && !(defect == .sharedHost && check == "capability_verified")
          && !(defect == .oldRelease && check == "certificate_matches_chain_status")
          && !(defect == .slowDrip && Self.certificates.contains(check))
      }
      #expect(found == checks.sorted(), "\(defect.rawValue)")
      #expect(failures[2 * index].isEmpty, "\(2 * index): \(failures[2 * index])")
    }
  }

  @Test func whatTheStatusAloneCannotShowIsNotShown() async throws {
    let defects: [Int: [Defect]] = [
      1: [.inflatedCounts], 3: [.oneGPUTwoOwners], 4: [.selfLeasing], 5: [.hiddenSelfLeasing],
    ]
    let failures = try await failures(96, defects, providers: 6)
    #expect(failures.allSatisfy { $0.isEmpty }, "\(failures)")
  }

  @Test func flappingProviderIsThereInSomeSlotsAndAwayInOthers() async throws {
    let world = World(
      WorldSettings(
        seed: 11, providers: 1, start: try Timestamp(seconds: Int64(Self.start)),
        defects: [0: [.flapping]], network: 97))
    func slot(isUp: Bool) throws -> Int {
      try #require(
        (0..<100).map { $0 * 300 }.first { seconds in
          let time = try? world.settings.start.adding(seconds: Int64(seconds))
          return time.map { world.isReachable(world.providers[0], at: $0) } == isUp
        })
    }
    let up = try await failures(
      97, [0: [.flapping]], providers: 1, seconds: try slot(isUp: true))
    #expect(up == [[]])
    let away = try await failures(
      97, [0: [.flapping]], providers: 1, seconds: try slot(isUp: false))
    #expect(away[0].filter { $0.hasPrefix("endpoint_") } == Self.endpoints)
  }

  @Test func oneListenerServesThousandsEachAsItself() async throws {
    let start = try Timestamp(seconds: Int64(Self.start))
    let count = LocalNetwork.limitListeners + 200
    let defects: [Int: [Defect]] = [700: [.wrongCertificate], 701: [.sharedHost]]
    let world = World(
      WorldSettings(seed: 11, providers: count, start: start, defects: defects, network: 98))
    // No usual ports: such a listener takes them on every loopback address.
    let served = try await LocalNetwork(world, ports: .init(rest: 0, message: 0)) {
      start.seconds * 1_000
    }
    let ports = served.ports
    let asking = try ProviderClient(limits: ProviderLimits(answerSeconds: 60, reach: .anywhere))
    func ask(_ question: ProviderQuestion, _ host: String) async -> ProviderExchange {
      await asking.ask(
        question, of: ProviderEndpoint(host: host, restPort: ports.rest, messagePort: ports.message)
      )
    }
    for position in [0, 250, 699, 700, count - 1] {
      let plan = world.providers[position]
      let message = await ask(.statusMessage, plan.host)
      let status = try StatusMessage.read(try message.result.get())
      #expect(status.publicHostnames == [plan.host])
      #expect(message.presented == world.presentedIdentity(of: plan).certificate)
      let address = try await ask(.address, plan.host).result.get()
      #expect(try ProviderAddressAnswer.read(address) == "\(plan.owner)")
    }
    for host in [world.providers[701].host, "127.98.200.1", "127.0.0.1"] {
      for question in [ProviderQuestion.statusMessage, .version] {
        let nobody = await ask(question, host)
        #expect(throws: ProviderFailure.self, "\(host)") { try nobody.result.get() }
      }
    }
    await served.close()
  }
}
