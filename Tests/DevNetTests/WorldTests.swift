import Crypto
import DevNet
import Encoding
import Quantities
import Testing

/// The made-up network by itself: nothing is served, nothing waits.
@Suite struct WorldTests {
  private func world(
    seed: UInt64 = 7, providers: Int = 8, defects: [Int: [Defect]] = [:]
  ) throws -> World {
    World(
      WorldSettings(
        seed: seed, providers: providers, start: try Timestamp("2026-07-17T12:00:00Z"),
        defects: defects))
  }

  @Test func sameSeedMakesTheSameNetworkToTheByte() throws {
    let (left, right) = (try world(), try world())
    #expect(left.providers == right.providers)
    #expect(left.providers != (try world(seed: 8)).providers)
    let now = left.settings.start.seconds * 1_000
    for path in ["/akash/market/v1beta5/leases/list", "/akash/cert/v1/certificates/list"] {
      #expect(
        ChainGateway(left).answer(path, atMillis: now)
          == ChainGateway(right).answer(path, atMillis: now))
    }
  }

  @Test func takenGPUsAreThoseOfTheLeasesThatRun() throws {
    let world = try world()
    for height in stride(from: BlockClock.firstHeight, to: BlockClock.startHeight, by: 701) {
      for plan in world.providers {
        let state = world.state(of: plan, at: height)
        for (node, shown) in zip(plan.nodes, state.nodes) {
          let held = node.lanes.compactMap { world.holder(of: $0, at: height) }
          #expect(shown.gpus.taken == UInt64(held.reduce(0) { $0 + $1.lane.gpus }))
          #expect(shown.gpus.taken <= shown.gpus.total)
          #expect(held.allSatisfy { $0.state(at: height)?.rawValue != "closed" })
        }
      }
    }
  }

  @Test func deploymentNamesItsLeaseAndNoOther() throws {
    let world = try world()
    var seen: Set<UInt64> = []
    for cycle in Int64(0)..<6 {
      for lane in world.lanes {
        let lease = world.lease(lane, cycle: cycle)
        #expect(seen.insert(lease.deployment).inserted)
        #expect(world.lease(deployment: lease.deployment) == lease)
        #expect(lease.createdAt < lease.closedAt)
      }
    }
  }

  @Test func blocksFollowEachOtherAndTimeFindsThem() throws {
    let blocks = try world().blocks
    for height in BlockClock.startHeight - 500..<BlockClock.startHeight + 500 {
      #expect(blocks.millis(of: height) < blocks.millis(of: height + 1))
      #expect(blocks.height(atMillis: blocks.millis(of: height)) == height)
      #expect(blocks.height(atMillis: blocks.millis(of: height) - 1) == height - 1)
    }
  }

  @Test func certificatesAreSignedByTheirOwnKeyAndTheSameEachTime() throws {
    let world = try world(providers: 3)
    for plan in world.providers {
      let identity = world.registeredIdentity(of: plan)
      #expect(identity.certificate == world.registeredIdentity(of: plan).certificate)
      let key = try P256.Signing.PrivateKey(derRepresentation: identity.privateKey)
      let body = try #require(Self.parts(identity.certificate))
      let signature = try P256.Signing.ECDSASignature(derRepresentation: body.signature)
      #expect(key.publicKey.isValidSignature(signature, for: body.signed))
    }
  }

  /// The signed part of a certificate, and the signature.
  private static func parts(_ der: [UInt8]) -> (signed: [UInt8], signature: [UInt8])? {
    func element(_ start: Int) -> (header: Int, length: Int)? {
      let first = Int(der[start + 1])
      guard first >= 0x80 else { return (2, first) }
      let count = first & 0x7F
      return (2 + count, der[(start + 2)..<(start + 2 + count)].reduce(0) { $0 << 8 | Int($1) })
    }
    guard let outer = element(0), let body = element(outer.header) else { return nil }
    let signedEnd = outer.header + body.header + body.length
    guard let algorithm = element(signedEnd) else { return nil }
    let bits = signedEnd + algorithm.header + algorithm.length
    guard let inner = element(bits) else { return nil }
    return (
      Array(der[outer.header..<signedEnd]),
      Array(der[(bits + inner.header + 1)..<(bits + inner.header + inner.length)])
    )
  }

  @Test func oneCardUnderTwoOwnersHasOneName() throws {
    let world = try world(defects: [4: [.oneGPUTwoOwners], 5: [.inflatedCounts]])
    #expect(world.devices(of: world.providers[4]) == world.devices(of: world.providers[3]))
    #expect(
      world.providers[4].nodes.map(\.shownGPUs) == world.providers[3].nodes.map(\.shownGPUs))
    let inflated = world.providers[5]
    let nodes = inflated.nodes.filter { $0.card != nil }
    #expect(nodes.allSatisfy { $0.shownGPUs == 8 })
    #expect(world.devices(of: inflated).count == nodes.count)
    let all = world.providers.filter { $0.mirrors == nil }.flatMap { world.devices(of: $0) }
    #expect(Set(all).count == all.count)
  }

  @Test func selfLeaserIsItsOwnTenantAndFlappingIsAwayAThird() throws {
    let world = try world(defects: [1: [.selfLeasing], 2: [.flapping], 3: [.hiddenSelfLeasing]])
    let own = world.providers[1]
    let hidden = world.providers[3].nodes.flatMap(\.lanes).map {
      world.holder(of: $0, at: BlockClock.startHeight + 5)?.tenant
    }
    #expect(Set(hidden).count == 1 && hidden.allSatisfy { $0 != nil })
    #expect(!world.providers.contains { $0.owner == hidden[0] })
    for lane in own.nodes.flatMap(\.lanes) {
      #expect(world.holder(of: lane, at: BlockClock.startHeight + 5)?.tenant == own.owner)
    }
    let away = (0..<3_000).filter { slot in
      (try? world.settings.start.adding(seconds: Int64(slot) * 300)).map {
        !world.isReachable(world.providers[2], at: $0)
      } ?? false
    }
    #expect((900...1_100).contains(away.count))
  }
}
