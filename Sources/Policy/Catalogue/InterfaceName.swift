public import Quantities

/// The way a GPU is attached, as somebody wrote it.
public enum InterfaceName: Hashable, Sendable {
  /// Nothing was written.
  case absent
  /// A known way, in the catalogue's spelling.
  case named(Label)
  /// A slice of a GPU, which is not a GPU.
  case partition
  /// A word that names no interface.
  case unrecognised

  /// Reads `PCIe`, `SXM2`…`SXM6`, `HGX`, `OAM`, `superchip`, `socket`, `MIG` in any case.
  public init(_ text: String) {
    self.init(word: CompactName(text).bytes)
  }

  init(word: [UInt8]) {
    switch ASCIIText.string(word) {
    case "": self = .absent
    case "pcie", "pci", "pciexpress", "pciex16", "pcie3", "pcie4", "pcie5", "pciegen3", "pciegen4",
      "pciegen5":
      self = Self.label("pcie")
    case "sxm", "sxm2", "sxm3", "sxm4", "sxm5", "sxm6", "hgx": self = Self.label("sxm")
    case "oam": self = Self.label("oam")
    case "superchip": self = Self.label("superchip")
    case "socket": self = Self.label("socket")
    case "mig": self = .partition
    default: self = .unrecognised
    }
  }

  private static func label(_ text: String) -> InterfaceName {
    guard let label = try? Label(text) else {
      preconditionFailure("The interface names above are labels.")
    }
    return .named(label)
  }
}
