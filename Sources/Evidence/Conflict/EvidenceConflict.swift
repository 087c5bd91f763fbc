public import Quantities

/// Where the endpoint and the chain say different things of a provider (scenario O-50).
///
/// It is shown and changes nothing: what it means is for people to say, in a dispute or a review.
public struct EvidenceConflict: Hashable, Sendable {
  /// Which of the two says that the provider works.
  public let kind: Kind
  /// The provider's number.
  public let provider: ProviderIndex
  /// From the first to the last second that it is about.
  public let span: TimeSpan
  /// The observers who had an answer from the endpoint in that time, ascending.
  public let up: [ObserverKey]
  /// The observers who had none, ascending.
  public let down: [ObserverKey]
  /// The observers whose lease tables say the other side, ascending.
  public let witnesses: [ObserverKey]
  /// What the other side rests on, each with how many leases, in the order of the kinds.
  public let grounds: [Ground]
  /// How many leases ran in that time and did not fail.
  public let runningLeases: Int

  /// Which side works.
  public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
    /// The endpoint answers, and leases fail.
    case leasesFail = 0
    /// The endpoint does not answer, and leases go on.
    case leasesGoOn = 1

    /// The name in documents and texts.
    public var name: String {
      switch self {
      case .leasesFail: "leases-fail"
      case .leasesGoOn: "leases-go-on"
      }
    }
  }

  /// What speaks against the endpoint, and how many leases do.
  public struct Ground: Hashable, Sendable {
    /// What it is.
    public let kind: GroundKind
    /// How many leases.
    public let leases: Int

    /// Wraps both.
    public init(_ kind: GroundKind, leases: Int) {
      self.kind = kind
      self.leases = leases
    }
  }

  /// What can speak against the endpoint.
  public enum GroundKind: UInt8, Hashable, Comparable, Sendable, CaseIterable {
    /// The provider ended leases because their workloads did not stay up.
    case endedUnstable = 0
    /// The provider ended leases without saying why.
    case endedUnspecified = 1
    /// An observer's own check through a lease was answered.
    case answered = 2
    /// A lease began in that time.
    case began = 3
    /// A lease ran all the time, and another observer had an answer.
    case ranOn = 4

    /// The name in documents and texts.
    public var name: String {
      switch self {
      case .endedUnstable: "ended-unstable"
      case .endedUnspecified: "ended-unspecified"
      case .answered: "answered"
      case .began: "began"
      case .ranOn: "ran-on"
      }
    }

    /// Orders as declared.
    public static func < (left: GroundKind, right: GroundKind) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// Takes every field as it is.
  public init(
    kind: Kind, provider: ProviderIndex, span: TimeSpan, up: [ObserverKey], down: [ObserverKey],
    witnesses: [ObserverKey], grounds: [Ground], runningLeases: Int
  ) {
    self.kind = kind
    self.provider = provider
    self.span = span
    self.up = up
    self.down = down
    self.witnesses = witnesses
    self.grounds = grounds
    self.runningLeases = runningLeases
  }
}

extension EvidenceConflict: Comparable {
  /// Orders by provider, time and kind.
  public static func < (left: EvidenceConflict, right: EvidenceConflict) -> Bool {
    (left.provider, left.span, left.kind.rawValue)
      < (right.provider, right.span, right.kind.rawValue)
  }
}
