import Evidence
import Quantities

extension ObserverMachine {
  /// Takes in what was read of leases, as far as its seconds are not sealed or being sealed.
  mutating func sighted(_ report: LeaseReport) {
    let limit = ObserverState.limitProviders
    var dropped = 0
    for row in report.sightings {
      guard row.isWithinLimits, UInt64(row.provider.rawValue) < limit,
        row.device.map({ DeviceKey($0) != nil }) ?? true
      else {
        dropped += 1
        continue
      }
      let parts = open(row.span)
      if parts != [row.span] { dropped += 1 }
      for part in parts {
        var kept = row
        kept.span = part
        keep(.lease(kept))
      }
    }
    for closing in report.closings {
      guard UInt64(closing.provider.rawValue) < limit, isOpen(closing.at) else {
        dropped += 1
        continue
      }
      keep(.closing(closing))
    }
    keep(.leasesRead(until: report.span.end))
    if dropped > 0 { find(.leaseRowsDropped(count: dropped)) }
  }

  /// The parts of a span that may still be spoken of.
  private func open(_ span: TimeSpan) -> [TimeSpan] {
    let parts = state.unsealed(span)
    guard let sealing else { return parts }
    return parts.flatMap { $0.without(numbering.span(sealing.slots)) }
  }

  private func isOpen(_ time: Timestamp) -> Bool {
    let slot = numbering.slot(holding: time)
    return numbering.isKnown(slot) && !state.sealed.contains(slot)
      && sealing?.slots.contains(slot) != true
  }

  /// Until when the segments of a stretch wait for leases, by the wall clock in milliseconds.
  ///
  /// A quarter of the grace is enough for a chain that stands still or a node that is away, and
  /// leaves the rest for the files.
  func leasePatience(_ end: Timestamp, _ order: WatchOrder) -> Int64 {
    guard order.readsLeases, (state.leasesReadUntil ?? .earliest) < end else { return 0 }
    return max(0, order.graceSeconds) / 4 * 1_000
  }
}
