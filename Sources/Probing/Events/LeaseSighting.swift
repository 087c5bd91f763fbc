public import Evidence
public import Policy
public import Quantities

/// A lease in a stretch of time, as it was read from the network; in seconds of UTC.
public struct LeaseSighting: Hashable, Sendable {
  /// Which lease.
  public var lease: LeaseIdentifier
  /// The provider's line of the roster.
  public var provider: ProviderIndex
  /// What was asked for; nil: a wildcard.
  public var device: DeviceDescriptor?
  /// The number of GPUs.
  public var gpus: UInt32
  /// The stretch.
  public var span: TimeSpan
  /// Bid, active or closed.
  public var state: LeaseState
  /// Whether the observer's own check through this lease was answered.
  public var isAnswered: Bool
  /// The price's unit.
  public var denomination: LeaseDenomination
  /// Micro-units per hour for the whole lease, at most 10^18.
  public var pricePerHourMicros: UInt64

  /// Takes every field as it is.
  public init(
    lease: LeaseIdentifier, provider: ProviderIndex, device: DeviceDescriptor?, gpus: UInt32,
    span: TimeSpan, state: LeaseState, isAnswered: Bool, denomination: LeaseDenomination,
    pricePerHourMicros: UInt64
  ) {
    self.lease = lease
    self.provider = provider
    self.device = device
    self.gpus = gpus
    self.span = span
    self.state = state
    self.isAnswered = isAnswered
    self.denomination = denomination
    self.pricePerHourMicros = pricePerHourMicros
  }
}
