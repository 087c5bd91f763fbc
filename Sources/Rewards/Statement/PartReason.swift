public import Policy

/// Why units earned less than their verified seconds at full rate, or why it is held (law 7).
public enum PartReason: Hashable, Sendable {
  /// The class is refused or needs review, by this rule.
  case eligibility(EligibilityReason.Code)
  /// The provider's own leases ask more than the guidance (O-33).
  case priceAboveGuidance
  /// The pool gives the class no weight.
  case classNotWeighted
  /// The provider is the administrator's own.
  case administratorExcluded
  /// The claim's size lies outside every size class (O-34).
  case sizeClass
  /// Units that were there before the program (O-37).
  case baseline
  /// Uptime so low that nothing is credited (O-30).
  case uptimeBelowThreshold
  /// Uptime so low that a part is credited.
  case uptimeReduced
  /// Held: too much time in which only this provider was not seen (law 4).
  case unobservedBeyondAllowance
  /// Held: a device counted under two providers (O-36).
  case duplicateDevice
  /// Held: a host under two providers (O-36).
  case sharedHost
  /// Held: revenue in a currency that has no price.
  case revenueUnknown

  /// The provider and who pays belong together: nothing is paid (attack 11).
  case relatedWallet
  /// The lease's price is in a currency that has no price this epoch.
  case priceUnknown
  /// The chain keeps nothing of what is paid, so that nothing lies below it.
  case costMissing
  /// The lease is paid as much as it may be.
  case leaseCapped

  private static let own: [PartReason] = [
    .priceAboveGuidance, .classNotWeighted, .administratorExcluded, .sizeClass, .baseline,
    .uptimeBelowThreshold, .uptimeReduced, .unobservedBeyondAllowance, .duplicateDevice,
    .sharedHost, .revenueUnknown, .relatedWallet, .priceUnknown, .costMissing, .leaseCapped,
  ]

  /// The code in statements.
  public var code: String {
    switch self {
    case .eligibility(let code): code.rawValue
    case .priceAboveGuidance: "price-above-guidance"
    case .classNotWeighted: "class-not-weighted"
    case .administratorExcluded: "administrator-excluded"
    case .sizeClass: "size-class"
    case .baseline: "baseline"
    case .uptimeBelowThreshold: "uptime-below-threshold"
    case .uptimeReduced: "uptime-reduced"
    case .unobservedBeyondAllowance: "unobserved-beyond-allowance"
    case .duplicateDevice: "duplicate-device"
    case .sharedHost: "shared-host"
    case .revenueUnknown: "revenue-unknown"
    case .relatedWallet: "related-wallet"
    case .priceUnknown: "price-unknown"
    case .costMissing: "cost-missing"
    case .leaseCapped: "lease-capped"
    }
  }

  /// Reads a code, by its bytes.
  public init?(code: String) {
    if let own = Self.own.first(where: { $0.code.utf8.elementsEqual(code.utf8) }) {
      self = own
    } else if let code = EligibilityReason.Code.allCases.first(where: {
      $0.rawValue.utf8.elementsEqual(code.utf8)
    }) {
      self = .eligibility(code)
    } else {
      return nil
    }
  }

  /// Whether it holds a part back until a review decides.
  public var holds: Bool {
    switch self {
    case .unobservedBeyondAllowance, .duplicateDevice, .sharedHost, .revenueUnknown: true
    default: false
    }
  }
}
