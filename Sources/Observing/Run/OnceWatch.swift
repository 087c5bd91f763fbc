import Probing
import Quantities

/// Notices when one whole slot has been watched.
struct OnceWatch {
  var slotSeconds: Int64 = 300
  private var first: Int64?

  /// Remembers the second slot in which anything was decided: the first one may have begun before.
  mutating func see(_ outcome: SlotOutcome) {
    guard first == nil, case .unobserved = outcome.state else {
      first = min(first ?? .max, outcome.slotStart.seconds)
      return
    }
  }

  /// When the first slot that was watched is over, with time for its answers, in milliseconds.
  var end: Int64? { first.map { ($0 + slotSeconds) * 1_000 + 1_000 } }

  func isDone(_ wall: Int64) -> Bool { end.map { wall >= $0 } ?? false }
}
