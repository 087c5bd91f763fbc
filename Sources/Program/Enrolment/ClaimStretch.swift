import Policy
import Quantities

/// The seconds of one claim, as the rule of exchanges looks at them.
struct ClaimStretch {
  let from: Timestamp
  let until: Timestamp

  /// A claim that ends before it begins is never in force: it neither ends nor begins anything.
  var isEmpty: Bool { until <= from }
}

/// Finds the claims of a pool, provider and class by their positions in a book.
struct ClaimStretches: Hashable, Sendable {
  private struct Key: Hashable {
    let pool: Label
    let provider: Address
    let gpuClass: GPUClass
  }

  private var positions: [Key: [Int]] = [:]

  func positions(_ pool: Label, _ provider: Address, _ gpuClass: GPUClass) -> [Int] {
    positions[Key(pool: pool, provider: provider, gpuClass: gpuClass)] ?? []
  }

  mutating func add(
    _ position: Int, _ pool: Label, _ provider: Address, _ gpuClass: GPUClass
  ) {
    positions[Key(pool: pool, provider: provider, gpuClass: gpuClass), default: []]
      .append(position)
  }
}

extension EpochCalendar {
  /// Refuses two claims of one pool, provider and class of which, inside one epoch, one ends and
  /// the other begins:
  ///
  ///     b(n − 1) < A.until < b(n)   and   b(n − 1) < B.from < b(n),   A ≠ B
  ///
  /// Whichever comes first: a claim that begins shortly before another ends takes over its devices
  /// just as one that begins afterwards, and leaves the same outage behind.
  func requireNoExchange(
    _ new: ClaimStretch, _ others: [ClaimStretch]
  ) throws(Rejection) {
    try requireNoExchange(ending: new, beginning: others)
    guard !new.isEmpty, let epoch = epoch(dividedBy: new.from) else { return }
    for other in others where !other.isEmpty && epoch.contains(other.until) {
      guard other.until > epoch.start else { continue }
      throw .exchangeWithinEpoch(ends: other.until, begins: new.from, epoch: epoch)
    }
  }

  /// The same for a claim that gets an earlier end.
  func requireNoExchange(
    ending claim: ClaimStretch, beginning others: [ClaimStretch]
  ) throws(Rejection) {
    guard !claim.isEmpty, let epoch = epoch(dividedBy: claim.until) else { return }
    for other in others where !other.isEmpty && epoch.contains(other.from) {
      guard other.from > epoch.start else { continue }
      throw .exchangeWithinEpoch(ends: claim.until, begins: other.from, epoch: epoch)
    }
  }
}
