import Evidence
import Policy
import Quantities
import TestSupport

/// What a few observers saw, drawn from a seed, before it is cut into files.
struct RandomWorld {
  /// One observer's whole evidence, in slots and seconds after the world's first slot.
  struct Observer {
    var presence: [PresenceRow] = []
    var proofs: [ProofRow] = []
    /// The slots over which the observer proved devices; none: it never did.
    var proofSlots = 0..<0
    var leases: [LeaseRow] = []
    var prices: [PriceRow] = []
  }

  /// The slots of the evidence; the tally's span lies inside.
  let slots: Int
  /// The first slot and the number of slots of the tally's span.
  let spanFrom: Int
  let spanSlots: Int
  let quorum: QuorumRule
  let providers: Int
  var observers: [Observer] = []

  static let tracks = [
    CountTrack(level: .reported, homogeneous: true), CountTrack(level: .leased, homogeneous: false),
    CountTrack(level: .challenged, homogeneous: true),
  ]

  init(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    slots = random.oneIn(25) ? random.within(60...140) : random.within(1...16)
    spanFrom = random.oneIn(2) ? 0 : random.below(slots)
    spanSlots = random.within(1...slots - spanFrom)
    let count = random.within(1...5)
    quorum = QuorumRule(
      state: random.within(1...3), count: random.within(1...3), lease: random.within(1...2),
      proof: random.within(1...2))
    providers = random.within(1...4)
    let truth = Truth(slots: slots, providers: providers, &random)
    for _ in 0..<count { observers.append(truth.observe(&random)) }
  }

  var span: TimeSpan {
    get throws { try EvidenceFixture.span(slots: spanSlots, from: spanFrom) }
  }
}

/// What really was; observers see it with errors of their own.
private struct Truth {
  let slots: Int
  let providers: Int
  var up: [SlotSet] = []
  var inventory: [[InventoryRun]] = []
  var proofs: [ProofRow] = []
  var leases: [LeaseRow] = []
  let hasProofs: Bool

  init(slots: Int, providers: Int, _ random: inout SplitMix64) {
    self.slots = slots
    self.providers = providers
    hasProofs = random.oneIn(2)
    for provider in 0..<providers {
      up.append(Self.stretches(slots, oneInDown: 4, &random))
      inventory.append(Self.inventory(slots, &random))
      for device in 0..<(hasProofs ? random.below(4) : 0) {
        let from = random.oneIn(2) ? 0 : random.below(slots * 10)
        let to = random.oneIn(2) ? slots * 10 : random.within(from + 1...slots * 10)
        // Devices are drawn from few numbers, so that providers share some.
        let identity = random.oneIn(3) ? 900 + device : provider * 10 + device
        proofs.append(
          ProofRow(
            provider: UInt32(provider), node: UInt16(random.below(2)),
            descriptor: UInt16(random.oneIn(3) ? random.below(6) : 0),
            level: random.oneIn(2) ? .leased : .challenged,
            isAttested: false, from: UInt32(from), to: UInt32(to), device: UInt128(identity),
            host: UInt128(random.oneIn(5) ? random.below(2) : 50 + provider)))
      }
    }
    leases = Self.leases(slots, providers, &random)
  }

  private static func stretches(
    _ slots: Int, oneInDown: Int, _ random: inout SplitMix64
  ) -> SlotSet {
    var set = SlotSet(slotCount: slots)
    var slot = 0
    while slot < slots {
      let length = random.within(1...max(slots / 3, 1))
      if !random.oneIn(oneInDown) { set.insert(slot..<slot + length) }
      slot += length
    }
    return set
  }

