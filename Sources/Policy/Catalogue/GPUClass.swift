public import Quantities

/// What the program pays for, as `vendor/model/memoryGB/interface`; never the model alone.
///
/// One model comes with several memories and interfaces (V100 16 and 32, A100 40 and 80), and they
/// differ in what they qualify for.
public struct GPUClass: Hashable, Sendable {
  /// `nvidia`, `amd`, …
  public let vendor: Label
  /// Model as it appears in attributes: `a100`.
  public let model: Label
  /// Nominal memory per device, in GB as marketed.
  public let memoryGB: Int
  /// `pcie`, `sxm`, `oam`, …
  public let interface: Label

  /// Takes the four parts.
  public init(vendor: Label, model: Label, memoryGB: Int, interface: Label) {
    self.vendor = vendor
    self.model = model
    self.memoryGB = memoryGB
    self.interface = interface
  }

  /// Reads `nvidia/a100/80/sxm`; `nil` when it has another shape.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 4, let memory = ClassPattern.memory(Substring(parts[2])),
      let vendor = try? Label(bytes: parts[0]), let model = try? Label(bytes: parts[1]),
      let interface = try? Label(bytes: parts[3])
    else { return nil }
    self.init(vendor: vendor, model: model, memoryGB: memory, interface: interface)
  }

  /// `nvidia/a100/80/sxm`.
  public var text: String { "\(vendor)/\(model)/\(memoryGB)/\(interface)" }
}

extension GPUClass: CustomStringConvertible {
  /// `nvidia/a100/80/sxm`.
  public var description: String { text }
}
