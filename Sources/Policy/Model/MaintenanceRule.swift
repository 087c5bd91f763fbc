/// Announced downtime that leaves both sides of uptime.
public struct MaintenanceRule: Hashable, Sendable {
  /// At most so much per provider and epoch, in seconds.
  public var allowanceSeconds: Int64
  /// Announced at least so long before, in seconds.
  public var noticeSeconds: Int64

  /// Takes every field as it is.
  public init(
    allowanceSeconds: Int64,
    noticeSeconds: Int64
  ) {
    self.allowanceSeconds = allowanceSeconds
    self.noticeSeconds = noticeSeconds
  }
}
