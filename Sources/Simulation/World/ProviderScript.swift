public import Policy
public import Quantities

/// What is where at one provider, and what happens to it.
public struct ProviderScript: Sendable {
  /// The name it is derived from and told by.
  public let name: String
  /// Its account.
  public let address: Address
  /// When observers watch it; outside it they say nothing.
  public var watched: TimeSpan
  /// Its machines.
  public var nodes: [NodeScript]
  /// What happens, the last on top.
  public var spells: [Spell] = []

  /// A provider with an invented account.
  public init(_ name: String, watched: TimeSpan, nodes: [NodeScript]) {
    self.name = name
    address = Invented.address(name)
    self.watched = watched
    self.nodes = nodes
  }
}

/// One machine and the kinds of device in it.
public struct NodeScript: Sendable {
  /// Its number, as all observers here number it.
  public let number: UInt16
  /// The kinds, in the order in which spells count them.
  public var groups: [DeviceGroup]

  /// Takes number and kinds.
  public init(_ number: UInt16, _ groups: [DeviceGroup]) {
    self.number = number
    self.groups = groups
  }
}

/// Devices of one description in one machine.
public struct DeviceGroup: Hashable, Sendable {
  /// As the provider reports them.
  public let descriptor: DeviceDescriptor
  /// On an ordinary day.
  public let counts: DeviceCounts

  /// So many devices of a description.
  public init(_ descriptor: DeviceDescriptor, _ counts: DeviceCounts) {
    self.descriptor = descriptor
    self.counts = counts
  }
}
