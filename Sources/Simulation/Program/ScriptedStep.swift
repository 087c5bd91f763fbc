import Program
import Quantities

/// Something that happens at a time, in a script.
struct ScriptedStep: Sendable {
  enum Action: Sendable {
    /// A line; `isTried`: a refusal is expected and kept.
    case line(any EntryBody, by: Author, isTried: Bool)
    /// A segment is made and its digest published.
    case publish(SegmentOrder)
    /// A second segment for the same slots is made and published.
    case publishAgain(SegmentOrder)
    /// An entry of a kind that no reader knows, which may be ignored.
    case remark
    /// A file turns up.
    case deliver([UInt8])
  }

  let at: Timestamp
  let action: Action
}

/// Steps in order of time, and of their adding within a second.
struct StepQueue: Sendable {
  private var steps: [ScriptedStep] = []
  private var next = 0

  init(_ steps: [ScriptedStep] = []) {
    let ordered = steps.enumerated().sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }
    self.steps = ordered.map(\.element)
  }

  mutating func add(_ step: ScriptedStep) {
    var low = next
    var high = steps.count
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].at <= step.at { low = middle + 1 } else { high = middle }
    }
    steps.insert(step, at: low)
  }

  /// The next step up to a time.
  mutating func take(until time: Timestamp) -> ScriptedStep? {
    guard next < steps.count, steps[next].at <= time else { return nil }
    defer { next += 1 }
    return steps[next]
  }
}
