public import Quantities

/// A lease's end, as it was read from the network.
public struct LeaseClosing: Hashable, Sendable {
  /// Which lease; one ends once.
  public var lease: LeaseIdentifier
  /// The provider's line of the roster.
  public var provider: ProviderIndex
  /// When.
  public var at: Timestamp
  /// Why.
  public var reason: ClosingReason

  /// Takes every field as it is.
  public init(
    lease: LeaseIdentifier, provider: ProviderIndex, at: Timestamp, reason: ClosingReason
  ) {
    self.lease = lease
    self.provider = provider
    self.at = at
    self.reason = reason
  }
}
