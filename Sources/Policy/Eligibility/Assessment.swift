/// What a rule makes of a class, a node or an offer.
///
/// A refusal decides over a doubt, and a doubt over nothing.
public struct Assessment: Hashable, Sendable {
  /// The outcome.
  public enum Verdict: Hashable, Sendable {
    /// Nothing speaks against it.
    case eligible
    /// The rule's letter speaks against it.
    case refused([EligibilityReason])
    /// What is known does not decide it; a person must.
    case needsReview([EligibilityReason])
  }

  private let refusals: [EligibilityReason]
  private let doubts: [EligibilityReason]
  private let notes: [EligibilityReason]

  init(
    refusals: [EligibilityReason] = [], doubts: [EligibilityReason] = [],
    notes: [EligibilityReason] = []
  ) {
    self.refusals = refusals
    self.doubts = doubts
    self.notes = notes
  }

  /// The outcome with its reasons; never without one where it is not eligible.
  public var verdict: Verdict {
    if !refusals.isEmpty { return .refused(refusals) }
    return doubts.isEmpty ? .eligible : .needsReview(doubts)
  }

  /// What a reader should see beside the outcome.
  public var flags: [EligibilityReason] { refusals.isEmpty ? notes : doubts + notes }

  /// Whether nothing speaks against it.
  public var isEligible: Bool { refusals.isEmpty && doubts.isEmpty }

  /// Whether the rule's letter speaks against it.
  public var isRefused: Bool { !refusals.isEmpty }

  /// The reasons of the outcome, the deciding one first.
  public var reasons: [EligibilityReason] { refusals.isEmpty ? doubts : refusals }

  /// Everything that speaks against it: refusals, then doubts, each in the order of the rules.
  public var opposing: [EligibilityReason] { refusals + doubts }

  /// Joins what a rule makes of several parts of one whole, equal reasons once.
  public static func joining(_ parts: [Assessment]) -> Assessment {
    Assessment(
      refusals: firstOfEqual(parts.flatMap(\.refusals)),
      doubts: firstOfEqual(parts.flatMap(\.doubts)),
      notes: firstOfEqual(parts.flatMap(\.notes)))
  }

  /// The same with an exception in force: the rule that it names no longer decides.
  ///
  /// Eligible only when nothing else stands in the way; an exception that meets nothing changes
  /// nothing.
  public func allowing(_ exception: EligibilityException) -> Assessment {
    let met = (refusals + doubts).filter { exception.covers($0.code) }
    guard !met.isEmpty else { return self }
    return Assessment(
      refusals: refusals.filter { !exception.covers($0.code) },
      doubts: doubts.filter { !exception.covers($0.code) },
      notes: notes + [.exceptionAllowed(exception, from: met.map(\.code))])
  }

  private static func firstOfEqual(_ reasons: [EligibilityReason]) -> [EligibilityReason] {
    var kept: [EligibilityReason] = []
    for reason in reasons where !kept.contains(reason) { kept.append(reason) }
    return kept
  }
}
