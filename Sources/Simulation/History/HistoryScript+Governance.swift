import Evidence
import Keys
import Policy
import Program
import Quantities
import Rewards

// What is entered beside the money: roles, keys, halts, disputes, amendments, words.
extension HistoryScript {
  /// Draws it apart, so that more of it leaves the rest of a history as it is.
  mutating func govern() {
    let kept = chance
    chance = SplitMix64(seed: seed).branch(3)
    defer { chance = kept }
    builder.entersEpochs = chance.chance(percent: 60)
    adopt()
    for _ in 0..<chance.number(in: 0...2) { amend() }
    changeRoles()
    for observer in builder.world.observers { changeKeys(of: observer) }
    standStill()
    speak()
    dispute()
    guard chance.chance(percent: 70), let last = builder.closes.map(\.takenAt).max() else { return }
    attempt(
      ProgramClosed(reason: Label(known: "over")), by: .committee,
      at: last.later(chance.number(in: 20...90_000)))
  }

  /// Before the first pool begins.
  private var created: Timestamp { span.start.later(-9 * 86_400) }

  private mutating func adopt() {
    let at = created.later(chance.number(in: 600...90_000))
    if chance.chance(percent: 70) {
      let source = builder.text("The policy as it was written, \(seed)", at: at)
      for _ in 0..<chance.number(in: 1...2) {
        attempt(
          ProgramAdopted(
            policy: Sha256.digest(of: builder.documents.policyBytes), source: source,
            reference: chance.chance(percent: 50) ? Label(known: "proposal-246") : nil),
          by: .committee, at: at)
      }
    }
    for rule in ["proof-reported", "largest-share"] where chance.chance(percent: 40) {
      let why = builder.text("Why \(rule) is accepted, \(seed)", at: at)
      attempt(
        AcceptanceRecorded(
          rule: Label(known: rule), figures: Invented.digest("figures", "\(seed) \(rule)"),
          why: why), by: .committee, at: at.later(60))
    }
  }

  // MARK: Roles and keys

  private mutating func changeRoles() {
    if chance.chance(percent: 30) {
      let committee = builder.committee
      attempt(
        CommitteeChanged(
          threshold: chance.number(in: 1...committee.members.count),
          members: chance.shuffled(committee.members)), by: .committee, at: time(in: span))
    }
    if chance.chance(percent: 25) {
      let at = created.later(chance.number(in: 3_600...86_400))
      attempt(
        AdministratorAppointed(
          administrator: Invented.address("history deputy \(seed)"),
          providers: chance.chance(percent: 60) ? [address(0)] : [],
          from: at.later(7 * 86_400 + chance.number(in: 0...(86_400 + span.seconds)))),
        by: .committee, at: at)
    }
    if chance.chance(percent: 25) {
      let at = time(in: span)
      attempt(
        OperatorSucceeded(
          origin: "history-\(seed).example/log-2", key: ScriptBuilder.key("log of \(seed)"),
          from: at.later(8 * 86_400)), by: .committee, at: at)
    }
    if chance.chance(percent: 25) {
      let names = ["witness one", "witness two", "witness of \(seed)"]
      attempt(
        WitnessesChanged(threshold: 1, witnesses: names.map { ScriptBuilder.key($0) }),
        by: .committee, at: time(in: span))
    }
  }

  /// Keys of observers that are handed on, or found to be somebody else's.
  private mutating func changeKeys(of observer: ObserverScript) {
    if chance.chance(percent: 8) {
      let successor = observer.name + " again"
      builder.trust(observer: successor)
      attempt(
        KeyRotated(successor: Invented.observer(successor)), by: .key(observer.key),
        at: time(in: span))
    }
    if chance.chance(percent: 8) {
      let from: Int? = chance.pick([nil, 1, chance.number(in: 10...120)])
      attempt(
        KeyRevoked(key: PublicKeyText(observer.key), compromisedFrom: from), by: .committee,
        at: time(in: TimeSpan(span.start, span.end.later(86_400))))
    }
  }

  // MARK: Halts, words, probes

  private mutating func standStill() {
    for what in HaltedPart.allCases where chance.chance(percent: 25) {
      let halt = part(of: span, atMost: chance.pick([slot * 2, 7_200, 43_200]))
      attempt(
        ProgramHalted(what: what, reason: Label(known: "caution")), by: .committee, at: halt.start)
      attempt(ProgramResumed(what: what), by: .committee, at: halt.end)
    }
  }

