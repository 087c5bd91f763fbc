import DevNet
import Evidence
import Quantities
import Rewards

/// Reads one trick after another out of statements and evidence.
struct TrickReading {
  let cast: PilotCast
  let epochs: [EpochOutcome]
  let perUnit: Int64

  // MARK: Providers

  func row(_ trick: Trick, _ enrolment: PilotCast.Enrolment) -> TrickRow {
    let parts = epochs.compactMap { $0.part(of: enrolment.label) }
    let paid = parts.reduce(0) { $0 + $1.amountMicros }
    let leases = LeasesTold(parts)
    let own = trick.isSelfLeasing ? leases.paidMicros - leases.keptMicros : 0
    return TrickRow(
      trick: trick, actor: enrolment.label.text, shownUnits: enrolment.units,
      ownUnits: enrolment.ownUnits, paidMicros: paid, leasedMicros: leases.paidMicros,
      beyondMicros: paid - leases.paidMicros - perUnit * Int64(enrolment.ownUnits) + own,
      caughtBy: trick.isSelfLeasing ? leases.words : caught(enrolment))
  }

  /// What took seconds from it, most first: why observers counted it as down, what the tally found
  /// of its inventory, and which kind its other seconds were.
  private func caught(_ enrolment: PilotCast.Enrolment) -> [String] {
    var seconds = KindSeconds()
    for epoch in epochs {
      guard let part = epoch.part(of: enrolment.label) else { continue }
      for kind in SecondKind.allCases { seconds[kind] &+= part.unitSeconds[kind] }
    }
    let total = seconds.total
    guard total > 0 else { return [] }
    // What befell everybody is nobody's trick.
    let own = SecondKind.allCases.filter { $0 != .verified && $0 != .unobservedAll }
    return
      own
      .filter { seconds[$0] > 0 }
      .sorted { (seconds[$1], $0.rawValue) < (seconds[$0], $1.rawValue) }
      .map { kind in
        let share = seconds[kind] * 100 / total
        let because = because(kind, enrolment)
        return "\(kind.name) \(share) %" + (because.isEmpty ? "" : " (\(because))")
      }
  }

  /// The observers' reasons behind downtime, or the tally's findings behind unknown counts.
  private func because(_ kind: SecondKind, _ enrolment: PilotCast.Enrolment) -> String {
    switch kind {
    case .down: reasons(enrolment).joined(separator: ", ")
    case .missing, .inventoryUnknown, .conflict: findings(enrolment).joined(separator: ", ")
    default: ""
    }
  }

  private func reasons(_ enrolment: PilotCast.Enrolment) -> [String] {
    var counts = [Int](repeating: 0, count: DownReason.allCases.count)
    for (_, row) in rows(of: enrolment) {
      for run in row.reasons { counts[Int(run.reason.rawValue) - 1] += Int(run.to - run.from) }
    }
    return DownReason.allCases
      .filter { counts[Int($0.rawValue) - 1] > 0 }
      .sorted { counts[Int($1.rawValue) - 1] < counts[Int($0.rawValue) - 1] }
      .map(\.name)
  }

  private func findings(_ enrolment: PilotCast.Enrolment) -> [String] {
    var names: [String] = []
    for epoch in epochs {
      for finding in epoch.findings
      where finding.provider == number(of: enrolment) && !names.contains(finding.kind.name) {
        names.append(finding.kind.name)
      }
    }
    return names
  }

  /// A provider's number on the roster: enrolments were entered in their order.
  private func number(of enrolment: PilotCast.Enrolment) -> ProviderIndex? {
    cast.enrolments.firstIndex(of: enrolment).map { ProviderIndex(UInt32($0)) }
  }

  private func rows(
    of enrolment: PilotCast.Enrolment
  ) -> [(observer: Int, row: PresenceRow)] {
    epochs.flatMap { epoch in
      epoch.seen.keys.sorted().compactMap { observer in
        epoch.seen[observer].flatMap { row($0, of: enrolment) }.map { (observer, $0) }
      }
    }
  }

