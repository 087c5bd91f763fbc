/// What one slot is for one unit: the closed list, in the order that statements write (law 7).
public enum SecondKind: Int, Hashable, Sendable, CaseIterable {
  /// Up, and the count reaches the unit at the pool's proof level.
  case verified
  /// The provider was down.
  case down
  /// Up, and no count reaches the unit.
  case missing
  /// Reported, but not proven at the pool's level.
  case unproven
  /// Counted only on nodes that hold several classes.
  case nodeMixed
  /// Too few observers were at work.
  case unobservedAll
  /// Observers were at work, but too few saw this provider.
  case unobservedProvider
  /// The evidence contradicts itself.
  case conflict
  /// Up, but the count is not known.
  case inventoryUnknown
  /// Inside announced maintenance, within the allowance.
  case maintenance
  /// Outside the hours that the provider declared.
  case outsideSchedule
  /// The claim is not payable at all.
  case notEligible

  /// The name in statements.
  public var name: StaticString {
    switch self {
    case .verified: "verified"
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
    }
  }
}
