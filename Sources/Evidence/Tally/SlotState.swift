/// What quorum makes of a provider in one slot, by the first rule of `tally.md` that holds.
public enum SlotState: UInt8, Hashable, Sendable, CaseIterable {
  /// Too few observers were at work at all (DESIGN law 4, O-49).
  case unobservedAll
  /// Observers contradict each other, or the provider's own proof does (O-50).
  case conflict
  /// Enough observers saw it up.
  case up
  /// Enough observers saw it down.
  case down
  /// Observers were at work, but too few saw this provider.
  case unobservedProvider

  /// The name in findings and texts.
  public var name: String {
    switch self {
    case .unobservedAll: "unobserved-all"
    case .conflict: "conflict"
    case .up: "up"
    case .down: "down"
    case .unobservedProvider: "unobserved-provider"
    }
  }
}
