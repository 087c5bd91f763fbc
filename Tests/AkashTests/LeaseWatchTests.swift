import Akash
import CosmosClient
import Encoding
import Evidence
import Policy
import Quantities
import Synchronization
import TestSupport
import Testing

/// Lease tables slot by slot, from a chain that runs, stands still, is pruned or begins anew.
@Suite struct LeaseWatchTests {
  /// The first slot: far enough from the chain's first block to measure a pace.
  private static let start: Int64 = 1_767_312_000  // 2026-01-02T00:00:00Z
  private static let slot: Int64 = 300

  /// Blocks six seconds apart from a day and a half before the start.
  private static func script(
    blocks: Int = 40_000, every seconds: Int64 = 6, leases: [PlayedMarket.Lease] = []
  ) -> PlayedMarket.Script {
    var script = PlayedMarket.Script()
    let first = start - 129_600
    script.times = (0..<blocks).map { first + Int64($0) * seconds }
    script.newest = blocks
    script.leases = leases
    return script
  }

  /// The height of the first block at or after a second.
  private static func height(_ second: Int64, _ script: PlayedMarket.Script) -> Int {
    (script.times.firstIndex { $0 >= second } ?? 0) + 1
  }

  private static func time(_ seconds: Int64) throws -> Timestamp { try Timestamp(seconds: seconds) }

  private static func client(
    _ nodes: [PlayedMarket], _ now: Int64, page: Int = 100
  ) throws -> ChainClient {
    let time = try time(now)
    return ChainClient(
      chainID: "c", nodes: nodes, limits: .init(pageEntries: page, behindSeconds: 1_000_000),
      clock: { time })
  }

  private static func span(_ slots: Int64) throws -> TimeSpan {
    try TimeSpan(start: time(start), end: time(start + slots * slot))
  }

  private static func table(_ watch: LeaseWatch, _ slots: Int64) throws -> LeaseTable {
    LeaseTable(watch.report(try span(slots)) { $0 == "akash1p" ? 3 : nil })
  }

  @Test func leaseHasTheSecondsOfItsOwnBlocks() async throws {
    var script = Self.script()
    let begin = Self.height(Self.start + 400, script)
    let end = Self.height(Self.start + 1_000, script)
    script.leases = [
      .init(number: 1, from: begin, to: end, reason: "lease_closed_reason_unstable", gpus: 8),
      .init(number: 2, provider: "akash1other", from: begin, to: end),
      .init(number: 3, from: 5, to: nil, gpus: 2, attribute: "vendor/nvidia/model/*"),
      .init(number: 4, from: 6, to: nil, gpus: 0, hasBid: false, denomination: "uakt"),
    ]
    let market = PlayedMarket(script)
    var watch = LeaseWatch(from: try Self.time(Self.start), slotSeconds: Self.slot)
    let advance = await watch.advance(
      to: try Self.time(Self.start + 6 * Self.slot + 20), chain: try Self.client([market], 0),
      isWatched: { $0 == "akash1p" })
    #expect(advance.suspended == nil && advance.news.count == 6)
    #expect(advance.news.flatMap(\.findings).isEmpty)
    let table = try Self.table(watch, 6)
    #expect(table.descriptors.map(\.name) == ["h100"])
    #expect(table.descriptors.map(\.memorySize) == ["80gi"])
    let first = table.rows.filter { $0.gpus == 8 }
    #expect(first.map(\.from) == [402, 1_002])
    #expect(first.map(\.to) == [1_002, 1_200], "closed to the end of the slot that told of it")
    #expect(first.map(\.state) == [.active, .closed])
    #expect(first.allSatisfy { $0.pricePerHourMicros == 6_000 && $0.provider == 3 })
    let wild = table.rows.filter { $0.gpus == 2 }
    #expect(wild.map(\.to) == [1_800] && wild.map(\.descriptor) == [.max])
    let cpu = table.rows.filter { $0.gpus == 0 }
    #expect(cpu.map(\.denomination) == [.uakt])
    #expect(table.closings.map(\.reason) == [.unstable] && table.closings.map(\.at) == [1_002])
    #expect(table.rows.count == 4)
  }

