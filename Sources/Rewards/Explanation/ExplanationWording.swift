import Policy
import Quantities

/// Reasons and flags of statements as sentences, with what to do.
enum ExplanationWording {
  /// `23 h 55 min`, `40 s`.
  static func hours(_ seconds: UInt64) -> String {
    var parts: [String] = []
    if seconds >= 3_600 { parts.append("\(FigureText.count(Int128(seconds / 3_600))) h") }
    if seconds % 3_600 >= 60 { parts.append("\(seconds % 3_600 / 60) min") }
    if seconds % 60 > 0 || parts.isEmpty { parts.append("\(seconds % 60) s") }
    return parts.joined(separator: " ")
  }

  static func sentence(_ reason: PartReason) -> String {
    switch reason {
    case .eligibility(let code):
      "Not eligible: \(code.rawValue). Ask `stipend gpu check` which pool admits the class, or the"
        + " committee for an exception."
    case .priceAboveGuidance:
      "Not eligible: its own leases ask more than the pool's price guidance. Lower the price."
    case .classNotWeighted:
      "Not eligible: the pool gives this class no weight. Only another policy would change it."
    case .administratorExcluded:
      "Not eligible: the administrator's own machines need the committee's exception."
    case .sizeClass: "No size class of the pool holds the number of the claim's units that counted."
    case .baseline:
      "Units that were there before the program count less here, or not at all; more units count"
        + " in full."
    case .uptimeBelowThreshold:
      "Uptime below the first paid step of the curve: those units earn nothing."
    case .uptimeReduced: "Uptime below the full step of the curve: those units earn a part."
    case .unobservedBeyondAllowance:
      "Held: for longer than the policy allows, only this provider was not seen."
    case .duplicateDevice:
      "Held: a device with the same identity was shown under another provider at the same time."
    case .sharedHost:
      "Held: a host with the same identity was shown under another provider at the same time."
    case .revenueUnknown:
      "Held: lease revenue in AKT cannot be counted, because the epoch has no valid price."
    case .relatedWallet:
      "Not paid: the provider and who pays for the lease belong together. If they do not, ask the"
        + " administrator to decide so."
    case .priceUnknown: "Not paid: the lease's price is in a currency without a price this epoch."
    case .costMissing:
      "Not paid: the chain keeps nothing of what this lease pays, so that nothing lies below it."
    case .leaseCapped:
      "At its cap: no more is paid for a lease than a part of its price, below what it costs."
    }
  }

  static func sentence(_ flag: PartFlag) -> String {
    switch flag {
    case .priceAboveGuidance: "Flag: its own leases ask more than the pool's price guidance."
    case .priceUnknown:
      "Flag: a lease in AKT could not be compared, because there is no valid price."
    case .exceptionAllowed: "Flag: the committee set a rule aside for this claim."
    }
  }
}
