public import Quantities

/// A lease as quorum saw it, for one maximal stretch of equal terms inside the span.
public struct TallyLease: Hashable, Sendable {
  /// The first half of SHA-256 of the lease's id on its network.
  public let lease: LeaseIdentifier
  /// Who leases out.
  public let provider: ProviderIndex
  /// The class of the devices, or nil where the order was a wildcard or the device is unknown.
  public let gpuClass: ClassIndex?
  /// The number of GPUs.
  public let gpus: UInt32
  /// The seconds, cut to the span.
  public let span: TimeSpan
  /// Bid, active or closed.
  public let state: LeaseState
  /// Whether any counted observer's own check through this lease was answered in the stretch.
  public let answered: Bool
  /// The price's unit.
  public let denomination: LeaseDenomination
  /// Millionths of the unit per hour, for the whole lease.
  public let pricePerHourMicros: UInt64

  /// Takes every field as it is.
  public init(
    lease: LeaseIdentifier, provider: ProviderIndex, gpuClass: ClassIndex?, gpus: UInt32,
    span: TimeSpan, state: LeaseState, answered: Bool, denomination: LeaseDenomination,
    pricePerHourMicros: UInt64
  ) {
    self.lease = lease
    self.provider = provider
    self.gpuClass = gpuClass
    self.gpus = gpus
    self.span = span
    self.state = state
    self.answered = answered
    self.denomination = denomination
    self.pricePerHourMicros = pricePerHourMicros
  }
}

extension TallyLease: Comparable {
  /// Orders by provider, lease and start; a lease stands once in a second.
  public static func < (left: TallyLease, right: TallyLease) -> Bool {
    (left.provider, left.lease, left.span) < (right.provider, right.lease, right.span)
  }
}

/// The first 16 bytes of SHA-256 of a lease's id on its network.
public struct LeaseIdentifier: Hashable, Comparable, Sendable {
  /// The bytes as one big-endian number, so that numbers order as bytes do.
  public let value: UInt128

  /// Wraps the big-endian number.
  public init(value: UInt128) {
    self.value = value
  }

  /// Orders by bytes.
  public static func < (left: LeaseIdentifier, right: LeaseIdentifier) -> Bool {
    left.value < right.value
  }
}

/// What is known of a lease in a stretch.
public enum LeaseState: UInt8, Hashable, Sendable, CaseIterable {
  /// The provider offers to serve an order.
  case bid = 0
  /// The lease runs.
  case active = 1
  /// The lease has ended.
  case closed = 2
}

/// The unit that a lease is priced in.
public enum LeaseDenomination: UInt8, Hashable, Sendable, CaseIterable {
  /// Millionths of AKT; the price counts uakt.
  case uakt = 0
  /// Millionths of a dollar.
  case microDollars = 1
}
