import Quantities

/// What enough observers say of each subject, second by second, in maximal stretches.
struct StretchQuorum<Subject: Comparable, Value: Comparable> {
  /// One observer's word on one subject, in seconds of the span.
  struct Word {
    let subject: Subject
    let observer: Int
    let value: Value
    let from: Int64
    let to: Int64
  }

  /// Seconds in which one value counts.
  struct Stretch {
    let subject: Subject
    let value: Value
    let from: Int64
    var to: Int64

    /// The same as a part of the span whose seconds were counted.
    func span(in whole: TimeSpan) -> TimeSpan {
      do {
        return try TimeSpan(
          start: whole.start.adding(seconds: from), end: whole.start.adding(seconds: to))
      } catch {
        preconditionFailure("A stretch lies inside the span.")
      }
    }
  }

  private let threshold: Int
  /// The stretches that count, by subject and start.
  private(set) var counted: [Stretch] = []
  /// Those that enough observers reported and more, or smaller ones, outdid.
  private(set) var lost: [Stretch] = []

  init(_ words: [Word], threshold: Int) {
    self.threshold = threshold
    let ordered = words.sorted {
      ($0.subject, $0.from, $0.observer) < ($1.subject, $1.from, $1.observer)
    }
    for words in ordered.chunked(by: { $0.subject == $1.subject }) { judge(words) }
  }

  /// A finding for each stretch that lost, with the provider and class of its value.
  func conflicts(
    in span: TimeSpan, slotSeconds: Int64, _ subject: (Value) -> (provider: UInt32, code: UInt32)
  ) -> FindingLedger {
    var findings = FindingLedger()
    for stretch in lost {
      let (provider, code) = subject(stretch.value)
      let slots =
        Int(stretch.from / slotSeconds)..<Int((stretch.to + slotSeconds - 1) / slotSeconds)
      findings.add(
        .leaseConflict, provider: provider, code: code,
        slots: SlotSet(slots, slotCount: Int(span.seconds / slotSeconds)))
    }
    return findings
  }

  /// Sweeps over the moments at which a word on the subject begins or ends.
  private mutating func judge(_ words: ArraySlice<Word>) {
    let moments = (words.map(\.from) + words.map(\.to)).sorted()
    let subject = words[words.startIndex].subject
    var active: [Word] = []
    var next = words.startIndex
    var open: Stretch?
    for (moment, end) in zip(moments, moments.dropFirst()) where moment < end {
      active.removeAll { $0.to <= moment }
      while next < words.endIndex, words[next].from == moment {
        active.append(words[next])
        next += 1
      }
      let value = winner(active, subject, from: moment, to: end)
      if let same = open, let value, same.value == value, same.to == moment {
        open?.to = end
        continue
      }
      if let open { counted.append(open) }
      open = value.map { Stretch(subject: subject, value: $0, from: moment, to: end) }
    }
    if let open { counted.append(open) }
  }

  /// The value with the most observers among those that reach the quorum, then the smallest.
  private mutating func winner(
    _ active: [Word], _ subject: Subject, from: Int64, to: Int64
  ) -> Value? {
    let reached = active.map(\.value).sorted().chunked { $0 == $1 }
      .filter { $0.count >= threshold }
    guard var best = reached.first else { return nil }
    for rival in reached.dropFirst() where rival.count > best.count { best = rival }
    let winner = best[best.startIndex]
    for rival in reached where rival[rival.startIndex] != winner {
      lost.append(
        Stretch(subject: subject, value: rival[rival.startIndex], from: from, to: to))
    }
    return winner
  }
}
