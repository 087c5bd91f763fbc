/// From a unit's uptime to the factor on its seconds (O-30).
public struct UptimeRule: Hashable, Sendable {
  /// What the factor is applied to.
  public var base: Base
  /// What uptime is measured against.
  public var denominator: Denominator
  /// Epochs over which uptime is measured, this one included.
  public var windowEpochs: Int
  /// Rising steps, the first from 0.
  public var curve: [CurveStep]

  /// Takes every field as it is.
  public init(
    base: Base,
    denominator: Denominator,
    windowEpochs: Int,
    curve: [CurveStep]
  ) {
    self.base = base
    self.denominator = denominator
    self.windowEpochs = windowEpochs
    self.curve = curve
  }

  /// What the factor is applied to.
  public enum Base: String, Hashable, Sendable, CaseIterable {
    /// Verified seconds.
    case verified
    /// Due seconds, never more than verified ones.
    case due
  }

  /// What uptime is measured against.
  public enum Denominator: String, Hashable, Sendable, CaseIterable {
    /// Seconds seen up or down.
    case observed
    /// These and the seconds that nobody saw of this provider alone.
    case due
  }
}
