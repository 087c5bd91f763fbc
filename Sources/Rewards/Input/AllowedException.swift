import Policy
public import Quantities

/// What the committee set aside, for whom and for how long (O-16).
public struct AllowedException: Hashable, Sendable {
  /// The rule set aside.
  public let rule: Rule
  /// The pool in which it is set aside.
  public let pool: Label
  /// For this provider only; nil: for any.
  public let provider: ProviderIndex?
  /// For this class only; nil: for any.
  public let gpuClass: ClassIndex?
  /// The first second in which it counts.
  public let from: Timestamp
  /// The first second in which it no longer counts; nil: for ever.
  public let until: Timestamp?

  /// Takes every field as it is.
  public init(
    rule: Rule, pool: Label, provider: ProviderIndex?, gpuClass: ClassIndex?, from: Timestamp,
    until: Timestamp?
  ) {
    self.rule = rule
    self.pool = pool
    self.provider = provider
    self.gpuClass = gpuClass
    self.from = from
    self.until = until
  }

  /// The rules that can be set aside.
  public enum Rule: Hashable, Sendable {
    /// Every code of an assessment, written `eligibility`.
    case eligibility
    /// One code.
    case reason(PartReason)

    /// Reads a code that can be set aside, or `eligibility`.
    public init?(_ text: String) {
      if text.utf8.elementsEqual("eligibility".utf8) {
        self = .eligibility
        return
      }
      guard let reason = PartReason(code: text), reason.canBeSetAside else { return nil }
      self = .reason(reason)
    }

    /// As it is written.
    public var text: String {
      switch self {
      case .eligibility: "eligibility"
      case .reason(let reason): reason.code
      }
    }

    /// Whether it sets aside this reason.
    public func covers(_ reason: PartReason) -> Bool {
      switch (self, reason) {
      case (.eligibility, .eligibility): true
      case (.eligibility, _): false
      case (.reason(let named), _): named == reason && reason.canBeSetAside
      }
    }
  }

  /// Whether it counts at this time, for this provider and class.
  func applies(at time: Timestamp, to provider: ProviderIndex, _ gpuClass: ClassIndex) -> Bool {
    from <= time && until.map { time < $0 } ?? true
      && (self.provider ?? provider) == provider && (self.gpuClass ?? gpuClass) == gpuClass
  }
}

extension PartReason {
  /// Whether an exception can set it aside; without a class weight there is nothing to pay by.
  public var canBeSetAside: Bool {
    switch self {
    case .eligibility(let code): code.canBeExcepted
    case .priceAboveGuidance, .administratorExcluded: true
    default: false
    }
  }
}
