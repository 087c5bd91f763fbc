public import Quantities

/// A stretch in which our own observers saw a provider in one state.
public struct UptimeStretch: Hashable, Sendable {
  /// The first second.
  public let start: Timestamp
  /// The first second after it, or nil where it still goes on.
  public let end: Timestamp?
  /// Up, or else down; what was not observed has no stretch.
  public let isUp: Bool

  /// Takes every field as it is.
  public init(start: Timestamp, end: Timestamp?, isUp: Bool) {
    self.start = start
    self.end = end
    self.isUp = isUp
  }

  /// The seconds inside a window; one that still goes on reaches its end (O-48).
  func seconds(inside window: TimeSpan) -> Int64 {
    let from = max(start, window.start)
    let to = min(end ?? window.end, window.end)
    return max(to.seconds - from.seconds, 0)
  }
}

extension Tally {
  /// The provider's stretches of this span, ascending; conflicts and the unobserved have none.
  public func stretches(_ provider: ProviderIndex) -> [UptimeStretch] {
    let up = slots(.up, provider).ranges.map { ($0, true) }
    let down = slots(.down, provider).ranges.map { ($0, false) }
    return (up + down).sorted { $0.0.lowerBound < $1.0.lowerBound }.map { range, isUp in
      UptimeStretch(
        start: time(slot: range.lowerBound), end: time(slot: range.upperBound), isUp: isUp)
    }
  }

  /// The second at which a slot begins; the number of slots gives the end of the span.
  public func time(slot: Int) -> Timestamp {
    do {
      return try start.adding(seconds: Int64(slot) * slotSeconds)
    } catch {
      preconditionFailure("A slot of the span begins inside the span.")
    }
  }
}
