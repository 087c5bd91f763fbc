public import Policy
public import Quantities

/// Devices that an observer saw prove themselves for a while.
public struct ProofScript: Sendable {
  /// The provider, by position in the world.
  public let provider: Int
  /// The machine.
  public let node: UInt16
  /// As reported.
  public let descriptor: DeviceDescriptor
  /// What each device is derived from; equal names are equal devices, wherever they show up.
  public let devices: [String]
  /// What the machine is derived from.
  public let host: String
  /// At least `leased`.
  public let level: ProofLevel
  /// Whether attestation came with it.
  public let isAttested: Bool
  /// When.
  public let span: TimeSpan
  /// The observers, by position, who saw it; nil: all.
  public let observers: [Int]?

  /// Takes every field as it is.
  public init(
    provider: Int, node: UInt16, descriptor: DeviceDescriptor, devices: [String], host: String,
    level: ProofLevel, isAttested: Bool = false, span: TimeSpan, observers: [Int]? = nil
  ) {
    precondition(level > .reported, "A proof row proves more than a report.")
    self.provider = provider
    self.node = node
    self.descriptor = descriptor
    self.devices = devices
    self.host = host
    self.level = level
    self.isAttested = isAttested
    self.span = span
    self.observers = observers
  }
}
