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
  /// Who pays, and what is lost on the way; nil where nobody asks, or a segment cannot say it.
  public var payment: LeasePayment?

  /// Takes every field as it is.
  public init(
    lease: LeaseIdentifier, provider: ProviderIndex, device: DeviceDescriptor?, gpus: UInt32,
    span: TimeSpan, state: LeaseState, isAnswered: Bool, denomination: LeaseDenomination,
    pricePerHourMicros: UInt64, payment: LeasePayment? = nil
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
    self.payment = payment
  }

  /// Whether segments have room for its figures.
  public var isWithinLimits: Bool {
    !span.isEmpty && pricePerHourMicros <= LeaseSegment.limitPriceMicros
      && (payment.map { $0.isWithinLimits && gpus <= ActivitySegment.limitGPUs } ?? true)
  }

  /// Whether nothing but the stretch differs.
  public func saysTheSame(as other: LeaseSighting) -> Bool {
    var moved = other
    moved.span = span
    return moved == self
  }
}

/// What an `activity` segment says of a lease beyond what a `lease` segment does.
public struct LeasePayment: Hashable, Sendable {
  /// Whose escrow pays: the owner in the lease's id.
  public var tenant: Address
  /// Processor cores, in thousandths.
  public var milliCores: UInt32
  /// What the payer loses of each payment, in ppm.
  public var costPPM: UInt32

  /// Takes every field as it is.
  public init(tenant: Address, milliCores: UInt32, costPPM: UInt32) {
    self.tenant = tenant
    self.milliCores = milliCores
    self.costPPM = costPPM
  }

  /// Whether segments have room for its figures.
  public var isWithinLimits: Bool {
    milliCores <= ActivitySegment.limitMilliCores && costPPM <= ActivitySegment.limitCostPPM
  }
}
