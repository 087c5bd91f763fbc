import Probing
import Quantities

/// Notices when one whole slot has been watched.
struct OnceWatch {
  var slotSeconds: Int64 = 300
  /// When watching began, in milliseconds: the slot that ran then is no whole one.
  var beganAt: Int64 = .min
  private var first: Int64?

  /// Remembers the first whole slot in which anything was decided.
  mutating func see(_ outcome: SlotOutcome) {
    if case .unobserved = outcome.state { return }
    let start = outcome.slotStart.seconds
    guard first == nil, start * 1_000 >= beganAt else { return }
    first = start
  }

  /// When that slot is over, with time for its answers, in milliseconds.
  var end: Int64? { first.map { ($0 + slotSeconds) * 1_000 + 1_000 } }

  func isDone(_ wall: Int64) -> Bool { end.map { wall >= $0 } ?? false }
}
