/// A GPU as somebody reported it; all five texts are as seen, and any may be empty.
public struct DeviceDescriptor: Hashable, Sendable {
  /// The vendor: `nvidia`.
  public let vendor: String
  /// The model's name: `t4`.
  public let name: String
  /// The PCI device id: `1eb8`.
  public let modelID: String
  /// The interface: `PCIe`.
  public let interface: String
  /// The memory: `16Gi`.
  public let memorySize: String

  /// Wraps the five texts.
  public init(
    vendor: String, name: String, modelID: String = "", interface: String = "",
    memorySize: String = ""
  ) {
    self.vendor = vendor
    self.name = name
    self.modelID = modelID
    self.interface = interface
    self.memorySize = memorySize
  }
}

extension DeviceDescriptor: CustomStringConvertible {
  /// The five texts with slashes between them, cut and made printable.
  public var description: String {
    [vendor, name, modelID, interface, memorySize]
      .map { ASCIIText.excerpt($0) }.joined(separator: "/")
  }
}
