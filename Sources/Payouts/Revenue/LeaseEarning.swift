public import Quantities

/// What leases of funded machines earned in a span, in uakt.
public struct LeaseEarning: Hashable, Sendable {
  /// What kind of lease, such as `reserved` or `on-demand`.
  public let leaseClass: Label
  /// When.
  public let span: TimeSpan
  /// What tenants paid.
  public let uakt: Int64
  /// Of that, what was given back to tenants.
  public let refundedUakt: Int64
  /// Whether the class's commitment stands on chain.
  public let isCommittedOnChain: Bool

  /// Takes every field as it is.
  public init(
    leaseClass: Label, span: TimeSpan, uakt: Int64, refundedUakt: Int64 = 0,
    isCommittedOnChain: Bool = true
  ) {
    self.leaseClass = leaseClass
    self.span = span
    self.uakt = uakt
    self.refundedUakt = refundedUakt
    self.isCommittedOnChain = isCommittedOnChain
  }
}
