public import Policy
import Quantities

/// Devices as providers report them.
public enum ReportedDevice {
  /// The description under which a class of the catalogue shows up in a provider's status.
  public static func descriptor(of gpuClass: GPUClass, in catalogue: GPUCatalogue)
    -> DeviceDescriptor
  {
    let identifier =
      catalogue.index(of: gpuClass).flatMap { catalogue[$0].deviceIdentifiers.first }
    return DeviceDescriptor(
      vendor: gpuClass.vendor.text, name: gpuClass.model.text, modelID: identifier?.text ?? "",
      interface: interface(gpuClass), memorySize: "\(gpuClass.memoryGB)Gi")
  }

  /// A device that no catalogue knows.
  public static let unknown = DeviceDescriptor(
    vendor: "nvidia", name: "qx9000", modelID: "fffe", interface: "PCIe", memorySize: "24Gi")

  /// A device of which memory and interface are missing.
  public static let ambiguous = DeviceDescriptor(vendor: "nvidia", name: "a100")

  private static func interface(_ gpuClass: GPUClass) -> String {
    switch gpuClass.interface.text {
    case "pcie": "PCIe"
    case "sxm": "SXM5"
    default: gpuClass.interface.text
    }
  }
}
