import Evidence
import Policy
import Quantities
import TestSupport
import Testing

@Suite struct TallyPropertyTests {
  private typealias Fixture = EvidenceFixture
  private static let seeds: UInt64 = 1_000

  @Test("Law 2: order and split of the same observations do not matter")
  func orderAndSplitDoNotMatter() throws {
    for seed in 0..<Self.seeds {
      let world = try RandomWorld(seed: seed)
      var random = SplitMix64(seed: seed ^ 0xABCD)
      let whole = try Tally.compute(world.input(world.wholeFiles()))
      let cut = try Tally.compute(world.input(world.cutFiles(&random)))
      guard whole == cut else {
        Issue.record("seed \(seed): \(difference(whole, cut))")
        return
      }
    }
  }

  private func difference(_ left: Tally, _ right: Tally) -> String {
    if left.findings != right.findings { return "\(left.findings) against \(right.findings)" }
    if left.leases != right.leases { return "\(left.leases) against \(right.leases)" }
    if left.price != right.price { return "prices" }
    for provider in 0..<UInt32(left.providerCount) {
      let provider = ProviderIndex(provider)
      for state in SlotState.allCases
      where left.slots(state, provider) != right.slots(state, provider) {
        return "provider \(provider.rawValue), \(state.name)"
      }
      for gpuClass in 0..<4 {
        for track in left.tracks {
          let one = left.counts(provider, ClassIndex(UInt32(gpuClass)), track)
          let other = right.counts(provider, ClassIndex(UInt32(gpuClass)), track)
          if one != other {
            return "provider \(provider.rawValue), class \(gpuClass), \(track): \(one), \(other)"
          }
        }
      }
    }
    return "something else"
  }

  @Test func fastAndNaiveTallyAgree() throws {
    for seed in 0..<Self.seeds {
      let world = try RandomWorld(seed: seed)
      var random = SplitMix64(seed: seed ^ 0x1234)
      var files = random.oneIn(2) ? try world.wholeFiles() : try world.cutFiles(&random)
      // An observer that publishes twice over some time: both files must go.
      if random.oneIn(6), let file = files.first(where: { $0.header.type == .presence }) {
        files.append(
          try Fixture.presence(
            observer: world.observers.count - 1, slots: 1, rows: [],
            startSlot: random.below(file.header.slotCount)))
      }
      let input = try world.input(files)
      let problem = disagreement(try Tally.compute(input), NaiveTally(input), world)
      guard problem == nil else {
        Issue.record("seed \(seed): \(problem ?? "")")
        return
      }
    }
  }

  private func disagreement(
    _ tally: Tally, _ naive: NaiveTally, _ world: RandomWorld
  ) -> String? {
    for number in 0..<8 {
      let provider = ProviderIndex(UInt32(number))
      for slot in 0..<naive.slots {
        let expected = naive.state(number, slot)
        let found = tally.state(provider, slot: slot)
        if found != expected { return "provider \(number), slot \(slot): \(found), \(expected)" }
        guard expected == .up else { continue }
        for gpuClass in 0..<UInt32(4) {
          for track in tally.tracks {
            let expected = naive.count(number, gpuClass, track, slot)
            let found = tally.count(provider, ClassIndex(gpuClass), track, slot: slot)
            if found.map(Int.init) != expected {
              return "provider \(number), class \(gpuClass), slot \(slot), \(track): "
                + "\(String(describing: found)) for \(String(describing: expected))"
            }
          }
        }
      }
    }
    return findings(tally, naive) ?? market(tally, naive)
  }

  private func findings(_ tally: Tally, _ naive: NaiveTally) -> String? {
    let kinds: [(TallyFinding.Kind, [String: Int])] = [
      (.duplicateDevice, naive.identityFindings({ $0.device }, ignoring: nil)),
      (.sharedHost, naive.identityFindings({ $0.host }, ignoring: 0)),
    ]
    for (kind, expected) in kinds {
      var found: [String: Int] = [:]
      for finding in tally.findings where finding.kind == kind {
        let gpuClass = finding.gpuClass.map { "\($0.rawValue)" } ?? "none"
        found["\(finding.provider?.rawValue ?? .max)/\(gpuClass)"] = finding.slotCount
      }
      if found != expected { return "\(kind.name): \(found) for \(expected)" }
    }
    return nil
  }

  private func market(_ tally: Tally, _ naive: NaiveTally) -> String? {
    var found: [String: NaiveTally.LeaseSecond] = [:]
    for row in tally.leases {
      for second in row.span.start.seconds..<row.span.end.seconds {
        let key = "\(row.lease.value)/\(second - tally.start.seconds)"
        if found[key] != nil { return "lease \(key) twice" }
        found[key] = NaiveTally.LeaseSecond(
          provider: row.provider.rawValue, gpuClass: row.gpuClass?.rawValue, gpus: row.gpus,
          state: row.state, price: row.pricePerHourMicros)
      }
    }
    if found != naive.leaseSeconds() { return "leases" }
    guard let rule = naive.input.priceRule else { return nil }
    return tally.price?.price?.scaled == naive.price(rule) ? nil : "price"
  }
}
