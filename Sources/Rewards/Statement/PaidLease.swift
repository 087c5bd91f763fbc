public import Evidence
public import Quantities

/// One stretch of a lease in a part of an activity pool: what it was, and what was paid for it.
public struct PaidLease: Hashable, Sendable {
  /// Which lease.
  public var lease: LeaseIdentifier
  /// The seconds: of the lease, inside the claim and the epoch.
  public var span: TimeSpan
  /// The wallet on the other side of it.
  public var counterparty: Address
  /// The number of GPUs.
  public var gpus: UInt32
  /// Processor cores, in thousandths.
  public var milliCores: UInt32
  /// Per hour in micro-units of the pool's currency; nil: there is no price to convert it at.
  public var pricePerHourMicros: UInt128?
  /// What the chain keeps of each payment, in ppm.
  public var costPPM: UInt32
  /// The most of its price that is paid to this side, in ppm.
  public var sharePPM: UInt64
  /// Leased seconds by the weights of GPUs and cores.
  public var weight: UInt128
  /// What was paid for it.
  public var amountMicros: Int64
  /// Why not more; nil: the pot had no more for any lease that is not at its cap.
  public var reason: PartReason?

  /// Takes every field as it is.
  public init(
    lease: LeaseIdentifier, span: TimeSpan, counterparty: Address, gpus: UInt32,
    milliCores: UInt32, pricePerHourMicros: UInt128?, costPPM: UInt32, sharePPM: UInt64,
    weight: UInt128, amountMicros: Int64, reason: PartReason?
  ) {
    self.lease = lease
    self.span = span
    self.counterparty = counterparty
    self.gpus = gpus
    self.milliCores = milliCores
    self.pricePerHourMicros = pricePerHourMicros
    self.costPPM = costPPM
    self.sharePPM = sharePPM
    self.weight = weight
    self.amountMicros = amountMicros
    self.reason = reason
  }

  /// The identifier's 16 bytes.
  var leaseBytes: [UInt8] {
    stride(from: 120, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: lease.value >> UInt128($0))
    }
  }
}
