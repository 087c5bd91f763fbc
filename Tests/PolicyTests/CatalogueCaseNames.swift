import Policy

/// Names of enum cases, by exhaustive switches: a new case does not compile until it is named, and
/// a named one that no row produces fails its test.
enum CatalogueCaseNames {
  static let unknownReasons = [
    "nothingSaid", "textTooLong", "vendorUnknown", "vendorDisagrees", "modelUnknown",
    "variantUnknown", "memoryUnreadable", "memoryUnknown", "memoryContradicts",
    "interfaceUnreadable", "interfaceUnknown", "partition", "identifierDisagrees",
    "attributeNotTrue", "notDescribed",
  ]

  static func name(_ reason: UnknownClassReason) -> String {
    switch reason {
    case .nothingSaid: "nothingSaid"
    case .textTooLong: "textTooLong"
    case .vendorUnknown: "vendorUnknown"
    case .vendorDisagrees: "vendorDisagrees"
    case .modelUnknown: "modelUnknown"
    case .variantUnknown: "variantUnknown"
    case .memoryUnreadable: "memoryUnreadable"
    case .memoryUnknown: "memoryUnknown"
    case .memoryContradicts: "memoryContradicts"
    case .interfaceUnreadable: "interfaceUnreadable"
    case .interfaceUnknown: "interfaceUnknown"
    case .partition: "partition"
    case .identifierDisagrees: "identifierDisagrees"
    case .attributeNotTrue: "attributeNotTrue"
    case .notDescribed: "notDescribed"
    }
  }

  static let resolutionFindings = [
    "identifierUnlisted", "identifierUnreadable", "identifierDisagrees", "completedFromIdentifier",
  ]

  static func name(_ finding: ResolutionFinding) -> String {
    switch finding {
    case .identifierUnlisted: "identifierUnlisted"
    case .identifierUnreadable: "identifierUnreadable"
    case .identifierDisagrees: "identifierDisagrees"
    case .completedFromIdentifier: "completedFromIdentifier"
    }
  }

  static let catalogueErrors = [
    "json", "field", "versionUnknown", "sourceTwice", "sourceUnknown", "partsDiffer",
    "notAscending", "memoryOverlaps", "availableBeforeAnnounced",
  ]

  static func name(_ error: CatalogueError) -> String {
    switch error {
    case .json: "json"
    case .field: "field"
    case .versionUnknown: "versionUnknown"
    case .sourceTwice: "sourceTwice"
    case .sourceUnknown: "sourceUnknown"
    case .partsDiffer: "partsDiffer"
    case .notAscending: "notAscending"
    case .memoryOverlaps: "memoryOverlaps"
    case .availableBeforeAnnounced: "availableBeforeAnnounced"
    }
  }

  static let inventoryFaults = [
    "unreadable", "negative", "wrappedBelowZero", "aboveLimit", "notWhole",
    "allocatedAboveAllocatable", "allocatableAboveCapacity", "tooManyCards",
  ]

  static func name(_ fault: InventoryFault) -> String {
    switch fault {
    case .unreadable: "unreadable"
    case .negative: "negative"
    case .wrappedBelowZero: "wrappedBelowZero"
    case .aboveLimit: "aboveLimit"
    case .notWhole: "notWhole"
    case .allocatedAboveAllocatable: "allocatedAboveAllocatable"
    case .allocatableAboveCapacity: "allocatableAboveCapacity"
    case .tooManyCards: "tooManyCards"
    }
  }

  static let inventoryFindings = [
    "quarantined", "cardsNull", "cardsNotDescribed", "cardsOutOfService", "card", "device",
  ]

  static func name(_ finding: InventoryFinding) -> String {
    switch finding {
    case .quarantined: "quarantined"
    case .cardsNull: "cardsNull"
    case .cardsNotDescribed: "cardsNotDescribed"
    case .cardsOutOfService: "cardsOutOfService"
    case .card: "card"
    case .device: "device"
    }
  }
}
