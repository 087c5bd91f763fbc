public import CosmosClient
public import Evidence
public import Quantities

/// What one look at the chain brought for one slot: only what changed.
public struct LeaseNews: Hashable, Sendable {
  /// The slot that it is about.
  public var slot: TimeSpan
  /// Whether the slot was read.
  public var outcome: Outcome
  /// Leases that were not known before, in the order of their ids.
  public var began: [Beginning]
  /// Leases that were known and run no more, in the order of their ids.
  public var ended: [Ending]
  /// Leases of which it changed whether they are paid for, in the order of their ids.
  public var funding: [Funding]
  /// What a person should look at.
  public var findings: [LeaseFinding]

  /// What became of a slot.
  public enum Outcome: Hashable, Sendable {
    /// It was read at its last block; what its leases cost is by this pace and these spreads.
    case read(head: Block, pace: BlockPace, spreads: EscrowSpreads)
    /// The chain made no block in it: it stood still.
    case noBlock
    /// No node has its heights any more; the failure's code.
    case lost(String)
  }

  /// A lease that is seen for the first time.
  public struct Beginning: Hashable, Sendable {
    /// Which lease.
    public let id: LeaseID
    /// From when on it ran: its own block's time, or the slot's start where that is earlier.
    public let from: Timestamp
    /// What it is for.
    public let terms: LeaseTerms
  }

  /// Whether a lease is paid for, from the slot on.
  public struct Funding: Hashable, Sendable {
    /// Which lease.
    public let id: LeaseID
    /// Whether, and how.
    public let funding: LeaseFunding
  }

  /// A lease that ran and does no more.
  public struct Ending: Hashable, Sendable {
    /// Which lease.
    public let id: LeaseID
    /// Its last block's time; nil where nothing says it any more.
    public let at: Timestamp?
    /// Why.
    public let reason: ClosingReason
  }

  /// Takes every field as it is.
  public init(
    slot: TimeSpan, outcome: Outcome, began: [Beginning] = [], ended: [Ending] = [],
    funding: [Funding] = [], findings: [LeaseFinding] = []
  ) {
    self.slot = slot
    self.outcome = outcome
    self.began = began
    self.ended = ended
    self.funding = funding
    self.findings = findings
  }
}

/// Something of the chain or a lease that a person should look at.
public enum LeaseFinding: Hashable, Sendable {
  /// The chain's height went back: it was reset, or another one answers under its name.
  case chainReset(from: Int64, to: Int64)
  /// A lease is priced in a unit that no segment has a word for, and so has no rows.
  case denominationUnknown(LeaseID, String)
  /// The chain no longer has a lease that ran.
  case leaseGone(LeaseID)
  /// A lease's hardware stands nowhere that can be read; it counts as one without GPUs.
  case hardwareUnknown(LeaseID)

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .chainReset: "lease-chain-reset"
    case .denominationUnknown: "lease-denomination-unknown"
    case .leaseGone: "lease-gone"
    case .hardwareUnknown: "lease-hardware-unknown"
    }
  }
}

extension LeaseFinding: CustomStringConvertible {
  /// What was found, in words.
  public var description: String {
    switch self {
    case .chainReset(let from, let to):
      "the chain went back from height \(from) to \(to): it was reset, or another one answers"
    case .denominationUnknown(let id, let unit):
      "lease \(id.text) is priced in \(PrintableText.excerpt(unit)), which no segment can carry"
    case .leaseGone(let id): "the chain no longer has lease \(id.text)"
    case .hardwareUnknown(let id):
      "neither a bid nor a deployment that can be read says what lease \(id.text) holds"
    }
  }
}
