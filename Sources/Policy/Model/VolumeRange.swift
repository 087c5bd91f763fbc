/// Daily trading volume, as a range.
public struct VolumeRange: Hashable, Sendable {
  /// Lower end, in micro-dollars a day.
  public var lowMicros: Int64
  /// Upper end, in micro-dollars a day.
  public var highMicros: Int64

  /// Takes every field as it is.
  public init(
    lowMicros: Int64,
    highMicros: Int64
  ) {
    self.lowMicros = lowMicros
    self.highMicros = highMicros
  }
}
