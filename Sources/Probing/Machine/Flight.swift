import Evidence
import Quantities

/// One provider's question in one slot, from its first attempt until its outcome.
struct Flight: Sendable {
  let slot: Int64
  /// The planned moment on the monotonic clock; every later time of the flight follows from it.
  let anchor: Int64
  /// What the canaries said when it was first asked.
  let standing: CanaryWatch.Standing
  var attempt = 0
  var phase: Phase
  /// Tells the newest timer from those before it.
  var serial: UInt64
  /// Whether an attempt told nothing: then the slot is never down.
  var isUnclear = false

  enum Phase: Hashable, Sendable {
    /// An answer is awaited.
    case asking
    /// The next attempt is awaited.
    case resting
    /// All attempts failed; the canaries decide.
    case judging(DownReason, failedAt: Int64)
  }
}

/// Times at which flights want to be looked at, the earliest first; outdated ones are passed over.
struct TimerHeap: Sendable {
  private struct Entry: Comparable {
    let due: Int64
    let provider: ProviderIndex
    let serial: UInt64

    static func < (left: Entry, right: Entry) -> Bool {
      (left.due, left.provider, left.serial) < (right.due, right.provider, right.serial)
    }
  }

  private var entries: [Entry] = []

  /// The earliest time.
  var first: Int64? { entries.first?.due }

  mutating func add(due: Int64, _ provider: ProviderIndex, serial: UInt64) {
    entries.append(Entry(due: due, provider: provider, serial: serial))
    var child = entries.count - 1
    while child > 0, entries[child] < entries[(child - 1) / 2] {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes out the earliest that is due.
  mutating func take(until time: Int64) -> (provider: ProviderIndex, serial: UInt64)? {
    guard let first = entries.first, first.due <= time else { return nil }
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    var parent = 0
    while true {
      let children = (2 * parent + 1..<2 * parent + 3).filter { $0 < entries.count }
      guard let least = children.min(by: { entries[$0] < entries[$1] }),
        entries[least] < entries[parent]
      else { break }
      entries.swapAt(least, parent)
      parent = least
    }
    return (first.provider, first.serial)
  }
}
