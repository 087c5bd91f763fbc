public import Quantities

/// Why a class, node or offer is refused, needs review or is flagged; one case per rule.
public enum EligibilityReason: Hashable, Sendable {
  /// The vendor is not one of those admitted (O-13, O-17).
  case vendorNotAdmitted(vendor: Label, admitted: [Label])
  /// The nominal memory is below the minimum (O-11).
  case memoryBelowMinimum(memoryGB: Int, minimumGB: Int)
  /// The pool lists its classes, and this is none of them.
  case classNotAdmitted(GPUClass)
  /// The pool refuses this class by name.
  case classRefused(GPUClass, by: ClassPattern)
  /// The launch is before the first admitted day (O-16).
  case launchedBefore(DateClaim, notBefore: CivilDate)
  /// The catalogue has no launch date of the kind asked for.
  case launchDateUnknown(EligibilityRule.DateKind, notBefore: CivilDate)
  /// The launch date is not precise enough to decide.
  case launchDateImprecise(DateClaim, notBefore: CivilDate)
  /// Sources disagree on the launch date; the first is used (O-18).
  case launchDatesDisagree(used: DateClaim, others: [DateClaim], verdictChanges: Bool)
  /// The device means no class of the catalogue.
  case classUnknown(UnknownClassReason)
  /// The device means one of several classes.
  case classAmbiguous([GPUClass], missing: [ClassField])
  /// The program's own text names the class, whatever the letter of the rule says (O-16).
  case namedInProgramText(GPUClass, by: ClassPattern)
  /// One node holds GPUs of different classes (O-19).
  case nodeMixed([NodeGroup])
  /// The node has no GPU.
  case nodeEmpty
  /// The host has less memory than its GPUs together (O-20).
  case hostMemoryBelowGPUMemory(hostGB: UInt64, gpuGB: UInt64)
  /// The host's memory is not known.
  case hostMemoryUnknown
  /// The term is shorter than the minimum (O-21).
  case termBelowMinimum(offered: TimeSpan, minimum: CalendarDuration)
  /// No end was offered where a minimum term is asked for.
  case termNotStated(minimum: CalendarDuration)
  /// The declared tier is below the minimum (O-22).
  case tierBelowMinimum(declared: Int, minimum: Int)
  /// No tier was declared where one is asked for.
  case tierNotDeclared(minimum: Int)
  /// A tier was declared without evidence (O-22).
  case tierEvidenceMissing(declared: Int)
  /// The committee allowed an exception from these rules.
  case exceptionAllowed(EligibilityException, from: [Code])

  /// The stable names of the reasons, as statements carry them.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    case vendorNotAdmitted = "vendor-not-admitted"
    case memoryBelowMinimum = "memory-below-minimum"
    case classNotAdmitted = "class-not-admitted"
    case classRefused = "class-refused"
    case launchedBefore = "launched-before"
    case launchDateUnknown = "launch-date-unknown"
    case launchDateImprecise = "launch-date-imprecise"
    case launchDatesDisagree = "launch-dates-disagree"
    case classUnknown = "class-unknown"
    case classAmbiguous = "class-ambiguous"
    case namedInProgramText = "named-in-program-text"
    case nodeMixed = "node-mixed"
    case nodeEmpty = "node-empty"
    case hostMemoryBelowGPUMemory = "host-memory-below-gpu-memory"
    case hostMemoryUnknown = "host-memory-unknown"
    case termBelowMinimum = "term-below-minimum"
    case termNotStated = "term-not-stated"
    case tierBelowMinimum = "tier-below-minimum"
    case tierNotDeclared = "tier-not-declared"
    case tierEvidenceMissing = "tier-evidence-missing"
    case exceptionAllowed = "exception-allowed"
  }

  /// The stable name.
  public var code: Code {
    switch self {
    case .vendorNotAdmitted: .vendorNotAdmitted
    case .memoryBelowMinimum: .memoryBelowMinimum
    case .classNotAdmitted: .classNotAdmitted
    case .classRefused: .classRefused
    case .launchedBefore: .launchedBefore
    case .launchDateUnknown: .launchDateUnknown
    case .launchDateImprecise: .launchDateImprecise
    case .launchDatesDisagree: .launchDatesDisagree
    case .classUnknown: .classUnknown
    case .classAmbiguous: .classAmbiguous
    case .namedInProgramText: .namedInProgramText
    case .nodeMixed: .nodeMixed
    case .nodeEmpty: .nodeEmpty
    case .hostMemoryBelowGPUMemory: .hostMemoryBelowGPUMemory
    case .hostMemoryUnknown: .hostMemoryUnknown
    case .termBelowMinimum: .termBelowMinimum
    case .termNotStated: .termNotStated
    case .tierBelowMinimum: .tierBelowMinimum
    case .tierNotDeclared: .tierNotDeclared
    case .tierEvidenceMissing: .tierEvidenceMissing
    case .exceptionAllowed: .exceptionAllowed
    }
  }
}
