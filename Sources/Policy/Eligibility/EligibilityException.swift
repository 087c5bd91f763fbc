public import Quantities

/// A decision to admit what a rule refuses: who decided it, why and when (O-16).
public struct EligibilityException: Hashable, Sendable {
  /// The most bytes of `who` and of `why`.
  public static let limitBytes = 1_000

  /// What the exception sets aside.
  public enum Rule: Hashable, Sendable {
    /// The rule with this reason code.
    case reason(EligibilityReason.Code)
    /// Every rule of eligibility, written `eligibility`.
    case eligibility

    /// Reads a reason code that can be excepted, or `eligibility`.
    public init?(_ text: String) {
      if text.utf8.elementsEqual("eligibility".utf8) {
        self = .eligibility
      } else if let code = EligibilityReason.Code(rawValue: text), code.canBeExcepted {
        self = .reason(code)
      } else {
        return nil
      }
    }

    /// As it is written.
    public var text: String {
      switch self {
      case .reason(let code): code.rawValue
      case .eligibility: "eligibility"
      }
    }
  }

  /// Why an exception was refused, one case per rule.
  public enum Refusal: Error, Hashable, Sendable {
    /// Nobody is named.
    case whoMissing
    /// No reason is given.
    case whyMissing
    /// A text is longer than `limitBytes`.
    case tooLong
    /// The rule cannot be set aside.
    case ruleCannotBeExcepted(EligibilityReason.Code)
  }

  /// What it sets aside.
  public let rule: Rule
  /// Who decided.
  public let who: String
  /// Why.
  public let why: String
  /// When.
  public let when: CivilDate

  /// Refuses an exception without a person or without a reason.
  public init(rule: Rule, who: String, why: String, when: CivilDate) throws(Refusal) {
    guard Self.hasWords(who) else { throw .whoMissing }
    guard Self.hasWords(why) else { throw .whyMissing }
    guard who.utf8.count <= Self.limitBytes, why.utf8.count <= Self.limitBytes else {
      throw .tooLong
    }
    if case .reason(let code) = rule, !code.canBeExcepted { throw .ruleCannotBeExcepted(code) }
    self.rule = rule
    self.who = who
    self.why = why
    self.when = when
  }

  private static func hasWords(_ text: String) -> Bool { text.utf8.contains { $0 > 0x20 } }

  /// Whether it sets aside the rule with this code.
  public func covers(_ code: EligibilityReason.Code) -> Bool {
    switch rule {
    case .reason(let named): named == code
    case .eligibility: code.canBeExcepted
    }
  }
}

extension EligibilityReason.Code {
  /// Whether an exception can set the rule aside.
  ///
  /// Notes decide nothing, and where it stays open what would be paid there is nothing to allow. A
  /// class that the catalogue lacks can be allowed: that is how its review ends.
  public var canBeExcepted: Bool {
    switch self {
    case .classAmbiguous, .nodeEmpty, .namedInProgramText, .exceptionAllowed,
      .hostMemoryBelowGPUMemory, .hostMemoryUnknown:
      false
    case .vendorNotAdmitted, .memoryBelowMinimum, .classNotAdmitted, .classRefused,
      .launchedBefore, .launchDateUnknown, .launchDateImprecise, .launchDatesDisagree,
      .classUnknown, .nodeMixed, .termBelowMinimum, .termNotStated, .tierBelowMinimum,
      .tierNotDeclared, .tierEvidenceMissing:
      true
    }
  }
}
