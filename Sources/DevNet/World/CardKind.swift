/// A kind of GPU as providers describe and claim it, with what it costs.
public struct CardKind: Hashable, Sendable {
  /// The vendor's name in the status: `nvidia`.
  public let vendor: String
  /// The model's name in the status: `h100`.
  public let name: String
  /// The PCI number in the status.
  public let modelID: String
  /// The interface in the status: `SXM5`.
  public let interface: String
  /// The memory in the status: `80Gi`.
  public let memory: String
  /// The interface in attributes: `sxm`.
  public let claimedInterface: String
  /// What an hour of one costs, in millionths of a dollar.
  public let hourlyMicros: UInt64

  /// The attribute that claims it on the chain.
  public var attribute: String {
    "capabilities/gpu/vendor/\(vendor)/model/\(name)/ram/\(memory)/interface/\(claimedInterface)"
  }

  /// The attribute that an order asks for it by.
  public var order: String {
    "vendor/\(vendor)/model/\(name)/ram/\(memory)/interface/\(claimedInterface)"
  }

  /// The kinds that a world draws from; prices as the market's were in July 2026.
  static let all = [
    CardKind(
      vendor: "nvidia", name: "h100", modelID: "2330", interface: "SXM5", memory: "80Gi",
      claimedInterface: "sxm", hourlyMicros: 2_580_000),
    CardKind(
      vendor: "nvidia", name: "a100", modelID: "20b2", interface: "SXM4", memory: "80Gi",
      claimedInterface: "sxm", hourlyMicros: 1_480_000),
    CardKind(
      vendor: "nvidia", name: "h200", modelID: "2335", interface: "SXM5", memory: "141Gi",
      claimedInterface: "sxm", hourlyMicros: 3_100_000),
    CardKind(
      vendor: "nvidia", name: "rtxa6000", modelID: "2230", interface: "PCIe", memory: "48Gi",
      claimedInterface: "pcie", hourlyMicros: 600_000),
    CardKind(
      vendor: "nvidia", name: "rtx4090", modelID: "2684", interface: "PCIe", memory: "24Gi",
      claimedInterface: "pcie", hourlyMicros: 420_000),
    CardKind(
      vendor: "nvidia", name: "t4", modelID: "1eb8", interface: "PCIe", memory: "16Gi",
      claimedInterface: "pcie", hourlyMicros: 120_000),
  ]
}
