/// Adjacent units of one claim that were alike in every second.
public struct UnitGroup: Hashable, Sendable {
  /// The number of the first unit, from 1.
  public var first: Int
  /// How many units.
  public var units: Int
  /// What the seconds of each unit were.
  public var seconds: KindSeconds
  /// Uptime of each, floored once to ppm (law 11); nil: there was nothing to measure.
  public var uptimePPM: UInt32?
  /// What the curve makes of the uptime, in ppm.
  public var factorPPM: UInt32
  /// What each is credited with, in millionths of a second; at most verified · 10^6.
  public var credit: UInt64

  /// Takes every field as it is.
  public init(
    first: Int, units: Int, seconds: KindSeconds, uptimePPM: UInt32?, factorPPM: UInt32,
    credit: UInt64
  ) {
    self.first = first
    self.units = units
    self.seconds = seconds
    self.uptimePPM = uptimePPM
    self.factorPPM = factorPPM
    self.credit = credit
  }
}
