public import CosmosClient
public import Evidence
public import Policy
import Quantities

/// What a lease is for and what it costs; it does not change while the lease runs.
public struct LeaseTerms: Hashable, Sendable {
  /// The one device that it names; nil for any model, several, or none.
  public let descriptor: DeviceDescriptor?
  /// How many GPUs, over all instances; 0 for a lease of processors.
  public let gpus: UInt32
  /// How many processor cores, in thousandths, over all instances.
  public let milliCores: UInt32
  /// What it costs per block.
  public let pricePerBlock: DecimalCoin

  /// Takes every field as it is.
  public init(
    descriptor: DeviceDescriptor?, gpus: UInt32, milliCores: UInt32, pricePerBlock: DecimalCoin
  ) {
    self.descriptor = descriptor
    self.gpus = gpus
    self.milliCores = milliCores
    self.pricePerBlock = pricePerBlock
  }

  /// What a joined lease says.
  public init(_ holding: LeaseHolding) {
    let count = holding.gpus.reduce(UInt64(0)) {
      let (sum, overflow) = $0.addingReportingOverflow($1.count)
      return overflow ? .max : sum
    }
    let devices = holding.gpus.map(Self.device)
    let first = devices.first ?? nil
    self.init(
      descriptor: devices.allSatisfy { $0 == first } ? first : nil, gpus: UInt32(clamping: count),
      milliCores: UInt32(clamping: holding.milliCores), pricePerBlock: holding.lease.pricePerBlock)
  }

  /// The device of a request that names exactly one.
  private static func device(_ request: RequestedGPUs) -> DeviceDescriptor? {
    guard !request.isWildcard, request.attributes.count == 1,
      request.attributes[0].value.utf8.elementsEqual("true".utf8)
    else { return nil }
    return DeviceDescriptor(attribute: request.attributes[0].key)
  }

  /// Dollars' credits that were bought elsewhere, from before the chain had its own.
  static let bridgedDollars =
    "ibc/170C677610AC31DF0904FFE09CD3B5C657492170E7E52372E48756B71E56F2F1"

  /// The unit of the price; nil for one that a segment has no word for.
  public var denomination: LeaseDenomination? {
    switch pricePerBlock.denomination {
    case "uakt": .uakt
    case "uact", Self.bridgedDollars: .microDollars
    default: nil
    }
  }

  /// The price per hour at a pace, in millionths; nil where a segment cannot carry it.
  public func pricePerHourMicros(_ pace: BlockPace) -> UInt64? {
    guard let price = pace.perHour(pricePerBlock), price <= LeaseSegment.limitPriceMicros
    else { return nil }
    return UInt64(price)
  }
}
