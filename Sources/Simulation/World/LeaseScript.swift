public import Policy
public import Quantities

/// A lease, or the bid for one, as it stands in an observer's tables.
public struct LeaseScript: Sendable {
  /// What it is derived from.
  public let name: String
  /// The provider, by position in the world.
  public let provider: Int
  /// The GPU asked for; nil: any.
  public let descriptor: DeviceDescriptor?
  /// GPUs leased.
  public let gpus: UInt32
  /// What it costs per hour, all GPUs together, in millionths.
  public let priceMicros: UInt64
  /// Whether the price is in dollars.
  public let isUSD: Bool
  /// When it is active.
  public let active: TimeSpan
  /// For how long it was a bid before.
  public let bidSeconds: Int64
  /// For how long it is listed as closed.
  public let closedSeconds: Int64
  /// The observers, by position, who report another number of GPUs.
  public var misread: [Int] = []
  /// Who pays; nil: the lease stands in no activity table.
  public var tenant: Address?
  /// Processor cores, in thousandths.
  public var milliCores: UInt32 = 0
  /// What the chain keeps of each payment, in ppm.
  public var costPPM: UInt32 = 2_500
  /// When the observers' own checks through the lease were answered; nil: never.
  public var answered: TimeSpan?

  /// A lease without oddities.
  public init(
    _ name: String, provider: Int, descriptor: DeviceDescriptor?, gpus: UInt32,
    priceMicros: UInt64, isUSD: Bool, active: TimeSpan, bidSeconds: Int64 = 0,
    closedSeconds: Int64 = 0
  ) {
    self.name = name
    self.provider = provider
    self.descriptor = descriptor
    self.gpus = gpus
    self.priceMicros = priceMicros
    self.isUSD = isUSD
    self.active = active
    self.bidSeconds = bidSeconds
    self.closedSeconds = closedSeconds
  }
}
