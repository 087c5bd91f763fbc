/// A floor per provider and epoch (O-32).
public struct FloorRule: Hashable, Sendable {
  /// The floor, in the pool's currency.
  public var amountMicros: Int64
  /// How lease revenue counts.
  public var mode: Mode

  /// Takes every field as it is.
  public init(
    amountMicros: Int64,
    mode: Mode
  ) {
    self.amountMicros = amountMicros
    self.mode = mode
  }

  /// How lease revenue counts.
  public enum Mode: String, Hashable, Sendable, CaseIterable {
    /// Only what revenue lacks is paid.
    case topUp = "top-up"
    /// The floor is paid whatever revenue is.
    case regardless
  }
}
