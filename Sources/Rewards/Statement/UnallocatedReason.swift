/// Why a part of the pot went to nobody: the closed list, in the order of statements (law 7).
public enum UnallocatedReason: Int, Hashable, Sendable, CaseIterable {
  case nobodyEligible
  case capped
  case floorNotNeeded
  case down
  case missing
  case unproven
  case nodeMixed
  case unobservedAll
  case unobservedProvider
  case conflict
  case inventoryUnknown
  case maintenance
  case outsideSchedule
  case notEligible
  case uptimeCurve
  case correction
  case forfeited
  case refused
  case rounding

  /// The reason for seconds of a kind; nil for verified ones.
  public init?(_ kind: SecondKind) {
    switch kind {
    case .verified: return nil
    case .down: self = .down
    case .missing: self = .missing
    case .unproven: self = .unproven
    case .nodeMixed: self = .nodeMixed
    case .unobservedAll: self = .unobservedAll
    case .unobservedProvider: self = .unobservedProvider
    case .conflict: self = .conflict
    case .inventoryUnknown: self = .inventoryUnknown
    case .maintenance: self = .maintenance
    case .outsideSchedule: self = .outsideSchedule
    case .notEligible: self = .notEligible
    }
  }

  /// The name in statements.
  public var name: String {
    switch self {
    case .nobodyEligible: "nobody-eligible"
    case .capped: "capped"
    case .floorNotNeeded: "floor-not-needed"
    case .down: "down"
    case .missing: "missing"
    case .unproven: "unproven"
    case .nodeMixed: "node-mixed"
    case .unobservedAll: "unobserved-all"
    case .unobservedProvider: "unobserved-provider"
    case .conflict: "conflict"
    case .inventoryUnknown: "inventory-unknown"
    case .maintenance: "maintenance"
    case .outsideSchedule: "outside-schedule"
    case .notEligible: "not-eligible"
    case .uptimeCurve: "uptime-curve"
    case .correction: "correction"
    case .forfeited: "forfeited"
    case .refused: "refused"
    case .rounding: "rounding"
    }
  }
}
