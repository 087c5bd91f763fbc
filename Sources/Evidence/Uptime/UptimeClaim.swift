public import Quantities

/// What a third party says of a provider's uptime; never accepted over our own samples (O-48b).
public struct UptimeClaim: Hashable, Sendable {
  /// Who says so.
  public let source: Label
  /// The length of the window in seconds.
  public let windowSeconds: Int64
  /// The uptime, or nil where the source gives null, which is no evidence of anything (O-46).
  public let uptime: Ratio?

  /// Takes every field as it is.
  public init(source: Label, windowSeconds: Int64, uptime: Ratio?) {
    self.source = source
    self.windowSeconds = windowSeconds
    self.uptime = uptime
  }
}

/// A claim beside our own samples of the same window.
public struct UptimeComparison: Hashable, Sendable {
  /// What was claimed.
  public let claim: UptimeClaim
  /// What we saw, which is what counts.
  public let own: UptimeWindow
  /// How the two stand to each other.
  public let verdict: Verdict

  /// How a claim stands to our own samples.
  public enum Verdict: Hashable, Sendable {
    /// The source says nothing.
    case noEvidence
    /// We saw nothing in the window; the claim stands alone and is not taken over.
    case notObserved
    /// The difference is within the tolerance.
    case agrees
    /// The difference in ppm, positive where the source claims more.
    case disagrees(byPPM: Int64)
  }

  /// Holds claims against our own stretches, each over its own window ending at `now`.
  public static func compare(
    _ claims: [UptimeClaim], _ stretches: [UptimeStretch], now: Timestamp,
    tolerance: Ratio
  ) -> [UptimeComparison] {
    claims.map { claim in
      let own = UptimeWindow(stretches, lastSeconds: claim.windowSeconds, now: now)
      return UptimeComparison(
        claim: claim, own: own, verdict: own.verdict(onClaim: claim.uptime, tolerance: tolerance))
    }
  }
}

extension UptimeWindow {
  /// How a third party's figure for this window stands to our own samples.
  public func verdict(onClaim claimed: Ratio?, tolerance: Ratio) -> UptimeComparison.Verdict {
    guard let claimed else { return .noEvidence }
    guard let own = uptime else { return .notObserved }
    // Ratios are at most 10^12 ppm, so that their difference fits.
    let difference = Int64(claimed.ppm) - Int64(own.ppm)
    return difference.magnitude <= tolerance.ppm ? .agrees : .disagrees(byPPM: difference)
  }
}
