import Policy
import Quantities

/// From a unit's seconds to its uptime, factor and credit (section 5, O-30).
struct UptimeCurve {
  private let rule: UptimeRule

  init(_ rule: UptimeRule) {
    self.rule = rule
  }

  struct Credit: Equatable {
    var uptimePPM: UInt32?
    var factorPPM: UInt32
    /// Millionths of a second.
    var credit: UInt64
  }

  /// D': what uptime is measured against, beside the verified seconds.
  func denominator(_ seconds: KindSeconds) -> UInt64 {
    switch rule.denominator {
    case .observed: seconds.down
    case .due: seconds.down &+ seconds.unknown
    }
  }

  /// Law 4, with `observed`: a second that nobody saw stands on neither side.
  ///
  ///     uptime = ⌊ΣU · 10⁶ / Σ(U + D')⌋ over the window,   undefined when the sum is 0: factor 0
  ///     credit = U · factor,   or min(U · 10⁶, (U + D') · factor) with base `due`;   ≤ U · 10⁶
  func credit(_ seconds: KindSeconds, earlier: UptimeHistory.Sums) -> Credit {
    let verified = seconds.verified
    let due = verified + denominator(seconds)
    let full = verified * Ratio.ppmPerOne
    let uptimePPM: UInt64
    if earlier == UptimeHistory.Sums() {
      // One epoch's seconds fit 64 bits with room for the factor.
      guard due > 0 else { return Credit(uptimePPM: nil, factorPPM: 0, credit: 0) }
      uptimePPM = full / due
    } else {
      let measured = UInt128(due) + earlier.verified + earlier.denominator
      let up = UInt128(verified) + earlier.verified
      guard let uptime = Ratio.floor(of: up, over: measured) else {
        return Credit(uptimePPM: nil, factorPPM: 0, credit: 0)
      }
      uptimePPM = uptime.ppm
    }
    let factor = factor(uptimePPM)
    let credit =
      switch rule.base {
      case .verified: verified * UInt64(factor)
      case .due: min(full, due * UInt64(factor))
      }
    return Credit(uptimePPM: UInt32(uptimePPM), factorPPM: factor, credit: credit)
  }

  /// The last step that begins at or below the uptime.
  func factor(_ uptimePPM: UInt64) -> UInt32 {
    var factor: UInt64 = 0
    for step in rule.curve where step.from.ppm <= uptimePPM {
      switch step.factor {
      case .fixed(let ratio): factor = ratio.ppm
      case .proportional: factor = uptimePPM
      }
    }
    // Uptime is at most one, and a close refuses fixed factors above one.
    return UInt32(min(factor, Ratio.ppmPerOne))
  }
}
