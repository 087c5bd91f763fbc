public import Quantities

/// What an operator keeps of a funded machine's revenue, and from when on that holds.
public struct RevenueTerms: Hashable, Sendable {
  /// One part of the fee, by name.
  public struct Component: Hashable, Sendable {
    /// How it is counted.
    public enum Kind: Hashable, Sendable {
      /// ⌊earned · share⌋.
      case share(Ratio)
      /// So much per span, over all classes, at most what is left.
      case fixed(micros: Int64)
    }

    /// Its name, such as `operator` or `hosting`.
    public let name: Label
    /// How it is counted.
    public let kind: Kind

    /// Joins the two.
    public init(_ name: Label, _ kind: Kind) {
      self.name = name
      self.kind = kind
    }
  }

  /// The parts of the fee, in the order in which they are taken.
  public let components: [Component]
  /// When they were agreed.
  public let agreed: Timestamp
  /// From when on they hold.
  public let appliesFrom: Timestamp

  /// Takes every field as it is.
  public init(components: [Component], agreed: Timestamp, appliesFrom: Timestamp) {
    self.components = components
    self.agreed = agreed
    self.appliesFrom = appliesFrom
  }

  /// Whether they hold for time before they were agreed.
  public var isRetroactive: Bool { appliesFrom < agreed }

  /// The fees of what a piece of a span earned, by component; together at most the amount.
  ///
  ///     share: ⌊earned·share⌋      fixed: ⌊fixed·until/whole⌋ − ⌊fixed·from/whole⌋
  ///
  /// `seconds` is the piece, counted from the span's start, and whole = `wholeSeconds` the span:
  /// over all its pieces a fixed amount is taken once.
  public func fees(
    ofMicros earned: Int64, seconds: Range<Int64>, of wholeSeconds: Int64
  ) -> [(name: Label, micros: Int64)] {
    let whole = max(0, earned)
    var left = whole
    return components.map { component in
      let wanted: Int64 =
        switch component.kind {
        case .share(let share):
          Int64(
            min(
              UInt128(whole.magnitude) * UInt128(share.ppm) / UInt128(Ratio.ppmPerOne),
              UInt128(left.magnitude)))
        case .fixed(let micros): Self.part(max(0, micros), seconds, of: wholeSeconds)
        }
      let fee = min(left, wanted)
      left -= fee
      return (component.name, fee)
    }
  }

  private static func part(
    _ micros: Int64, _ seconds: Range<Int64>, of wholeSeconds: Int64
  ) -> Int64 {
    func upTo(_ second: Int64) -> Int64 {
      let share = mulDivFloor(
        UInt128(micros.magnitude), UInt128(second.magnitude), UInt128(wholeSeconds.magnitude))
      return Int64(clamping: share ?? 0)
    }
    return upTo(seconds.upperBound) - upTo(seconds.lowerBound)
  }

  /// The terms in force at a second: those agreed last among those that apply.
  public static func inForce(at time: Timestamp, of terms: [RevenueTerms]) -> RevenueTerms? {
    var best: RevenueTerms?
    for candidate in terms where candidate.appliesFrom <= time {
      if let found = best, candidate.agreed < found.agreed { continue }
      best = candidate
    }
    return best
  }
}
