public import Evidence
public import Policy

/// What became of one question to a provider.
public enum ProbeAnswer: Hashable, Sendable {
  /// It answered, and is who it should be; the inventory is nil where it is unknown (O-45).
  case up([InventoryLine]?)
  /// It did not, or is somebody else.
  case down(DownReason)
  /// Nobody can tell, for a reason of our own: never asked, no file handle, no certificate known.
  case unknown
}

/// One node's count of one device, in the network-neutral form of a presence segment.
public struct InventoryLine: Hashable, Sendable {
  /// The node's name as reported.
  public var node: String
  /// The device; nil where the node's inventory is unknown (O-45).
  public var device: DeviceDescriptor?
  /// The devices that the node has; 0: not reported.
  public var capacity: UInt32
  /// The devices that it offers.
  public var allocatable: UInt32
  /// The devices in use.
  public var allocated: UInt32

  /// Takes every field as it is.
  public init(
    node: String, device: DeviceDescriptor?, capacity: UInt32, allocatable: UInt32,
    allocated: UInt32
  ) {
    self.node = node
    self.device = device
    self.capacity = capacity
    self.allocatable = allocatable
    self.allocated = allocated
  }
}
