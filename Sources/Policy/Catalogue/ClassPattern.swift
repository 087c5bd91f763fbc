public import Quantities

/// Which classes a rule means: `vendor/model/memoryGB/interface`, `*` for any in that place.
public struct ClassPattern: Hashable, Sendable {
  /// `nil`: any.
  public let vendor: Label?
  /// `nil`: any.
  public let model: Label?
  /// `nil`: any.
  public let memoryGB: Int?
  /// `nil`: any.
  public let interface: Label?

  /// Reads `nvidia/a100/80/*`; `nil` when it has another shape.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4 else { return nil }
    func label(_ part: String) -> Label?? {
      if part == "*" { return .some(nil) }
      return (try? Label(part)).map(Optional.some)
    }
    guard let vendor = label(parts[0]), let model = label(parts[1]), let interface = label(parts[3])
    else { return nil }
    var memory: Int?
    if parts[2] != "*" {
      guard let value = Self.memory(parts[2]) else { return nil }
      memory = value
    }
    self.vendor = vendor
    self.model = model
    self.memoryGB = memory
    self.interface = interface
  }

  /// Whether a class is meant.
  public func matches(_ gpuClass: GPUClass) -> Bool {
    (vendor ?? gpuClass.vendor) == gpuClass.vendor && (model ?? gpuClass.model) == gpuClass.model
      && (memoryGB ?? gpuClass.memoryGB) == gpuClass.memoryGB
      && (interface ?? gpuClass.interface) == gpuClass.interface
  }

  /// As it is written.
  public var text: String {
    let memory = memoryGB.map { String($0) } ?? "*"
    return "\(vendor?.text ?? "*")/\(model?.text ?? "*")/\(memory)/\(interface?.text ?? "*")"
  }

  /// A memory of 1 to 100,000 GB in plain digits, without leading zeros.
  static func memory(_ part: some StringProtocol) -> Int? {
    guard part.utf8.allSatisfy({ (48...57).contains($0) }), part.utf8.first != 48,
      part.utf8.count <= 6, let value = Int(part), value <= 100_000
    else { return nil }
    return value
  }
}

extension ClassPattern: CustomStringConvertible {
  /// As it is written.
  public var description: String { text }
}
