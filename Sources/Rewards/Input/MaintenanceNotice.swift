public import Quantities

/// Downtime that a provider announced; within the allowance it leaves both sides of uptime.
public struct MaintenanceNotice: Hashable, Sendable {
  /// Who announced it.
  public let provider: ProviderIndex
  /// The stretch announced.
  public let span: TimeSpan
  /// When the announcement was admitted; it counts when the notice was kept.
  public let admittedAt: Timestamp

  /// Takes every field as it is.
  public init(provider: ProviderIndex, span: TimeSpan, admittedAt: Timestamp) {
    self.provider = provider
    self.span = span
    self.admittedAt = admittedAt
  }
}
