import Quantities

/// The lines of all payloads, by digest: what tells that a payload comes again.
///
/// It holds every payload for ever, because one may be sent again at any time: 36 bytes an entry.
/// All but the newest lie in sorted runs that never change, so that copies of a state share them.
struct PayloadIndex: Equatable, Sendable {
  /// Digests ascending, and the line of each.
  private struct Run: Equatable, Sendable {
    let digests: [Digest]
    let lines: [UInt32]
  }

  /// How many of the newest are kept apart.
  private static var limitNewest: Int { 512 }

  /// Each longer than the one after it.
  private var runs: [Run] = []
  private var newest: [Digest: UInt32] = [:]

  /// The line that holds a payload, if any does.
  subscript(digest: Digest) -> Int? {
    if let line = newest[digest] { return Int(line) }
    for run in runs {
      var low = 0
      var high = run.digests.count
      while low < high {
        let middle = low + (high - low) / 2
        if run.digests[middle] < digest { low = middle + 1 } else { high = middle }
      }
      if low < run.digests.count, run.digests[low] == digest { return Int(run.lines[low]) }
    }
    return nil
  }

  /// Adds a payload that is not there; lines are counted in 31 bits.
  mutating func add(_ digest: Digest, line: Int) {
    newest[digest] = UInt32(line)
    guard newest.count == Self.limitNewest else { return }
    let sorted = newest.sorted { $0.key < $1.key }
    var run = Run(digests: sorted.map(\.key), lines: sorted.map(\.value))
    newest.removeAll(keepingCapacity: true)
    // As a number is counted up in binary: each entry is moved once for every doubling.
    while let last = runs.last, last.digests.count <= run.digests.count {
      run = Self.merged(runs.removeLast(), run)
    }
    runs.append(run)
  }

  private static func merged(_ left: Run, _ right: Run) -> Run {
    var digests: [Digest] = []
    var lines: [UInt32] = []
    digests.reserveCapacity(left.digests.count + right.digests.count)
    lines.reserveCapacity(left.digests.count + right.digests.count)
    var (first, second) = (0, 0)
    while first < left.digests.count || second < right.digests.count {
      let takesLeft =
        second == right.digests.count
        || first < left.digests.count && left.digests[first] < right.digests[second]
      let (run, index) = takesLeft ? (left, first) : (right, second)
      digests.append(run.digests[index])
      lines.append(run.lines[index])
      if takesLeft { first += 1 } else { second += 1 }
    }
    return Run(digests: digests, lines: lines)
  }
}
