import Probing

extension ObserverFinding {
  /// How much a person should care.
  var severity: ObserverNote.Severity {
    switch self {
    case .clockWrong, .diskFailed, .notKept, .rosterNotContinued, .entryRefused, .deliveryLate,
      .segmentRefused:
      .error
    case .spoolTorn, .clockStepped, .overslept, .ownNetworkDown, .inventoryTooLarge, .priceMissing,
      .leaseRowsDropped, .sealedElsewhere, .commitmentLate:
      .warning
    }
  }
}
