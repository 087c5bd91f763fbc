import Policy
import Quantities

/// Leases second by second: what enough observers say of one, in maximal stretches.
struct LeaseQuorum {
  /// One observer's word on one lease, in seconds of the span.
  struct Word {
    let lease: LeaseIdentifier
    let observer: Int
    let value: Value
    let isAnswered: Bool
    let from: Int64
    let to: Int64
  }

  /// What observers must agree on.
  struct Value: Equatable {
    let provider: UInt32
    /// A class's number plus 1, or 0 for no class, which comes first.
    let classOrder: UInt64
    let gpus: UInt32
    let state: UInt8
    let denomination: UInt8
    let price: UInt64

    static func < (left: Value, right: Value) -> Bool {
      (left.provider, left.classOrder, left.gpus, left.state, left.denomination, left.price)
        < (
          right.provider, right.classOrder, right.gpus, right.state, right.denomination,
          right.price
        )
    }
  }

  private let span: TimeSpan
  private let slotSeconds: Int64
  private let slotCount: Int
  private let threshold: Int
  private(set) var leases: [TallyLease] = []
  private(set) var findings = FindingLedger()

  init(_ words: [Word], span: TimeSpan, slotSeconds: Int64, threshold: Int) {
    self.span = span
    self.slotSeconds = slotSeconds
    self.threshold = threshold
    slotCount = Int(span.seconds / slotSeconds)
    let ordered = words.sorted {
      ($0.lease, $0.from, $0.observer) < ($1.lease, $1.from, $1.observer)
    }
    for words in ordered.chunked(by: { $0.lease == $1.lease }) { judge(words) }
  }

  /// A stretch in which one value counts, while it grows.
  private struct Open {
    var value: Value
    var from: Int64
    var to: Int64
    var isAnswered: Bool
  }

  /// Sweeps over the moments at which a word on the lease begins or ends.
  private mutating func judge(_ words: ArraySlice<Word>) {
    let moments = (words.map(\.from) + words.map(\.to)).sorted()
    var active: [Word] = []
    var next = words.startIndex
    var open: Open?
    for (moment, end) in zip(moments, moments.dropFirst()) where moment < end {
      active.removeAll { $0.to <= moment }
      while next < words.endIndex, words[next].from == moment {
        active.append(words[next])
        next += 1
      }
      let isAnswered = active.contains { $0.isAnswered }
      let winner = winner(active, from: moment, to: end)
      if var same = open, let winner, same.value == winner, same.to == moment {
        same.to = end
        same.isAnswered = same.isAnswered || isAnswered
        open = same
        continue
      }
      close(open, words[words.startIndex].lease)
      open = winner.map { Open(value: $0, from: moment, to: end, isAnswered: isAnswered) }
    }
    close(open, words[words.startIndex].lease)
  }

  /// The value with the most observers among those that reach the quorum, then the smallest.
  private mutating func winner(_ active: [Word], from: Int64, to: Int64) -> Value? {
    let values = active.map(\.value).sorted { $0 < $1 }
    let reached = values.chunked { $0 == $1 }.filter { $0.count >= threshold }
    guard var best = reached.first else { return nil }
    for rival in reached.dropFirst() where rival.count > best.count { best = rival }
    let winner = best[best.startIndex]
    for rival in reached where rival[rival.startIndex] != winner {
      let value = rival[rival.startIndex]
      let slots = Int(from / slotSeconds)..<Int((to + slotSeconds - 1) / slotSeconds)
      findings.add(
        .leaseConflict, provider: value.provider, code: Self.code(value),
        slots: SlotSet(slots, slotCount: slotCount))
    }
    return winner
  }

  private static func code(_ value: Value) -> UInt32 {
    value.classOrder == 0 ? DeviceIndex.noClass : UInt32(value.classOrder - 1)
  }

  private mutating func close(_ open: Open?, _ lease: LeaseIdentifier) {
    guard let open else { return }
    let code = Self.code(open.value)
    guard let state = LeaseState(rawValue: open.value.state),
      let denomination = LeaseDenomination(rawValue: open.value.denomination)
    else { preconditionFailure("A lease row's states were checked when it was read.") }
    do {
      leases.append(
        TallyLease(
          lease: lease, provider: ProviderIndex(open.value.provider),
          gpuClass: code == DeviceIndex.noClass ? nil : ClassIndex(code),
          gpus: open.value.gpus,
          span: try TimeSpan(
            start: span.start.adding(seconds: open.from),
            end: span.start.adding(seconds: open.to)),
          state: state, answered: open.isAnswered, denomination: denomination,
          pricePerHourMicros: open.value.price))
    } catch {
      preconditionFailure("A stretch of a lease lies inside the span.")
    }
  }
}