  private func row(_ segment: PresenceSegment, of enrolment: PilotCast.Enrolment) -> PresenceRow? {
    guard let number = number(of: enrolment) else { return nil }
    return (0..<segment.rowCount).first { segment.provider(row: $0) == number }
      .map { segment.row($0) }
  }

  // MARK: Observers

  /// A liar's row: what its rival lost, and how many slots the other two contradict.
  func row(lie: Lie) -> TrickRow {
    let contradicted = contradicted(by: lie)
    let rival = cast.enrolments.first { $0.position == lie.rival }
    let lost = rival.map { -beyondLike($0, in: lie.epoch) } ?? 0
    return TrickRow(
      trick: .lyingObserver, actor: "observer-\(lie.observer + 1)", shownUnits: 0, ownUnits: 0,
      paidMicros: 0, leasedMicros: 0, beyondMicros: lost,
      caughtBy: contradicted == 0
        ? [] : ["quorum 2 of 3: contradicted in \(contradicted) provider-slots"])
  }

  /// What an enrolment was paid in an epoch beyond its GPUs at the honest rate of that epoch.
  private func beyondLike(_ enrolment: PilotCast.Enrolment, in number: Int) -> Int64 {
    guard let epoch = epochs.first(where: { $0.number == number }) else { return 0 }
    let like = cast.honest.filter { $0 != enrolment }
    let units = like.reduce(0) { $0 + $1.ownUnits }
    guard units > 0 else { return 0 }
    let paid = like.reduce(Int64(0)) { $0 + (epoch.part(of: $1.label)?.presentMicros ?? 0) }
    let own = epoch.part(of: enrolment.label)?.presentMicros ?? 0
    return own - paid * Int64(enrolment.ownUnits) / Int64(units)
  }

  /// Slots in which the liar's word about either stands against both others'.
  private func contradicted(by lie: Lie) -> Int {
    guard let epoch = epochs.first(where: { $0.number == lie.epoch }),
      let liars = epoch.seen[lie.observer]
    else { return 0 }
    let others = epoch.seen.keys.sorted().filter { $0 != lie.observer }
    guard others.count == 2 else { return 0 }
    return cast.enrolments
      .filter { [lie.rival, lie.friend].contains($0.position) }
      .reduce(0) { sum, enrolment in
        let rows = others.compactMap { epoch.seen[$0].flatMap { row($0, of: enrolment) } }
        guard let own = row(liars, of: enrolment), rows.count == 2 else { return sum }
        let differing = (0..<own.up.slotCount).count { slot in
          Sight(own, slot) != Sight(rows[0], slot) && Sight(rows[0], slot) == Sight(rows[1], slot)
        }
        return sum + differing
      }
  }

  /// A sleeper's row: the program went on with the other two.
  func row(sleeper observer: Int, in number: Int) -> TrickRow {
    let epoch = epochs.first { $0.number == number }
    let unobserved = epoch.map { outcome in
      cast.honest.reduce(UInt64(0)) {
        $0 + (outcome.part(of: $1.label)?.unitSeconds[.unobservedAll] ?? 0)
      }
    }
    let isAbsent = epoch.map { $0.seen[observer] == nil } ?? false
    return TrickRow(
      trick: .sleepingObserver, actor: "observer-\(observer + 1)", shownUnits: 0, ownUnits: 0,
      paidMicros: 0, leasedMicros: 0, beyondMicros: 0,
      caughtBy: isAbsent
        ? ["nothing delivered; the other two sufficed (\(unobserved ?? 0) s unobserved)"] : [])
  }
}

extension StatementPart {
  /// What it has for being there.
  fileprivate var presentMicros: Int64 { amountMicros - leasedMicros }
}

/// What one observer saw in one slot: up with how many devices, down, or nothing.
private struct Sight: Equatable {
  let isUp: Bool
  let isDown: Bool
  let devices: UInt64

  init(_ row: PresenceRow, _ slot: Int) {
    isUp = row.up.contains(slot)
    isDown = row.down.contains(slot)
    devices = row.inventory
      .filter { Int($0.from) <= slot && slot < Int($0.to) }
      .reduce(0) { $0 + UInt64($1.capacity) }
  }
}
