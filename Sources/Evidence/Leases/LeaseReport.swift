public import Quantities

/// What was read of the network's leases about a stretch of whole slots.
public struct LeaseReport: Hashable, Sendable {
  /// The stretch; slots of it that could not be read lie in no row.
  public var span: TimeSpan
  /// The leases' rows.
  public var sightings: [LeaseSighting]
  /// The leases' ends.
  public var closings: [LeaseClosing]

  /// Takes every field as it is.
  public init(span: TimeSpan, sightings: [LeaseSighting] = [], closings: [LeaseClosing] = []) {
    self.span = span
    self.sightings = sightings
    self.closings = closings
  }
}
