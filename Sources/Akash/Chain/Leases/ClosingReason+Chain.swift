public import Evidence

extension ClosingReason {
  /// What the chain's word means; a word of a later release is unknown.
  public init(word: String) {
    switch word {
    case "lease_closed_owner": self = .owner
    case "lease_closed_reason_unstable": self = .unstable
    case "lease_closed_reason_decommission": self = .decommission
    case "lease_closed_reason_unspecified": self = .unspecified
    case "lease_closed_reason_manifest_timeout": self = .manifestTimeout
    case "lease_closed_reason_insufficient_funds": self = .insufficientFunds
    default: self = .unknown
    }
  }
}
