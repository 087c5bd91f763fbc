public import Policy
public import Quantities

/// How fast a total is paid out, so that selling it does not move the market (O-40).
///
///     paid by t ≤ ⌊T · (t − from) / (until − from)⌋
public struct PacingRule: Hashable, Sendable {
  /// The total, in micro-units.
  public let totalMicros: Int64
  /// Over which time.
  public let span: TimeSpan

  /// Nil for a total out of bounds or an empty span.
  public init?(totalMicros: Int64, span: TimeSpan) {
    guard totalMicros >= 0, totalMicros <= Amount.limitMicros, span.seconds > 0 else { return nil }
    self.totalMicros = totalMicros
    self.span = span
  }

  /// What may have been paid by a time.
  public func allowedMicros(by time: Timestamp) -> Int64 {
    guard time > span.start else { return 0 }
    guard time < span.end else { return totalMicros }
    let passed = UInt128(time.seconds(since: span.start).magnitude)
    let whole = UInt128(span.seconds.magnitude)
    return Int64(UInt128(totalMicros.magnitude) * passed / whole)
  }

  /// What a batch at a time may pay, at least 0.
  public func budgetMicros(at time: Timestamp, paidMicros: Int64) -> Int64 {
    max(0, allowedMicros(by: time) - max(0, paidMicros))
  }

  /// ⌊T · 86,400 / seconds⌋, for showing.
  public var perDayMicros: Int64 {
    let perDay = UInt128(totalMicros.magnitude) * UInt128(Timestamp.secondsPerDay)
    return Int64(min(perDay / UInt128(span.seconds.magnitude), UInt128(Amount.limitMicros)))
  }

  /// What a day's payouts are of the market's daily volume: least, most; nil without volume.
  public func shareOfVolume(_ volume: VolumeRange) -> (low: Ratio, high: Ratio)? {
    guard volume.lowMicros > 0, volume.highMicros >= volume.lowMicros else { return nil }
    let perDay = UInt128(perDayMicros.magnitude)
    guard let low = Ratio.floor(of: perDay, over: UInt128(volume.highMicros.magnitude)),
      let high = Ratio.floor(of: perDay, over: UInt128(volume.lowMicros.magnitude))
    else { return nil }
    return (low, high)
  }

  /// ⌊volume · share⌋ a day since the last batch: the second bound, if the policy sets one.
  public static func volumeBudgetMicros(
    dailyVolumeMicros: Int64, share: Ratio, seconds: Int64
  ) -> Int64 {
    guard dailyVolumeMicros > 0, dailyVolumeMicros <= Amount.limitMicros, seconds > 0 else {
      return 0
    }
    let perDay = UInt128(dailyVolumeMicros) * UInt128(share.ppm) / UInt128(Ratio.ppmPerOne)
    let budget = mulDivFloor(perDay, UInt128(seconds), UInt128(Timestamp.secondsPerDay))
    return Int64(min(budget ?? 0, UInt128(Amount.limitMicros)))
  }
}
