public import Quantities

/// When earned amounts vest (O-39).
public struct VestingRule: Hashable, Sendable {
  /// Kind of vesting.
  public var kind: Kind
  /// For `cliff`: time from a claim's start.
  public var cliff: CalendarDuration?
  /// What an early end does to what has not vested.
  public var onExit: OnExit

  /// Takes every field as it is.
  public init(
    kind: Kind,
    cliff: CalendarDuration?,
    onExit: OnExit
  ) {
    self.kind = kind
    self.cliff = cliff
    self.onExit = onExit
  }

  /// Kind of vesting.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// At once.
    case none
    /// All at a moment, later amounts at once.
    case cliff
    /// At the end of each quarter of the claim's term.
    case quarterly
  }

  /// What an early end does to what has not vested.
  public enum OnExit: String, Hashable, Sendable, CaseIterable {
    /// It goes back to the pool.
    case forfeit
    /// It vests at once.
    case keep
  }
}
