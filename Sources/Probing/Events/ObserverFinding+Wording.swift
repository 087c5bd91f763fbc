import Evidence
import Quantities

extension ObserverFinding {
  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .spoolTorn: "spool-torn"
    case .clockStepped: "clock-stepped"
    case .clockWrong: "clock-wrong"
    case .overslept: "overslept"
    case .ownNetworkDown: "own-network-down"
    case .diskFailed: "disk-failed"
    case .notKept: "not-kept"
    case .inventoryTooLarge: "inventory-too-large"
    case .priceMissing: "price-missing"
    case .leaseRowsDropped: "lease-rows-dropped"
    case .rosterNotContinued: "roster-not-continued"
    case .sealedElsewhere: "sealed-elsewhere"
    case .entryRefused: "entry-refused"
    case .commitmentLate: "commitment-late"
    case .deliveryLate: "delivery-late"
    case .segmentRefused: "segment-refused"
    }
  }
}

extension ObserverFinding: CustomStringConvertible {
  /// What happened and what follows, as one fragment of a sentence.
  public var description: String {
    switch self {
    case .spoolTorn(let part, let bytes):
      "part \(part): the last write was torn; \(bytes) bytes of it are dropped"
    case .clockStepped(let milliseconds):
      "the clock was set by \(milliseconds) ms; the slots that it touched are unobserved"
    case .clockWrong(let seconds):
      "the clock is \(abs(seconds)) s \(seconds < 0 ? "behind" : "ahead of") the chain's blocks;"
        + " slots are unobserved until it is right"
    case .overslept(let milliseconds):
      "slept \(milliseconds) ms too long; questions under way are abandoned"
    case .ownNetworkDown(let answered, let required):
      "\(answered) canaries answered, \(required) are required; the slot is unobserved for everyone"
    case .diskFailed: "the disk takes nothing; outcomes wait in memory"
    case .notKept(let count): "\(count) outcomes could not be kept and are unobserved"
    case .inventoryTooLarge(let provider, let start):
      "provider \(provider.rawValue) reports more than its share; unknown in the slot of \(start)"
    case .priceMissing(let source, let start, let reason):
      "\(source) gave no price in the slot of \(start): \(reason)"
    case .leaseRowsDropped(let count):
      "\(count) rows of leases contradict earlier ones, came after their segment, or have no place"
        + " in it"
    case .rosterNotContinued(let lines, let known):
      "a roster of \(lines) lines does not continue the \(known) known ones"
    case .sealedElsewhere(let type, let until):
      "the log has \(type.name) segments up to \(until) that this spool does not know"
    case .entryRefused(let entry, let code): "the log refused \(entry.name): \(code)"
    case .commitmentLate(let start):
      "the seed of \(start) is promised after its day began"
    case .deliveryLate(let digest, let deadline):
      "segment \(digest) is delivered after its deadline, \(deadline)"
    case .segmentRefused(let type, let rejection):
      "a \(type.name) segment could not be made (\(rejection)); its outcomes are lost"
    }
  }
}

extension ObserverEntry {
  /// The kind of its entry.
  public var name: String {
    switch self {
    case .commit: "probe.committed"
    case .reveal: "probe.revealed"
    case .publish: "evidence.published"
    case .deliver: "evidence.delivered"
    }
  }
}
