import Evidence
import Probing
import Quantities

/// What the machine found, for logs.
struct FindingWording {
  let severity: ObserverNote.Severity
  let code: String
  let text: String

  init(_ finding: ObserverFinding) {
    (severity, code, text) =
      switch finding {
      case .spoolTorn(let part, let bytes):
        (
          .warning, "spool-torn",
          "The last write of spool part \(part) was cut off; \(bytes) bytes of it are gone."
        )
      case .clockStepped(let milliseconds):
        (
          .warning, "clock-stepped",
          "The wall clock was set by \(milliseconds) ms; the slots that it touched are unobserved."
        )
      case .overslept(let milliseconds):
        (.warning, "overslept", "Nothing happened here for \(milliseconds) ms too long.")
      case .ownNetworkDown(let answered, let required):
        (
          .warning, "own-network-down",
          "\(answered) canaries were reached, \(required) are needed: unobserved for everyone."
        )
      case .diskFailed:
        (.error, "disk-failed", "The disk took nothing; it is tried again.")
      case .notKept(let count):
        (.error, "not-kept", "\(count) outcomes could not be kept and are unobserved.")
      case .inventoryTooLarge(let provider, let slotStart):
        (
          .warning, "inventory-too-large",
          "Provider \(provider.rawValue) reports too much at \(slotStart): its GPUs are unknown."
        )
      case .priceMissing(let source, let slotStart, let reason):
        (.warning, "price-missing", "\(source) gave no price at \(slotStart): \(reason).")
      case .leaseRowsDropped(let count):
        (.warning, "lease-rows-dropped", "\(count) rows of leases came too late.")
      case .rosterNotContinued(let lines, let known):
        (
          .error, "roster-not-continued",
          "The log's roster has \(lines) lines and does not go on from the \(known) known ones."
        )
      case .sealedElsewhere(let type, let until):
        (
          .warning, "sealed-elsewhere",
          "The log has \(type.name) segments of this key until \(until) that are not this spool's."
        )
      case .entryRefused(let entry, let code):
        (.error, "entry-refused", "\(entry.words) is refused for good: \(code).")
      case .commitmentLate(let periodStart):
        (
          .warning, "commitment-late",
          "The seed of \(periodStart) was not committed before its slots."
        )
      case .deliveryLate(let digest, let deadline):
        (
          .error, "delivery-late",
          "Segment \(digest) was not delivered by \(deadline); it is still handed over."
        )
      case .segmentRefused(let type, let rejection):
        (.error, "segment-refused", "A \(type.name) segment cannot be made: \(rejection).")
      }
  }
}
