public import DevNet

/// A way to be paid for more than there is, or to spoil it for others: one line of the table.
public enum Trick: Hashable, Sendable, CaseIterable {
  /// A provider's defect.
  case provider(Defect)
  /// An observer says that its rival is down, and that its friend is up when it is not.
  case lyingObserver
  /// An observer is not there for a whole epoch.
  case sleepingObserver

  /// All defects, then the observers'.
  public static var allCases: [Trick] {
    Defect.allCases.map(Trick.provider) + [.lyingObserver, .sleepingObserver]
  }

  /// The name in the table.
  public var name: String {
    switch self {
    case .provider(let defect): defect.rawValue
    case .lyingObserver: "lying-observer"
    case .sleepingObserver: "sleeping-observer"
    }
  }

  /// What is done, for people.
  public var meaning: String {
    switch self {
    case .provider(let defect): defect.meaning
    case .lyingObserver: "one of three says a rival is down and a friend is up"
    case .sleepingObserver: "one of three is away for a whole epoch"
    }
  }

  /// Whether all its leases are its own, so that what they cost is its loss.
  public var isSelfLeasing: Bool {
    self == .provider(.selfLeasing) || self == .provider(.hiddenSelfLeasing)
  }

  /// What a status alone can never show, whoever asks and however often.
  public var isBeyondStatus: Bool {
    switch self {
    case .provider(.inflatedCounts), .provider(.oneGPUTwoOwners): true
    default: false
    }
  }
}
