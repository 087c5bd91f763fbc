public import Quantities

/// Slots, deadlines, quorum and allowances of the evidence.
public struct ObservationRule: Hashable, Sendable {
  /// Length of a slot, in seconds.
  public var slotSeconds: Int64
  /// How long after an epoch's end evidence is taken, in seconds.
  public var graceSeconds: Int64
  /// k of n, per field.
  public var quorum: QuorumRule
  /// Share of single-provider unobserved time beyond which a line is held (law 4).
  public var unobservedAllowance: Ratio
  /// Announced downtime that leaves both sides of uptime.
  public var maintenance: MaintenanceRule

  /// Takes every field as it is.
  public init(
    slotSeconds: Int64,
    graceSeconds: Int64,
    quorum: QuorumRule,
    unobservedAllowance: Ratio,
    maintenance: MaintenanceRule
  ) {
    self.slotSeconds = slotSeconds
    self.graceSeconds = graceSeconds
    self.quorum = quorum
    self.unobservedAllowance = unobservedAllowance
    self.maintenance = maintenance
  }
}
