import Quantities

/// What was tried of the entries that the log is to have; what is owed follows from the state.
struct Submitting: Sendable {
  /// Which entry: its kind and what it is about.
  struct Key: Hashable, Comparable, Sendable {
    let rank: UInt8
    let digest: Quantities.Digest

    static func < (left: Key, right: Key) -> Bool {
      (left.rank, left.digest) < (right.rank, right.digest)
    }
  }

  /// The entry that is on its way; one at a time.
  private(set) var current: ObserverEntry?
  /// When an entry that was refused for now may be tried again, and after how many refusals.
  private var waits = SortedMap<Key, (until: Int64, failures: Int)>()
  /// Entries whose end is known and not yet safe in the spool.
  private var ended = SortedMap<Key, Bool>()
  private var serverFailures = 0
  /// Until when the server is left alone.
  private(set) var serverUntil: Int64?
  /// Findings that were told.
  private var told = SortedMap<Key, Bool>()

  /// When an entry may be tried, if it may; nil: its end is known.
  func time(of key: Key, due: Int64) -> Int64? {
    guard ended[key] == nil else { return nil }
    return max(due, waits[key]?.until ?? due, serverUntil ?? due)
  }

  mutating func begin(_ entry: ObserverEntry) { current = entry }

  mutating func succeed(_ key: Key) {
    current = nil
    (serverFailures, serverUntil) = (0, nil)
    waits[key] = nil
    ended[key] = true
  }

  mutating func serverIsAway(now: Int64, backoff: ClosedRange<Int64>) {
    current = nil
    serverFailures += 1
    serverUntil = now + backoff.wait(after: serverFailures)
  }

  mutating func refuseForNow(_ key: Key, now: Int64, backoff: ClosedRange<Int64>) {
    current = nil
    (serverFailures, serverUntil) = (0, nil)
    let failures = (waits[key]?.failures ?? 0) + 1
    waits[key] = (now + backoff.wait(after: failures), failures)
  }

  /// What ended with this digest is safe in the spool.
  mutating func settle(_ digest: Quantities.Digest) {
    for key in ended.keys where key.digest == digest { ended[key] = nil }
  }

  /// Whether something is told for the first time.
  mutating func isNews(_ key: Key) -> Bool {
    guard told[key] == nil else { return false }
    told[key] = true
    return true
  }
}