  private mutating func speak() {
    for _ in 0..<chance.number(in: 0...3) {
      let at = time(in: span)
      let author: Author = chance.pick([
        .committee, admin, author(0), .key(builder.world.observers[0].key),
      ])
      let text = builder.text("A remark, \(seed) \(at)", at: at)
      attempt(NoteAdded(topic: Label(known: "remark"), text: text), by: author, at: at)
    }
    for observer in builder.world.observers where chance.chance(percent: 30) {
      let secret = Invented.digest("probe", "\(seed) \(observer.name)")
      let commitment = Sha256.digest(of: secret.bytes)
      let probed = part(of: span, atMost: 7_200)
      attempt(
        ProbeCommitted(from: probed.start, until: probed.end, commitment: commitment),
        by: .key(observer.key), at: probed.start.later(-chance.number(in: 0...7_200)))
      attempt(
        ProbeRevealed(commitment: commitment, seed: secret), by: .key(observer.key),
        at: probed.end.later(chance.number(in: -60...3_600)))
    }
  }

  // MARK: Disputes

  /// Some of what is held until the committee says; it changes no statement by itself.
  private mutating func dispute() {
    for close in builder.closes where close.version == 1 && chance.chance(percent: 30) {
      let provider = chance.number(in: 0...(builder.world.providers.count - 1))
      let at = close.takenAt.later(chance.pick([1, 600, 7_200]))
      let why = builder.text("Why this is disputed, \(seed) \(close.pool) \(close.epoch)", at: at)
      let id = nextID("d")
      let micros: Int64 = chance.pick([1, 1_000, 1_000_000])
      attempt(
        DisputeOpened(
          dispute: id, pool: close.pool, epoch: close.epoch, provider: address(provider),
          amount: sound(try Amount(micros: micros)), why: why),
        by: author(provider), at: at)
      guard chance.chance(percent: 70) else { continue }
      let decided = at.later(chance.number(in: 1...90_000))
      let reasons = builder.text("What the committee found, \(seed) \(id)", at: decided)
      attempt(
        DisputeResolved(
          dispute: id, outcome: chance.pick([.upheld, .dismissed]), why: reasons),
        by: .committee, at: decided)
    }
  }

  // MARK: Amendments

  /// Another policy from a boundary on that is one in every pool, with its notice.
  private mutating func amend() {
    let calendars = policy.pools.map { EpochCalendar($0) }
    let moments = calendars.flatMap { calendar in
      (1..<max(calendar.count, 1)).map { calendar.boundary($0) }
    }.filter { moment in
      zip(policy.pools, calendars).allSatisfy { pool, calendar in
        guard pool.span.start < moment, moment < pool.span.end,
          let epoch = calendar.epoch(containing: moment)
        else { return true }
        return calendar.boundary(epoch - 1) == moment
      }
    }
    guard !moments.isEmpty else { return }
    let from = chance.pick(moments)
    let at = from.later(-ProgramAmended.noticeSeconds - chance.number(in: 0...80_000))
    let digest = builder.offer(amended(), at: at)
    attempt(
      ProgramAmended(
        policy: digest, catalogue: Sha256.digest(of: builder.documents.catalogueBytes),
        source: nil, from: from), by: .committee, at: at)
  }

  /// The policy with some rules changed that may change.
  private mutating func amended() -> ProgramPolicy {
    var policy = policy
    if chance.chance(percent: 50) {
      policy.observation.unobservedAllowance = ratio(chance.pick([0, 100_000, 1_000_000]))
      policy.observation.maintenance.allowanceSeconds = chance.pick([0, 3_600, 14_400])
    }
    if chance.chance(percent: 30) {
      policy.observation.quorum.state = chance.number(in: 1...min(observerCount, 2))
    }
    for index in policy.pools.indices where chance.chance(percent: 75) {
      change(&policy.pools[index])
    }
    return policy
  }

  private mutating func change(_ pool: inout PoolPolicy) {
    for _ in 0..<chance.number(in: 1...3) {
      switch chance.number(in: 0...6) {
      case 0:
        pool.uptime.curve = [
          CurveStep(from: .zero, factor: .fixed(.zero)),
          CurveStep(from: ratio(chance.pick([1, 600_000, 950_000])), factor: .proportional),
        ]
      case 1: pool.uptime.denominator = pool.uptime.denominator == .observed ? .due : .observed
      case 2: pool.uptime.windowEpochs = chance.number(in: 1...3)
      case 3: pool.proof = chance.pick([.reported, .leased, .challenged])
      case 4:
        let micros = pool.amount.amount.micros
        pool.amount = Money(
          sound(try Amount(micros: min(micros + micros / 7 + 1, Amount.limitMicros))), pool.currency
        )
      case 5 where pool.kind == .epoch:
        pool.unallocated = pool.unallocated == .carry ? .return : .carry
        pool.classWeights = []
      case 6 where pool.kind == .epoch && pool.floor == nil:
        pool.caps.beneficiaryShare = chance.pick([nil, ratio(400_000)])
        pool.sizeClasses = []
        pool.baseline = nil
      default: pool.eligibility.homogeneousNodes.toggle()
      }
    }
  }

  private func ratio(_ ppm: UInt64) -> Ratio { sound(try Ratio(ppm: ppm)) }
}