  private static func inventory(_ slots: Int, _ random: inout SplitMix64) -> [InventoryRun] {
    var runs: [InventoryRun] = []
    for node in 0..<random.below(3) {
      for descriptor in 0..<6 where random.oneIn(3) {
        var slot = random.oneIn(3) ? random.below(slots) : 0
        while slot < slots {
          let length = random.oneIn(2) ? slots : random.within(1...slots)
          let to = min(slot + length, slots)
          runs.append(
            EvidenceFixture.run(
              UInt16(node), UInt16(descriptor), random.oneIn(4) ? 0 : UInt32(random.below(9)),
              slot..<to))
          slot = to + (random.oneIn(3) ? 1 : 0)
        }
      }
    }
    return runs
  }

  private static func leases(
    _ slots: Int, _ providers: Int, _ random: inout SplitMix64
  ) -> [LeaseRow] {
    var rows: [LeaseRow] = []
    for lease in 0..<random.below(3) {
      var second = random.below(slots * 10)
      while second < slots * 10 {
        let to = random.within(second + 1...slots * 10)
        rows.append(
          LeaseRow(
            lease: LeaseIdentifier(value: UInt128(lease)),
            provider: UInt32(random.below(providers)),
            descriptor: random.oneIn(4) ? .max : UInt16(random.below(6)),
            gpus: UInt32(random.below(3)), from: UInt32(second), to: UInt32(to),
            state: random.pick(LeaseState.allCases), isAnswered: random.oneIn(3),
            denomination: .uakt, pricePerHourMicros: UInt64(random.below(3))))
        second = to + (random.oneIn(2) ? 0 : 7)
      }
    }
    return rows
  }

  /// One observer's view: gaps, disagreements, nulls, impossible values.
  func observe(_ random: inout SplitMix64) -> RandomWorld.Observer {
    var observer = RandomWorld.Observer()
    let atWork = Self.stretches(slots, oneInDown: 6, &random)
    for provider in 0..<providers where !random.oneIn(8) {
      var seen = Self.stretches(slots, oneInDown: 8, &random)
      seen.formIntersection(atWork)
      let wrong = Self.stretches(slots, oneInDown: 2, &random)
      let isWrong = random.oneIn(4)
      var mine = up[provider]
      if isWrong { mine.formIntersection(wrong) }
      let all = SlotSet(0..<slots, slotCount: slots)
      observer.presence.append(
        PresenceRow(
          provider: ProviderIndex(UInt32(provider)), up: seen.intersection(mine),
          down: seen.intersection(all.subtracting(mine)),
          inventory: inventory[provider].compactMap { change($0, &random) }
            + nulls(provider, &random)))
    }
    if hasProofs, !random.oneIn(4) {
      let from = random.oneIn(2) ? 0 : random.below(slots)
      observer.proofSlots = from..<random.within(from + 1...slots)
      observer.proofs = proofs.filter { _ in !random.oneIn(5) }
    }
    observer.leases = leases.compactMap { row in
      var row = row
      if random.oneIn(5) { return nil }
      if random.oneIn(6) { row.pricePerHourMicros += 1 }
      return row
    }
    for second in 0..<slots * 10 where random.oneIn(12) {
      guard let price = try? Price18(scaled: UInt128(random.within(1...9))) else { continue }
      observer.prices.append(
        PriceRow(at: UInt32(second), source: UInt16(random.below(3)), price: price))
    }
    return observer
  }

  private func change(_ run: InventoryRun, _ random: inout SplitMix64) -> InventoryRun? {
    var run = run
    switch random.below(16) {
    case 0: return nil
    case 1: run.allocatable = UInt32(random.below(18))
    case 2: run.capacity = 0
    case 3: run.allocated = UInt32(random.below(10))
    case 4: run.capacity = random.oneIn(2) ? 17 : .max
    default: break
    }
    return run
  }

  private func nulls(_ provider: Int, _ random: inout SplitMix64) -> [InventoryRun] {
    guard random.oneIn(8) else { return [] }
    let from = random.below(slots)
    return [.unknown(node: 3, from: UInt16(from), to: UInt16(random.within(from + 1...slots)))]
  }
}
