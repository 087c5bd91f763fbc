import Evidence
import Policy
import Program
import Quantities
import Rewards

extension HistoryScript {
  /// Baselines, payees, beneficiaries and maintenance.
  mutating func settleProviders() {
    for provider in builder.world.providers.indices {
      for held in holdings[provider] where chance.chance(percent: 30) {
        attempt(
          BaselineTaken(
            provider: address(provider), gpuClass: held.gpuClass,
            units: chance.number(in: 0...max(held.count, 1)), height: 14_622_914), by: admin,
          at: span.start.later(-chance.number(in: 100_000...150_000)))
      }
      if chance.chance(percent: 30) { setPayee(provider, at: time(in: aroundSpan)) }
      for _ in 0..<(chance.chance(percent: 35) ? chance.number(in: 1...2) : 0) {
        setBeneficiary(provider)
      }
      for _ in 0..<(chance.chance(percent: 55) ? chance.number(in: 1...3) : 0) {
        announce(provider)
      }
    }
  }

  private var aroundSpan: TimeSpan { TimeSpan(span.start.later(-90_000), span.end) }

  mutating func setPayee(_ provider: Int, at time: Timestamp) {
    let other = chance.number(in: 0...(builder.world.providers.count - 1))
    let payee =
      chance.chance(percent: 50)
      ? Invented.address("treasury \(seed) \(provider)") : address(other)
    attempt(
      PayeeSet(provider: address(provider), payee: payee), by: author(provider), at: time)
  }

  private mutating func setBeneficiary(_ provider: Int) {
    let other = chance.number(in: 0...(builder.world.providers.count - 1))
    let party: Beneficiary =
      chance.chance(percent: 70)
      ? Beneficiary(Label(known: "holding-\(chance.number(in: 1...2))"))
      : Beneficiary(address(other))
    attempt(
      BeneficiarySet(provider: address(provider), beneficiary: party), by: admin,
      at: time(in: aroundSpan))
  }

  private mutating func announce(_ provider: Int) {
    let down = part(of: span, atMost: chance.pick([slot, 7_200, 28_800, 172_800]))
    guard !down.isEmpty else { return }
    let notice: Int64 = chance.pick([0, 600, 3_600, 21_600, 90_000])
    attempt(
      MaintenanceAnnounced(provider: address(provider), from: down.start, to: down.end),
      by: author(provider), at: down.start.later(-notice))
    if chance.chance(percent: 70) {
      builder.world.providers[provider].spells.append(Spell(.down(.refused), down))
    }
  }

  /// Exceptions from every rule that can be excepted; some reach back to epochs already closed.
  mutating func allowExceptions() {
    let rules = [
      "eligibility", "vendor-not-admitted", "memory-below-minimum", "class-not-admitted",
      "class-refused", "launched-before", "launch-date-unknown", "launch-dates-disagree",
      "term-below-minimum", "tier-below-minimum", "tier-not-declared", "tier-evidence-missing",
      "price-above-guidance", "administrator-excluded",
    ]
    for pool in policy.pools {
      for _ in 0..<chance.number(in: 0...3) {
        let at = time(in: aroundSpan)
        let from = at.later(chance.number(in: -100_000...20_000))
        let provider: Int? =
          chance.chance(percent: 60)
          ? chance.number(in: 0...(builder.world.providers.count - 1)) : nil
        let why = builder.text("A reason, \(seed) \(at)", at: at)
        attempt(
          ExceptionAllowed(
            exception: nextID("x"), rule: Label(known: chance.pick(rules)), pool: pool.name,
            provider: provider.map { address($0) },
            gpuClass: chance.chance(percent: 60) || provider == nil ? chance.pick(classes) : nil,
            from: from,
            until: chance.chance(percent: 30) ? from.later(chance.number(in: 1...200_000)) : nil,
            why: why), by: .committee, at: at)
      }
    }
  }

  /// Exceptions for classes that a pool refuses, early enough to enrol by, some not for long.
  mutating func exceptRefused() {
    for pool in policy.pools {
      for gpuClass in classes where chance.chance(percent: 60) {
        let assessment = pool.eligibility.assess(gpuClass, in: builder.documents.catalogue)
        guard let code = assessment.reasons.first?.code, code.canBeExcepted else { continue }
        let at = span.start.later(-170_000 + chance.number(in: 0...50_000))
        let why = builder.text("Wanted all the same, \(seed) \(pool.name) \(gpuClass)", at: at)
        attempt(
          ExceptionAllowed(
            exception: nextID("x"),
            rule: Label(known: chance.chance(percent: 60) ? code.rawValue : "eligibility"),
            pool: pool.name, provider: nil, gpuClass: gpuClass, from: at,
            until: chance.chance(percent: 60) ? time(in: pool.span) : nil, why: why),
          by: .committee, at: at)
      }
    }
  }

  /// A text that comes and goes again, and entries of a kind that no reader knows yet.
  mutating func remark() {
    if chance.chance(percent: 40) {
      let at = time(in: aroundSpan)
      let digest = builder.text("Something private, \(seed)", at: at)
      attempt(
        BlobWithdrawn(digest: digest, reason: Label(known: "on-request")), by: .committee,
        at: at.later(chance.number(in: 0...10_000)))
    }
    guard chance.chance(percent: 30) else { return }
    builder.remark(at: time(in: aroundSpan))
  }
}
