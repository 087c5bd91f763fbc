/// The four tiers of data centres with the availability that each stands for.
public enum DataCentreTier: Int, Hashable, Sendable, CaseIterable {
  case one = 1
  case two, three, four

  /// The availability in millionths.
  public var availabilityPPM: UInt64 {
    switch self {
    case .one: 996_710
    case .two: 997_410
    case .three: 999_820
    case .four: 999_950
    }
  }

  /// The downtime that this allows in so many hours, in hundredths of an hour, rounded half up.
  ///
  /// Tier two allows 22.69 h of 8,760 h (O-22). Nil above a million hours.
  public func allowedDowntimeHundredths(hours: UInt64) -> UInt64? {
    guard hours <= 1_000_000 else { return nil }
    return (hours * (1_000_000 - availabilityPPM) * 100 + 500_000) / 1_000_000
  }
}
