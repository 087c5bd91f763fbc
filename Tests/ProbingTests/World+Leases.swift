import Evidence
import Policy
import Probing
import Quantities
import TestSupport

/// The network's leases beside a world: a truth of seconds, read slot by slot as a shell does.
extension World {
  static let leaseCount = 5

  /// A lease's terms in a stretch of ten minutes; nil: it does not run.
  func lease(_ number: Int, _ second: Int64) -> LeaseSighting? {
    var draw = SplitMix64(
      seed: seed &* 17 &+ UInt64(number) &* 1_009 &+ UInt64(second / 600))
    guard !draw.oneIn(3), let span = Self.span(second, second + 1),
      let tenant = try? Address("akash1tenant\(number % 2)")
    else { return nil }
    return LeaseSighting(
      lease: LeaseIdentifier(value: UInt128(number)), provider: ProviderIndex(UInt32(number)),
      device: number == 0 ? nil : DeviceDescriptor(vendor: "nvidia", name: "h100"),
      gpus: UInt32(number), span: span, state: .active, isAnswered: false,
      denomination: .microDollars, pricePerHourMicros: 1_000 + UInt64(draw.below(2)),
      payment: number == 4
        ? nil
        : LeasePayment(
          tenant: tenant, milliCores: 4_000, costPPM: draw.oneIn(4) ? 3_000 : 2_500))
  }

  static func span(_ from: Int64, _ to: Int64) -> TimeSpan? {
    guard let start = try? Timestamp(seconds: from), let end = try? Timestamp(seconds: to) else {
      return nil
    }
    return try? TimeSpan(start: start, end: end)
  }

  /// When a lease ends for good, as the chain says: one second for each.
  func closing(_ number: Int) -> Int64 { Self.day + 3_600 * 5 + 700 + Int64(number) * 613 }

  /// What a chain says of a slot: one row for each lease and stretch of ten minutes.
  func report(_ slot: Int64) -> LeaseReport? {
    let from = slot * Self.slotSeconds
    let to = from + Self.slotSeconds
    guard let whole = Self.span(from, to) else { return nil }
    var report = LeaseReport(span: whole)
    for number in 0..<Self.leaseCount {
      var begin = from
      while begin < to {
        let end = min(to, (begin / 600 + 1) * 600)
        if var row = lease(number, begin), let span = Self.span(begin, end) {
          row.span = span
          report.sightings.append(row)
        }
        begin = end
      }
      let at = closing(number)
      if (from..<to).contains(at), let time = try? Timestamp(seconds: at) {
        report.closings.append(
          LeaseClosing(
            lease: LeaseIdentifier(value: UInt128(number)),
            provider: ProviderIndex(UInt32(number)), at: time, reason: .unstable))
      }
    }
    return report
  }

  /// Reads the next slot, as soon as both the chain and the wall clock have passed it.
  mutating func readLeases() throws {
    guard order.readsLeases, !chainIsAway else { return }
    let slot = nextLeaseSlot ?? now.wall / 1_000 / Self.slotSeconds
    nextLeaseSlot = slot
    let due = ((slot + 1) * Self.slotSeconds + 20) * 1_000
    guard real >= due, now.wall >= due, var report = report(slot) else { return }
    nextLeaseSlot = slot + 1
    chance.shuffle(&report.sightings)
    if !isMade(slot) {
      reported.insert(slot)
      // The write that is under way may not hold it; the one behind that does.
      unsafeLeases[slot] = 2
    }
    try feed(.leases(report))
  }

  /// Where a shell goes on after a restart: at most six hours back.
  func resumedLeaseSlot() -> Int64 {
    let present = now.wall / 1_000
    let known = machine.leasesReadUntil.map(\.seconds) ?? present
    return min(max(known, present - 21_600), present) / Self.slotSeconds
  }

  // MARK: Judging

  /// Holds the files of leases against the truth: second by second nothing else, and of the slots
  /// that lay safe everything.
  func judgeLeases(_ files: [Segment], _ covered: [TimeSpan]) -> [String] {
    var problems: [String] = []
    var seen: Set<Int64> = []
    var paid: Set<Int64> = []
    var closed: Set<Int> = []
    for file in files {
      let start = file.header.start.seconds
      switch file {
      case .lease(let segment):
        for index in 0..<segment.rowCount {
          problems += judge(segment.row(index), segment, start, &seen)
        }
      case .activity(let segment):
        for index in 0..<segment.rowCount {
          problems += judge(segment.row(index), segment, start, &paid)
        }
      case .closing(let segment):
        for index in 0..<segment.rowCount {
          let row = segment.row(index)
          let number = Int(row.lease.value)
          if start + Int64(row.at) != closing(number) || row.reason != .unstable {
            problems.append("lease \(number) ends at another time")
          }
          if !closed.insert(number).inserted { problems.append("lease \(number) ends twice") }
        }
      default: break
      }
    }
    for slot in safeLeases {
      let from = slot * Self.slotSeconds
      guard covered.contains(where: { $0.start.seconds <= from && from < $0.end.seconds }) else {
        continue
      }
      for number in 0..<Self.leaseCount {
        for second in [from, from + Self.slotSeconds - 1] {
          guard let row = lease(number, second) else { continue }
          let mark = second * 16 + Int64(number)
          if !seen.contains(mark) { problems.append("lease \(number) lost at \(second)") }
          if row.payment != nil, !paid.contains(mark) {
            problems.append("payment of lease \(number) lost at \(second)")
          }
        }
        let at = closing(number)
        if (from..<from + Self.slotSeconds).contains(at), !closed.contains(number) {
          problems.append("the end of lease \(number) is lost")
        }
      }
    }
    return problems
  }

  private func judge(
    _ row: LeaseRow, _ segment: LeaseSegment, _ start: Int64, _ seen: inout Set<Int64>
  ) -> [String] {
    let number = Int(row.lease.value)
    for second in start + Int64(row.from)..<start + Int64(row.to) {
      seen.insert(second * 16 + Int64(number))
      guard let truth = lease(number, second), reported.contains(second / Self.slotSeconds),
        truth.gpus == row.gpus, truth.pricePerHourMicros == row.pricePerHourMicros,
        truth.provider.rawValue == row.provider, row.state == .active,
        truth.device
          == (Int(row.descriptor) < segment.descriptors.count
            ? segment.descriptors[Int(row.descriptor)] : nil)
      else { return ["lease \(number) is invented at \(second)"] }
    }
    return []
  }

  private func judge(
    _ row: ActivityRow, _ segment: ActivitySegment, _ start: Int64, _ paid: inout Set<Int64>
  ) -> [String] {
    let number = Int(row.lease.value)
    for second in start + Int64(row.from)..<start + Int64(row.to) {
      paid.insert(second * 16 + Int64(number))
      guard let truth = lease(number, second)?.payment,
        reported.contains(second / Self.slotSeconds), truth.costPPM == row.costPPM,
        truth.milliCores == row.milliCores, truth.tenant == segment.tenants[Int(row.tenant)]
      else { return ["payment of lease \(number) is invented at \(second)"] }
    }
    return []
  }
}
