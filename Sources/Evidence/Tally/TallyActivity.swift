public import Quantities

/// A lease as quorum saw it paid for, in one maximal stretch of equal terms inside the span.
public struct TallyActivity: Hashable, Sendable {
  /// The first half of SHA-256 of the lease's id on its network.
  public let lease: LeaseIdentifier
  /// The seconds, cut to the span.
  public let span: TimeSpan
  /// What observers agreed on.
  public let terms: Terms

  /// Takes every field as it is.
  public init(lease: LeaseIdentifier, span: TimeSpan, terms: Terms) {
    self.lease = lease
    self.span = span
    self.terms = terms
  }

  /// What observers must agree on.
  public struct Terms: Hashable, Sendable {
    /// Who leases out.
    public let provider: ProviderIndex
    /// Who pays.
    public let tenant: Address
    /// The number of GPUs.
    public let gpus: UInt32
    /// Processor cores, in thousandths.
    public let milliCores: UInt32
    /// The price's unit.
    public let denomination: LeaseDenomination
    /// Millionths of the unit per hour, for the whole lease.
    public let pricePerHourMicros: UInt64
    /// What the payer loses of each payment, in ppm.
    public let costPPM: UInt32

    /// Takes every field as it is.
    public init(
      provider: ProviderIndex, tenant: Address, gpus: UInt32, milliCores: UInt32,
      denomination: LeaseDenomination, pricePerHourMicros: UInt64, costPPM: UInt32
    ) {
      self.provider = provider
      self.tenant = tenant
      self.gpus = gpus
      self.milliCores = milliCores
      self.denomination = denomination
      self.pricePerHourMicros = pricePerHourMicros
      self.costPPM = costPPM
    }
  }
}

extension TallyActivity.Terms: Comparable {
  /// Orders by its parts; the smaller counts where as many observers report both.
  public static func < (left: Self, right: Self) -> Bool {
    if left.provider != right.provider { return left.provider < right.provider }
    if left.tenant != right.tenant { return left.tenant < right.tenant }
    return (
      left.gpus, left.milliCores, left.denomination.rawValue, left.pricePerHourMicros,
      left.costPPM
    ) < (
      right.gpus, right.milliCores, right.denomination.rawValue, right.pricePerHourMicros,
      right.costPPM
    )
  }
}

extension TallyActivity: Comparable {
  /// Orders by provider, lease and start; a lease stands once in a second.
  public static func < (left: TallyActivity, right: TallyActivity) -> Bool {
    (left.terms.provider, left.lease, left.span) < (right.terms.provider, right.lease, right.span)
  }
}
