import Akash
import CosmosClient
import DevNet
import Evidence
import Foundation
import Policy
import Quantities
import Testing

/// Lease tables, escrow and utilisation against a served network whose truth is known.
@Suite struct ServedMarketTests {
  private func served<Value>(
    _ network: UInt8, _ defects: [Int: [Defect]] = [:], providers: Int = 5,
    _ body: (LocalNetwork, HTTPChainTransport, Timestamp) async throws -> Value
  ) async throws -> Value {
    let start = try Timestamp("2026-07-17T12:00:00Z")
    let world = World(
      WorldSettings(
        seed: 5, providers: providers, start: start, defects: defects, network: network))
    let served = try await LocalNetwork(world) { start.seconds * 1_000 }
    let node = try #require(HTTPChainTransport(served.chainAddress))
    let value: Value
    do {
      value = try await body(served, node, start)
    } catch {
      await node.close()
      await served.close()
      throw error
    }
    await node.close()
    await served.close()
    return value
  }

  @Test func leaseTableIsWhatHappened() async throws {
    try await served(101, [0: [.inflatedCounts]]) { served, node, start in
      let world = served.world
      let client = ChainClient(chainID: "akashnet-2", nodes: [node], clock: { start })
      let from = try start.adding(seconds: -36 * 300)
      var watch = LeaseWatch(from: from, slotSeconds: 300)
      let advance = await watch.advance(
        to: start, chain: client, limitSlots: 100, isWatched: { _ in true })
      #expect(advance.suspended == nil && advance.news.count == 35)
      let owners = world.providers.map { "\($0.owner)" }
      let span = try TimeSpan(start: from, end: start.adding(seconds: -300))
      let report = watch.report(span) { owner in owners.firstIndex(of: owner).map { UInt32($0) } }
      var expected: [UInt128: (from: Int64, to: Int64, gpus: Int)] = [:]
      var dry: Set<UInt128> = []
      for lane in world.lanes {
        for cycle in 0..<world.cycles(by: BlockClock.startHeight) {
          let plan = world.lease(lane, cycle: cycle)
          func second(_ height: Int64) -> Int64 { world.blocks.millis(of: height) / 1_000 }
          let begin = max(second(plan.createdAt), span.start.seconds)
          let end = min(second(plan.closedAt), span.end.seconds)
          guard begin < end else { continue }
          let id = LeaseID(
            owner: "\(plan.tenant)", deployment: plan.deployment, group: 1, order: 1,
            provider: owners[lane.provider], bid: 0)
          expected[id.identifier.value] = (begin, end, lane.gpus)
          if plan.ending == .insufficientFunds { dry.insert(id.identifier.value) }
        }
      }
      var seen: [UInt128: (from: Int64, to: Int64, gpus: Int)] = [:]
      for row in report.sightings where row.state == .active {
        let begin = row.span.start.seconds
        let end = row.span.end.seconds
        let known = seen[row.lease.value]
        seen[row.lease.value] = (
          min(known?.from ?? begin, begin), max(known?.to ?? end, end), Int(row.gpus)
        )
        #expect(row.pricePerHourMicros > 0 && row.denomination == .microDollars)
        // Nobody paid for the slot in which an account ran dry.
        guard let payment = row.payment else {
          #expect(dry.contains(row.lease.value))
          continue
        }
        #expect(payment.costPPM == 2_500 && payment.milliCores > 0)
      }
      #expect(seen.count == expected.count && !seen.isEmpty)
      for (lease, truth) in expected.sorted(by: { $0.key < $1.key }) {
        #expect(seen[lease]?.from == truth.from && seen[lease]?.to == truth.to)
        #expect(seen[lease]?.gpus == truth.gpus)
      }
      #expect(report.closings.contains { $0.reason == .unstable && $0.provider.rawValue == 0 })
      #expect(report.closings.contains { $0.reason == .owner })
    }
  }

  @Test func escrowOrdersAndParametersAreRead() async throws {
    try await served(102) { served, node, start in
      let client = ChainClient(
        chainID: "akashnet-2", nodes: [node], limits: .init(pageEntries: 9), clock: { start })
      let height = BlockClock.startHeight
      let leases = try await client.leases(state: .active, height: height)
      let accounts = try await client.escrowAccounts(state: .open, height: height).entries
      let payments = try await client.escrowPayments(state: .open, height: height)
      #expect(payments.count >= leases.count && accounts.count == payments.count)
      for lease in leases.prefix(5) {
        let id = "\(lease.id.owner)/\(lease.id.deployment)"
        #expect(accounts.contains { $0.id == id })
        let payment = try #require(payments.first { $0.account == id })
        #expect(payment.rate == lease.pricePerBlock && payment.withdrawn == lease.withdrawn)
        #expect(try await client.lease(lease.id, height: height) == lease)
      }
      #expect(
        try await client.escrowAccounts(state: .overdrawn, height: height).entries.allSatisfy {
          $0.state == .overdrawn
        })
      let orders = try await client.orders(state: "active", height: height)
      #expect(orders.contains { $0.requests.contains(where: \.isWildcard) })
      let parameters = try await client.marketParameters(height: height)
      #expect(parameters.orderBids == 20 && parameters.bidDeposits.count == 2)
      #expect(try await client.gasPrices().fee(gas: 200_000, denomination: "uakt") == 500)
      let release = try await client.nodeRelease()
      #expect(release.application == "akash" && release.version == "v2.1.0")
      #expect(try await client.blockLimits().gas == -1)
    }
  }

  @Test("O-38: utilisation carries its height, and a recording gives the same figures")
  func utilisationIsRecomputedFromARecording() async throws {
    try await served(103, [1: [.wrongCertificate]]) { served, node, start in
      let world = served.world
      let recording = WireRecording()
      let asking = try ProviderClient(
        limits: ProviderLimits(connectSeconds: 60, answerSeconds: 60, reach: .anywhere))
      let client = ChainClient(
        chainID: "akashnet-2", nodes: [RecordingChain(node, into: recording)], clock: { start })
      let visit = try await NetworkVisit.make(
        chain: client, providers: RecordingProviders(asking, into: recording))
      let catalogue = try catalogue()
      let live = NetworkUtilisation(visit, catalogue: catalogue)
      #expect(live.block.height == BlockClock.startHeight - 2)
      #expect(live.heard.registered == 5 && live.heard.answered == 4 && live.heard.notProven == 1)
      let shown = world.providers.filter { $0.position != 1 }
        .map { world.state(of: $0, at: BlockClock.startHeight) }
      let total = shown.flatMap(\.nodes).reduce(0) { $0 + $1.gpus.total }
      #expect(live.lines.reduce(0) { $0 + $1.offered } == total)
      #expect(live.lines.contains { $0.leased > 0 && $0.sharePPM != nil })
      #expect(live.lines.allSatisfy { $0.leasedAtHeard <= $0.leased && $0.free.count == 4 })

      let bodies = recording.bodies
      let again = try WireRecording(lines: recording.lines) { digest in
        bodies.first { $0.digest == digest }?.bytes
      }
      let replayed = try await NetworkVisit.make(
        chain: ChainClient(
          chainID: "akashnet-2", nodes: again.nodeNames.map { ReplayedChain(name: $0, again) },
          clock: { start }), providers: ReplayedProviders(again))
      #expect(NetworkUtilisation(replayed, catalogue: catalogue) == live)
    }
  }

  private func catalogue() throws -> GPUCatalogue {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try GPUCatalogue.decode(
      [UInt8](
        try Data(contentsOf: root.appendingPathComponent("policies/catalogue/gpus-1.json"))))
  }
}
