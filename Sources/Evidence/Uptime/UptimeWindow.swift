public import Quantities

/// Uptime over one window as people are shown it: with how much of the window was observed.
public struct UptimeWindow: Hashable, Sendable {
  /// The length of the window in seconds.
  public let windowSeconds: Int64
  /// The seconds seen up.
  public let upSeconds: Int64
  /// The seconds seen down, those of a stretch that still goes on included (O-48).
  public let downSeconds: Int64

  /// Measures stretches that do not overlap; what lies outside the window does not count.
  public init(_ stretches: [UptimeStretch], window: TimeSpan) {
    windowSeconds = window.seconds
    upSeconds = stretches.reduce(0) { $0 + ($1.isUp ? $1.seconds(inside: window) : 0) }
    downSeconds = stretches.reduce(0) { $0 + ($1.isUp ? 0 : $1.seconds(inside: window)) }
  }

  /// Measures the window of so many seconds that ends at `now`.
  public init(_ stretches: [UptimeStretch], lastSeconds: Int64, now: Timestamp) {
    let start = (try? now.adding(seconds: -max(lastSeconds, 0))) ?? .earliest
    do {
      self.init(stretches, window: try TimeSpan(start: start, end: now))
    } catch {
      preconditionFailure("A window ends where it begins or later.")
    }
  }

  /// The seconds seen up or down.
  public var observedSeconds: Int64 { upSeconds + downSeconds }

  /// ⌊up · 10^6 / observed⌋ ppm, or nil where nothing was observed; 0 is 0, not nil (O-46).
  public var uptime: Ratio? {
    guard observedSeconds > 0 else { return nil }
    return Ratio.floor(of: UInt128(upSeconds), over: UInt128(observedSeconds))
  }

  /// How much was observed: `2 of 30 days observed` (O-47).
  public var coverageText: String {
    let isDays = windowSeconds % 86_400 == 0 && windowSeconds >= 2 * 86_400
    let unit: Int64 = isDays ? 86_400 : 3_600
    return "\(Self.tenths(observedSeconds, unit)) of \(Self.tenths(windowSeconds, unit)) "
      + (isDays ? "days" : "hours") + " observed"
  }

  /// A number of units, cut to tenths, without a fraction where there is none.
  private static func tenths(_ seconds: Int64, _ unit: Int64) -> String {
    let tenths = seconds * 10 / unit
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
