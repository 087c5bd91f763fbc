import Policy
import Quantities

extension HistoryScript {
  /// Leases and bids, in both currencies, some misread, some for whatever there is.
  mutating func lease() {
    for provider in builder.world.providers.indices {
      for number in 0..<chance.number(in: 0...3) {
        let held = chance.pick(holdings[provider])
        let active = part(of: span, atMost: chance.pick([7_200, 86_400, span.seconds]))
        var script = LeaseScript(
          "lease \(seed) \(provider) \(number)", provider: provider,
          descriptor: chance.chance(percent: 12)
            ? nil
            : ReportedDevice.descriptor(of: held.gpuClass, in: builder.documents.catalogue),
          gpus: UInt32(chance.number(in: 0...8)),
          priceMicros: chance.pick([0, 1, 350_000, 1_200_000, 9_000_000, 40_000_000]),
          isUSD: chance.chance(percent: 55), active: active,
          bidSeconds: chance.pick([0, 600, 7_200]), closedSeconds: chance.pick([0, 3_600]))
        if chance.chance(percent: 20) {
          script.misread = [chance.number(in: 0...(builder.world.observers.count - 1))]
        }
        if chance.chance(percent: 40) {
          script.answered = part(of: active, atMost: active.seconds)
        }
        builder.world.leases.append(script)
      }
    }
  }

  /// Devices that prove themselves; some show up under two providers, some on one host.
  mutating func prove() {
    let asksProof = policy.pools.contains { $0.proof > .reported }
    for provider in builder.world.providers.indices {
      for held in holdings[provider] where chance.chance(percent: asksProof ? 85 : 25) {
        for _ in 0..<chance.number(in: 1...2) { prove(provider, held.gpuClass, held.count) }
      }
    }
  }

  private mutating func prove(_ provider: Int, _ gpuClass: GPUClass, _ count: Int) {
    let owner = chance.chance(percent: 12) ? 0 : provider
    let host = chance.chance(percent: 12) ? "shared" : "\(provider)"
    let first = chance.number(in: 0...1)
    let devices = max(count - chance.number(in: 0...2), 0)
    let observers = builder.world.observers.count
    builder.world.proofs.append(
      ProofScript(
        provider: provider, node: UInt16(chance.number(in: 0...2)),
        descriptor: ReportedDevice.descriptor(of: gpuClass, in: builder.documents.catalogue),
        devices: (0..<devices).map { "device \(seed) \(owner) \(gpuClass) \(first * 100 + $0)" },
        host: "host \(seed) \(host)", level: chance.pick([.leased, .challenged]),
        isAttested: chance.chance(percent: 30),
        span: chance.chance(percent: 50) ? span : part(of: span, atMost: span.seconds),
        observers: chance.chance(percent: 70)
          ? nil : [chance.number(in: 0...(observers - 1))]))
  }
}
