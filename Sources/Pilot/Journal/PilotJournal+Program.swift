import Application
import DevNet
import Evidence
import Keys
import Policy
import Program
import Quantities
import Rewards

extension PilotJournal {
  /// Entry 0, the observers' appointments and the providers' enrolments.
  func begin(_ cast: PilotCast, _ rules: ProgramPolicy, catalogue: [UInt8]) async throws {
    let policy = PolicyJSON.encode(rules)
    try blobs.put(policy)
    try blobs.put(catalogue)
    try await enter([
      (
        ProgramCreated(
          name: rules.name, network: rules.network, policy: Sha256.digest(of: policy),
          catalogue: Sha256.digest(of: catalogue), logOrigin: Self.origin,
          logKey: PilotPeople.text(people.log), threshold: people.threshold,
          members: people.committee.map(PilotPeople.text), witnesses: [],
          administrator: people.administratorAddress, administratorProviders: []),
        .committee
      )
    ])
    try await enter(
      people.observers.map { key in
        (
          ObserverAppointed(
            observer: try Self.observer(key), from: rules.window.start, until: nil),
          .committee
        )
      })
    guard let pool = rules.pools.first else { return }
    // The last epoch has no claims: what was held in the one before is decided in its statement.
    let calendar = EpochCalendar(pool)
    let until = calendar.count > 1 ? calendar.epoch(calendar.count)?.start : nil
    try await enter(
      cast.enrolments.map { enrolment in
        (
          ProviderEnrolled(
            enrolment: enrolment.label, pool: pool.name, provider: enrolment.provider,
            gpuClass: enrolment.gpuClass, units: enrolment.units, from: pool.span.start,
            until: until),
          .account(enrolment.provider)
        )
      })
  }

  /// A key as evidence names it.
  static func observer(_ key: SigningKey) throws -> ObserverKey {
    ObserverKey(bytes: try Digest(bytes: key.publicKey.bytes))
  }

  /// Freezes and closes an epoch by the administrator's hand, and enters both.
  func close(_ number: Int, of pool: Label) async throws -> EpochOutcome {
    let id = EpochID(pool: pool, number: number)
    do {
      var freezing = FreezeEpoch(try reader())
      let freeze = try freezing.freeze(id, now: time.present)
      try await enter([(EpochFrozen(freeze), .account(people.administratorAddress))])
      var closing = CloseEpoch(try reader())
      let closed = try closing.close(id)
      let published = StatementPublished(closed, freeze: Sha256.digest(of: freeze.bytes))
      try await enter([(published, .account(people.administratorAddress))])
      return EpochOutcome(
        number: number, statement: closed.statement, findings: closed.input.tally.findings,
        seen: try presence(of: freeze))
    } catch let refusal as EpochRefusal {
      throw PilotFailure.epoch("\(pool)/\(number)", said: "\(refusal)")
    }
  }

  /// Closes an epoch, and has the committee refuse what was held of it, because nobody saw it: what
  /// is decided before the next epoch's close counts there.
  func close(_ number: Int, of pool: Label, reviewedBy cast: PilotCast) async throws
    -> EpochOutcome
  {
    let outcome = try await close(number, of: pool)
    let held = outcome.statement.lines.flatMap(\.holds).filter { $0.epoch == number }
    try await enter(
      cast.enrolments.filter { one in held.contains { $0.claim == one.label } }.map {
        (
          ReviewDecided(pool: pool, epoch: number, provider: $0.provider, decision: .refuse),
          .committee
        )
      })
    return outcome
  }

  /// What a freeze counts of presence, by observer's number.
  private func presence(of freeze: Freeze) throws -> [Int: PresenceSegment] {
    var seen: [Int: PresenceSegment] = [:]
    for frozen in freeze.segments where frozen.type == .presence {
      guard let bytes = try blobs.get(frozen.digest, lengthBytes: frozen.lengthBytes) else {
        continue
      }
      let segment = try PresenceSegment(bytes: bytes)
      let observer = people.observers.firstIndex {
        $0.publicKey.bytes == segment.header.observer.bytes.bytes
      }
      if let observer { seen[observer] = segment }
    }
    return seen
  }
}
