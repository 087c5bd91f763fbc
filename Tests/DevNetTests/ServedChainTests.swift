import Akash
import CosmosClient
import DevNet
import Encoding
import Quantities
import Testing

/// Our own chain client against the served chain, over HTTP on loopback.
@Suite struct ServedChainTests {
  private func served<Value>(
    _ network: UInt8, _ body: (World, ChainClient) async throws -> Value
  ) async throws -> Value {
    let start = try Timestamp("2026-07-17T12:00:00Z")
    let world = World(
      WorldSettings(seed: 3, providers: 6, start: start, network: network))
    let served = try await LocalNetwork(world) { start.seconds * 1_000 }
    let node = try #require(HTTPChainTransport(served.chainAddress))
    let client = ChainClient(
      chainID: "akashnet-2", nodes: [node],
      limits: ChainClient.Limits(pageEntries: 7), clock: { start })
    let value: Value
    do {
      value = try await body(world, client)
    } catch {
      await node.close()
      await served.close()
      throw error
    }
    await node.close()
    await served.close()
    return value
  }

  @Test func everythingThatTheClientReadsIsThere() async throws {
    try await served(91) { world, client in
      let head = try await client.latestBlock()
      #expect(head.height == BlockClock.startHeight)
      let earlier = try await client.block(height: head.height - 1_000)
      let pace = try #require(BlockPace(from: earlier, to: head))
      #expect((6_100...6_134).contains(pace.seconds * 1_000 / pace.blocks))
      let providers = try await client.providers().entries
      #expect(providers.map(\.owner) == world.providers.map { "\($0.owner)" })
      for plan in world.providers {
        #expect(try await client.balances(of: plan.owner).map(\.denomination) == ["uakt"])
        #expect(try await client.account(plan.owner)?.address == "\(plan.owner)")
        let known = try await client.certificates(of: plan.owner)
        #expect(
          known.contains { $0.isValid && $0.der == world.registeredIdentity(of: plan).certificate })
      }
      #expect(
        try await client.account(try Address("akash10d07y265gmmuvt4z0w9aw880jnsr700jhe7z0f")) == nil
      )
      #expect(try await client.proposal(1)?.spends.first?.recipient == "\(world.program)")
      #expect(try await client.proposal(2) == nil)
      let price = try await client.oraclePrice()
      #expect(price.isHealthy && price.at.seconds <= world.settings.start.seconds)
      #expect(try await client.communityPool(height: head.height).count == 1)
    }
  }

  @Test func leasesOfAnyHeightJoinWithWhatTheStatusShows() async throws {
    try await served(92) { world, client in
      for height in [BlockClock.startHeight, BlockClock.startHeight - 3_333] {
        for plan in world.providers.prefix(2) {
          let holdings = try await client.holdings(
            provider: "\(plan.owner)", state: nil, height: height)
          let paid = holdings.filter { $0.lease.state.isPaid }
          let shown = world.state(of: plan, at: height).nodes.reduce(0) { $0 + $1.gpus.taken }
          #expect(paid.flatMap(\.gpus).reduce(0) { $0 + $1.count } == shown)
          #expect(paid.allSatisfy { $0.source == .bid })
          #expect(holdings.contains { $0.source == .group } || holdings.count < 20)
        }
      }
    }
  }

  @Test func futurePrunedAndDeadAreErrorsOfTheirKind() async throws {
    try await served(93) { world, client in
      let owner = world.providers[0].owner
      await #expect(throws: ChainFailure.self) {
        try await client.provider(owner, height: BlockClock.startHeight + 10)
      }
      do throws(ChainFailure) {
        _ = try await client.provider(owner, height: 5)
        Issue.record("a pruned height was answered")
      } catch {
        #expect(error.code == "chain-height")
      }
      do throws(ChainFailure) {
        _ = try await client.get("/akash/market/v1beta4/leases/list") {
          root throws(JSONFieldError) in root.isNull
        }
        Issue.record("a dead version was answered")
      } catch {
        #expect(error.code == "chain-unknown-version")
      }
    }
  }
}
