import Evidence
import Quantities

/// An order with its targets by provider.
struct WatchTable: Sendable {
  let order: WatchOrder
  /// Ascending by provider and time; only those on the roster.
  private let targets: [ProbeTarget]

  init(_ order: WatchOrder) {
    self.order = order
    targets = order.targets.filter { $0.provider.position < order.roster.count }
      .sorted { ($0.provider, $0.from, $0.endpoint) < ($1.provider, $1.from, $1.endpoint) }
  }

  /// The targets that share a second with a slot, one per provider: the one that is there longest
  /// into the slot.
  func watched(in slot: TimeSpan) -> [ProbeTarget] {
    var watched: [ProbeTarget] = []
    for target in targets where target.touches(slot) {
      if let last = watched.last, last.provider == target.provider { watched.removeLast() }
      watched.append(target)
    }
    return watched
  }

  /// Where a provider is asked in a slot; nil where it is watched no more.
  func target(_ provider: ProviderIndex, in slot: TimeSpan) -> ProbeTarget? {
    var low = 0
    var high = targets.count
    while low < high {
      let middle = (low + high) / 2
      if targets[middle].provider < provider { low = middle + 1 } else { high = middle }
    }
    return targets[low...].prefix { $0.provider == provider }.last { $0.touches(slot) }
  }

  /// The key that speaks for all of a span; nil where no one term holds it.
  func key(for span: TimeSpan) -> ObserverKey? {
    order.terms.first {
      $0.from <= span.start && ($0.until.map { span.end <= $0 } ?? true)
    }?.key
  }

  /// Whether any term has a second of a span.
  func isAppointed(in span: TimeSpan) -> Bool {
    order.terms.contains { $0.from < span.end && ($0.until.map { span.start < $0 } ?? true) }
  }
}

extension ProbeTarget {
  fileprivate func touches(_ slot: TimeSpan) -> Bool {
    from < slot.end && (until.map { slot.start < $0 } ?? true)
  }
}