  /// By slots: what of a payment for the first provider's leases is lost, in ppm, or that nobody
  /// pays.
  private static func costs(
    _ script: PlayedMarket.Script, slots: Int64
  ) async throws -> [Int64: String] {
    let market = PlayedMarket(script)
    var watch = LeaseWatch(from: try time(start), slotSeconds: slot)
    let advance = await watch.advance(
      to: try time(start + slots * slot + 20), chain: try client([market], 0),
      isWatched: { $0 == "akash1p" })
    #expect(advance.suspended == nil)
    var costs: [Int64: String] = [:]
    for row in watch.report(try span(slots), number: { _ in 3 }).sightings {
      let seconds = row.span.start.seconds..<row.span.end.seconds
      for second in stride(
        from: seconds.lowerBound, to: seconds.upperBound, by: Int64.Stride(slot))
      {
        costs[(second - start) / slot] = row.payment.map { "\($0.costPPM)" } ?? "nobody"
      }
    }
    return costs
  }

  /// 10 uact a block each, and money until the middle of slot 2 for both.
  @Test func aLeaseWhoseAccountIsEmptyIsPaidByNobody() async throws {
    var script = Self.script()
    script.tenant = "\(try AkashFixture.owner())"
    let dry = Int64(Self.height(Self.start + 2 * Self.slot + 150, script))
    let both = "\((dry - 3) * 20).000000000000000000"
    script.leases = [
      .init(number: 1, from: 3, to: nil, funds: both),
      .init(number: 1, provider: "akash1other", from: 3, to: nil, funds: both),
    ]
    #expect(
      try await Self.costs(script, slots: 4)
        == [0: "2500", 1: "2500", 2: "nobody", 3: "nobody"])
    // The other lease takes its half whether or not anybody watches its provider.
    script.leases.removeLast()
    #expect(
      try await Self.costs(script, slots: 4)
        == [0: "2500", 1: "2500", 2: "2500", 3: "2500"])
  }

  @Test func whatAProviderMayHaveEarnedCostsNothing() async throws {
    var script = Self.script()
    script.tenant = "\(try AkashFixture.owner())"
    script.leases = [.init(number: 1, from: 3, to: nil)]
    #expect(try await Self.costs(script, slots: 1) == [0: "2500"])
    // By a grant of another provider.
    script.providers = ["akash1p", "akash1friend"]
    script.leases[0].depositor = "akash1friend"
    #expect(try await Self.costs(script, slots: 1) == [0: "0"])
    // The tenant itself, also where its record cannot be read any further.
    script.leases[0].depositor = nil
    script.providers = ["akash1p", script.tenant]
    #expect(try await Self.costs(script, slots: 1) == [0: "0"])
  }

  @Test func quietSlotCostsFewQuestions() async throws {
    var script = Self.script()
    script.leases = (1...300).map { .init(number: $0, from: $0, to: nil) }
    let market = PlayedMarket(script)
    let client = try Self.client([market], 0)
    var watch = LeaseWatch(from: try Self.time(Self.start), slotSeconds: Self.slot)
    _ = await watch.advance(
      to: try Self.time(Self.start + Self.slot + 20), chain: client, isWatched: { _ in true })
    #expect(watch.running.count == 300)
    let first = market.asked.withLock { $0.count }
    #expect(first < 40, "300 leases are joined by lists, not one by one")
    _ = await watch.advance(
      to: try Self.time(Self.start + 5 * Self.slot + 20), chain: client, isWatched: { _ in true })
    let more = market.asked.withLock { $0.count } - first
    #expect(more <= 4 * 18, "\(more) questions for four slots in which nothing happened")
  }

  @Test func observersAtOtherTimesComeToEqualRows() async throws {
    for seed in 0..<200 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      var script = Self.script(blocks: 24_000)
      let from = Self.height(Self.start, script)
      script.leases = (0..<random.below(8)).map { number in
        let begin = from - 60 + random.below(540)
        return .init(
          number: number, from: begin,
          to: random.oneIn(3) ? nil : begin + 1 + random.below(300),
          gpus: 1 + random.below(8), hasBid: !random.oneIn(3))
      }
      // A chain that stands still now and then.
      var time = script.times[from - 1]
      for index in from..<script.times.count {
        time += random.oneIn(60) ? 900 : 6
        script.times[index] = time
      }
      script.page = 1 + random.below(5)
      let steady = try await Self.follow(script, slots: 10, step: 1)
      let late = try await Self.follow(script, slots: 10, step: 10)
      #expect(steady.table == late.table, "seed \(seed)")
      // Whoever begins later says the same of what it saw.
      let half = try await Self.follow(script, slots: 10, step: 10, from: 5)
      let since = UInt32(5 * Self.slot)
      #expect(
        half.table.rows == steady.table.rows.compactMap { $0.cut(from: since) }, "seed \(seed)")
      let lines = try steady.news.map { try LeaseNews(line: $0.encoded()) }
      let again = LeaseWatch(
        from: try Self.time(0), slotSeconds: Self.slot, replaying: lines)
      #expect(try Self.table(again, 10) == steady.table, "seed \(seed): kept lines give the same")
    }
  }

  private static func follow(
    _ script: PlayedMarket.Script, slots: Int64, step: Int64, from first: Int64 = 0
  ) async throws -> (table: LeaseTable, news: [LeaseNews]) {
    let market = PlayedMarket(script)
    var watch = LeaseWatch(from: try time(start + first * slot), slotSeconds: slot)
    var news: [LeaseNews] = []
    var done: Int64 = 0
    while done < slots {
      done += step
      let now = start + done * slot + 20
      // A node has no block of the future.
      let newest = script.times.firstIndex { $0 > now } ?? script.times.count
      market.change { $0.newest = newest }
      let advance = await watch.advance(
        to: try time(now), chain: try client([market], now), isWatched: { _ in true })
      news += advance.news
    }
    // What stood still at the end is read when it goes on.
    market.change { $0.newest = script.times.count }
    let now = start + slots * slot + 20
    news += await watch.advance(
      to: try time(now), chain: try client([market], now), isWatched: { _ in true }
    ).news
    return (try table(watch, slots), news)
  }

  @Test func chainThatStandsStillHasNoRowsAndLosesNothing() async throws {
    var script = Self.script()
    let from = Self.height(Self.start, script)
    script.leases = [.init(number: 1, from: 3, to: nil)]
    // It stops a hundred seconds into slot 1, and goes on in slot 5.
    let stop = Self.height(Self.start + 400, script)
    for index in (stop - 1)..<script.times.count { script.times[index] += 1_200 }
    let market = PlayedMarket(script)
    market.change { $0.newest = stop - 1 }
    #expect(from < stop)
    var watch = LeaseWatch(from: try Self.time(Self.start), slotSeconds: Self.slot)
    func advance(_ seconds: Int64, behind: Int64 = 120) async throws -> LeaseAdvance {
      let now = try Self.time(Self.start + seconds)
      let client = ChainClient(
        chainID: "c", nodes: [market], limits: .init(behindSeconds: behind), clock: { now })
      return await watch.advance(to: now, chain: client, isWatched: { _ in true })
    }
    let first = try await advance(420)
    #expect(first.news.count == 1 && first.suspended == nil)
    let still = try await advance(1_500)
    #expect(still.news.isEmpty && still.suspended?.code == "chain-behind")
    market.change { $0.newest = $0.times.count }
    let after = try await advance(2_120, behind: 1_000_000)
    #expect(after.news.map(\.slot.start.seconds) == (1...6).map { Self.start + $0 * 300 })
    #expect(after.news.map { $0.outcome == .noBlock } == [false, true, true, true, false, false])
    let table = try Self.table(watch, 7)
    #expect(table.rows.map(\.from) == [0, 1_500] && table.rows.map(\.to) == [600, 2_100])
  }

  @Test func prunedHeightsAreWaitedForAndThenGivenUp() async throws {
    var script = Self.script()
    script.leases = [.init(number: 1, from: 3, to: Self.height(Self.start + 100, script))]
    script.kept = Self.height(Self.start + 2 * Self.slot, script)
    let market = PlayedMarket(script)
    var watch = LeaseWatch(from: try Self.time(Self.start), slotSeconds: Self.slot)
    let soon = await watch.advance(
      to: try Self.time(Self.start + 900), chain: try Self.client([market], 0),
      isWatched: { _ in true })
    #expect(soon.news.isEmpty && soon.suspended?.isAboutHeight == true)
    // An archive node helps; without one the slots are given up after an hour.
    var helped = watch
    let archive = PlayedMarket(Self.script(leases: script.leases), name: "archive")
    let both = await helped.advance(
      to: try Self.time(Self.start + 900), chain: try Self.client([market, archive], 0),
      isWatched: { _ in true })
    #expect(both.news.count == 2 && both.suspended == nil)
    market.change { $0.kept = 1 }
    let table = try Self.table(helped, 2)
    #expect(table.rows.map(\.to) == [102, 300] && table.closings.map(\.at) == [102])
  }

  @Test func otherReleasesAndChainsSuspend() async throws {
    let market = PlayedMarket(Self.script(leases: [.init(number: 1, from: 3, to: nil)]))
    var watch = LeaseWatch(from: try Self.time(Self.start), slotSeconds: Self.slot)
    func advance() async throws -> LeaseAdvance {
      await watch.advance(
        to: try Self.time(Self.start + 900), chain: try Self.client([market], 0),
        isWatched: { _ in true })
    }
    market.change { $0.isOfOtherRelease = true }
    #expect(try await advance().suspended?.code == "chain-unknown-version")
    market.change {
      $0.isOfOtherRelease = false; $0.chainID = "other"
    }
    #expect(try await advance().suspended?.code == "chain-other")
    market.change { $0.chainID = "c" }
    let advance = try await advance()
    #expect(advance.suspended == nil && advance.news.count == 2, "nothing was lost")
  }

  @Test func nodeThatIgnoresHeightsIsNotBelieved() async throws {
    var script = Self.script()
    script.ignoresHeights = true
    script.leases = [.init(number: 1, from: Self.height(Self.start + 5_000, script), to: nil)]
    var watch = LeaseWatch(from: try Self.time(Self.start), slotSeconds: Self.slot)
    let advance = await watch.advance(
      to: try Self.time(Self.start + 600), chain: try Self.client([PlayedMarket(script)], 0),
      isWatched: { _ in true })
    #expect(advance.news.isEmpty && advance.suspended?.code == "chain-height")
  }

  @Test func chainThatBeganAnewIsAFinding() throws {
    func block(_ height: Int64, _ second: Int64) throws -> Block {
      Block(chainID: "c", height: height, time: try Self.time(Self.start + second))
    }
    let pace = BlockPace(blocks: 600, seconds: 3_600)
    var watch = LeaseWatch(from: try Self.time(Self.start), slotSeconds: Self.slot)
    let first = watch.take(
      LeaseLook(
        slot: try Self.span(1), before: try block(999, -4), head: try block(1_050, 299),
        pace: pace))
    #expect(first.findings.isEmpty)
    let slot = try #require(watch.nextSlot)
    let second = watch.take(
      LeaseLook(slot: slot, before: try block(9, 298), head: try block(50, 599), pace: pace))
    #expect(second.findings == [.chainReset(from: 1_050, to: 50)])
    #expect(watch.head?.height == 50, "it goes on from there")
  }

  @Test func strangeLeasesAreFoundAndHaveNoRows() async throws {
    let script = Self.script(
      leases: [
        .init(number: 1, from: 3, to: nil, denomination: "ibc/AB"),
        .init(number: 2, from: 3, to: nil, price: "170000000000000000.000000000000000000"),
      ])
    var watch = LeaseWatch(from: try Self.time(Self.start), slotSeconds: Self.slot)
    let advance = await watch.advance(
      to: try Self.time(Self.start + 320), chain: try Self.client([PlayedMarket(script)], 0),
      isWatched: { _ in true })
    #expect(advance.news.flatMap(\.findings).map(\.code) == ["lease-denomination-unknown"])
    #expect(try Self.table(watch, 1).rows.isEmpty)
  }

  /// Seventeen are joined by the list of all bids, where the poisoned one stands among the others.
  @Test func aBidThatCannotBeReadHidesNoOther() async throws {
    var leases = (1...17).map { PlayedMarket.Lease(number: $0, from: 3, to: nil) }
    leases[8].attribute = String(repeating: "x", count: 5_000)
    var watch = LeaseWatch(from: try Self.time(Self.start), slotSeconds: Self.slot)
    let advance = await watch.advance(
      to: try Self.time(Self.start + 320),
      chain: try Self.client([PlayedMarket(Self.script(leases: leases))], 0),
      isWatched: { _ in true })
    #expect(advance.suspended == nil)
    #expect(advance.news.flatMap(\.findings).map(\.code) == ["lease-hardware-unknown"])
    let rows = try Self.table(watch, 1).rows
    #expect(rows.count == 17, "what it costs is known of each")
    #expect(rows.filter { $0.gpus == 1 && $0.descriptor != .max }.count == 16)
  }

  @Test func rowsMakeSegmentsAndPacesSplitThem() async throws {
    var script = Self.script(blocks: 60_000)
    // From the start on a block takes eight seconds.
    let from = Self.height(Self.start, script)
    for index in from..<script.times.count {
      script.times[index] = script.times[from - 1] + Int64(index - from + 1) * 8
    }
    script.leases = [.init(number: 1, from: 3, to: nil)]
    var watch = LeaseWatch(from: try Self.time(Self.start), slotSeconds: Self.slot)
    let advance = await watch.advance(
      to: try Self.time(Self.start + 80 * Self.slot + 20),
      chain: try Self.client([PlayedMarket(script)], 0), limitSlots: 100, isWatched: { _ in true })
    #expect(advance.news.count == 80)
    let table = try Self.table(watch, 80)
    #expect(table.rows.map(\.pricePerHourMicros) == [6_000, 4_500])
    #expect(table.rows.map(\.from) == [0, 21_600])
    let header = try SegmentHeader(
      type: .lease, program: try Digest(bytes: Array(repeating: 7, count: 32)),
      observer: try #require(ObserverKey("ed25519:" + String(repeating: "0a", count: 32))),
      start: try Self.time(Self.start), slotSeconds: Self.slot, slotCount: 80, rosterSize: 4,
      rosterDigest: try Digest(bytes: Array(repeating: 9, count: 32)), sequence: 0, previous: nil,
      salt: Array(repeating: 1, count: 16))
    let bytes = try SegmentWriter.lease(header, descriptors: table.descriptors, rows: table.rows)
    #expect(try LeaseSegment(bytes: bytes).rowCount == 2)
    watch.forget(before: try Self.time(Self.start + 80 * Self.slot))
    #expect(watch.running.count == 1)
    #expect(try Self.table(watch, 80).rows.isEmpty)
  }
}

extension LeaseRow {
  /// The part of it from a second on; nil where there is none.
  fileprivate func cut(from second: UInt32) -> LeaseRow? {
    guard to > second else { return nil }
    var row = self
    row.from = max(from, second)
    return row
  }
}
