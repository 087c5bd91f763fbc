import Quantities

/// Eligibility in plain English: one sentence per reason, with its figures and what to do.
public enum EligibilityWording {
  /// The sentence of a reason.
  public static func sentence(_ reason: EligibilityReason) -> String {
    switch reason {
    case .vendorNotAdmitted(let vendor, let admitted):
      let neither =
        admitted.count == 2
        ? "neither \(name(admitted[0])) nor \(name(admitted[1]))" : "not admitted"
      return "The vendor is \(name(vendor)), \(neither); this pool admits \(vendors(admitted))."
    case .memoryBelowMinimum(let memory, let minimum):
      return "VRAM below \(minimum) GB: this card has \(memory) GB."
    case .classNotAdmitted(let gpuClass):
      return "The pool lists the classes it admits, and \(gpuClass) is not among them."
    case .classRefused(let gpuClass, let pattern):
      return "The pool refuses \(pattern), which holds for \(gpuClass)."
    case .launchedBefore, .launchDateUnknown, .launchDateImprecise, .launchDatesDisagree:
      return launch(reason)
    case .classUnknown(let reason):
      return ClassWording.sentence(reason)
    case .classAmbiguous(let classes, let missing):
      return ClassWording.sentence(ambiguous: classes, missing: missing)
    case .namedInProgramText(let gpuClass, let pattern):
      return "The program's own text names \(pattern), which holds for \(gpuClass); the letter of"
        + " the rule decides unless an exception says who allows it, why and when."
    case .nodeMixed, .nodeEmpty, .hostMemoryBelowGPUMemory, .hostMemoryUnknown:
      return node(reason)
    case .termBelowMinimum, .termNotStated, .tierBelowMinimum, .tierNotDeclared,
      .tierEvidenceMissing:
      return offer(reason)
    case .exceptionAllowed(let exception, let codes):
      let rules = list(codes.map(\.rawValue))
      return "An exception from \(rules) was allowed by \(exception.who) on \(exception.when):"
        + " \(exception.why)"
    }
  }

  private static func launch(_ reason: EligibilityReason) -> String {
    switch reason {
    case .launchedBefore(let claim, let notBefore):
      return "\(event(claim.kind)) \(claim.date) (\(claim.source)), before \(notBefore), the first"
        + " day that this pool admits."
    case .launchDateUnknown(let kind, let notBefore):
      return "The catalogue has no date on which the card was \(kind.rawValue), and the pool asks"
        + " for \(notBefore) or later; send a source for the date and ask for a review."
    case .launchDateImprecise(let claim, let notBefore):
      return "\(event(claim.kind)) \(claim.date) (\(claim.source)), which does not say whether that"
        + " is before \(notBefore); send a source for the day and ask for a review."
    case .launchDatesDisagree(let used, let others, let verdictChanges):
      let said = list(others.map { "\($0.date) (\($0.source))" })
      return "Sources disagree on the launch: \(used.date) (\(used.source)) is used, others say"
        + " \(said); with \(others.count == 1 ? "that" : "those") the verdict"
        + " \(verdictChanges ? "would change" : "stays the same")."
    default:
      preconditionFailure("Only reasons about launches are worded here.")
    }
  }

  private static func node(_ reason: EligibilityReason) -> String {
    switch reason {
    case .nodeMixed(let groups):
      let counts = list(groups.map { "\($0.count)" })
      return "The node holds GPUs of \(groups.count) classes (\(counts) of each), and this pool"
        + " takes nodes of one class; enrol nodes of one class, or move the cards."
    case .nodeEmpty:
      return "The node has no GPU; enrol nodes that have one."
    case .hostMemoryBelowGPUMemory(let host, let gpu):
      return "Host memory below GPU memory: \(host) < \(gpu) GB; models that fill the GPUs will not"
        + " load through the host."
    case .hostMemoryUnknown:
      return "The host's memory is not known, so that it cannot be compared with its GPUs'."
    default:
      preconditionFailure("Only reasons about nodes are worded here.")
    }
  }

  private static func offer(_ reason: EligibilityReason) -> String {
    switch reason {
    case .termBelowMinimum(let span, let minimum):
      return "The offer runs from \(span.start.date) to \(span.end.date), shorter than the"
        + " minimum of \(term(minimum)); offer a longer term, or choose another pool."
    case .termNotStated(let minimum):
      return "The offer states no end, and the pool asks for at least \(term(minimum)); state one."
    case .tierBelowMinimum(let declared, let minimum):
      return "Tier \(declared) is below tier \(minimum)\(downtime(minimum)); only data centres of"
        + " tier \(minimum) or higher qualify."
    case .tierNotDeclared(let minimum):
      return "No data-centre tier is declared, and the pool asks for tier \(minimum) or higher"
        + "\(downtime(minimum)); declare it with evidence."
    case .tierEvidenceMissing(let declared):
      return "Evidence missing: tier \(declared) is declared without a certificate or report; hand"
        + " it in and the offer can be accepted."
    default:
      preconditionFailure("Only reasons about offers are worded here.")
    }
  }

  /// What a tier means, as an insertion; nothing for a number that is no tier.
  static func downtime(_ number: Int) -> String {
    let hours: UInt64 = 8_760
    guard let tier = DataCentreTier(rawValue: number),
      let downtime = tier.allowedDowntimeHundredths(hours: hours)
    else { return "" }
    let thousandths = tier.availabilityPPM / 10
    return " (\(decimal(thousandths, places: 3)) % availability, at most"
      + " \(decimal(downtime, places: 2)) h down in 8,760 h)"
  }

  private static func event(_ kind: EligibilityRule.DateKind?) -> String {
    switch kind {
    case .announced: "First announced"
    case .available: "First available"
    case nil: "Released"
    }
  }

  private static func vendors(_ labels: [Label]) -> String {
    labels.isEmpty ? "no vendor" : list(labels.map { name($0) }) + " only"
  }

  static func name(_ vendor: Label) -> String {
    switch vendor.text {
    case "nvidia": "NVIDIA"
    case "amd": "AMD"
    case "intel": "Intel"
    default: vendor.text
    }
  }

  /// `a`, `a and b`, `a, b and c`; with another word for `and` where one is given.
  static func list(_ parts: [String], _ word: String = "and") -> String {
    guard parts.count > 1, let last = parts.last else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " \(word) " + last
  }

  /// A duration in words: `1 year`, `6 months`, `90 days`.
  static func term(_ duration: CalendarDuration) -> String {
    func counted(_ count: Int64, _ unit: String) -> String? {
      count == 0 ? nil : "\(count) \(unit)\(count == 1 ? "" : "s")"
    }
    return list(
      [
        counted(duration.months / 12, "year"), counted(duration.months % 12, "month"),
        counted(duration.days, "day"), counted(duration.seconds, "second"),
      ].compactMap { $0 })
  }

  /// A number of the smallest parts with a decimal point: 2269 with 2 places is 22.69.
  private static func decimal(_ parts: UInt64, places: Int) -> String {
    let digits = String(parts)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
    let bytes = Array(padded.utf8)
    return ASCIIText.string(bytes.dropLast(places)) + "." + ASCIIText.string(bytes.suffix(places))
  }
}
