public import Quantities
import Synchronization

/// A world's present, moved by whoever plays it: for programs whose days take seconds.
public final class WorldTime: Sendable {
  private let millis: Atomic<Int64>

  /// Begins at a second.
  public init(_ start: Timestamp) { millis = Atomic(start.seconds * 1_000) }

  /// The present, in thousandths of a second since 1970.
  public var presentMillis: Int64 { millis.load(ordering: .acquiring) }

  /// The present second.
  public var present: Timestamp {
    (try? Timestamp(seconds: presentMillis / 1_000)) ?? .earliest
  }

  /// Moves to a later moment; an earlier one changes nothing.
  public func move(toMillis moment: Int64) {
    millis.max(moment, ordering: .acquiringAndReleasing)
  }
}
