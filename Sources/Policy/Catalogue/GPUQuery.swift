import Quantities

/// What a text that a person typed, or an attribute key, says about GPUs.
public struct GPUQuery: Hashable, Sendable {
  /// The most bytes of a text that are looked at.
  public static let limitBytes = 256

  /// The class or classes meant.
  public let match: ClassMatch
  /// How many GPUs, where the text says so.
  public let count: Int?
  /// Words that changed nothing, in their order.
  public let ignoredWords: [String]

  /// Reads `rtx 4090`, `A100 80GB SXM`, `8x H100 80GB HBM3`, a class's own text, or an attribute
  /// key in any of its forms.
  public static func parse(_ text: String, in catalogue: GPUCatalogue) -> GPUQuery {
    guard text.utf8.count <= limitBytes else {
      return GPUQuery(match: .unknown(.textTooLong(limitBytes: limitBytes)))
    }
    if let gpuClass = GPUClass(text), let index = catalogue.index(of: gpuClass) {
      return GPUQuery(match: .known(index))
    }
    if let key = AttributeKey(text) {
      return GPUQuery(match: catalogue.match(key))
    }
    var reader = GPUQueryReader(text, in: catalogue)
    return reader.read()
  }

  init(match: ClassMatch, count: Int? = nil, ignoredWords: [String] = []) {
    self.match = match
    self.count = count
    self.ignoredWords = ignoredWords
  }
}

extension GPUCatalogue {
  /// The class that an attribute key means; `*` or no model leaves all of the vendor.
  func match(_ key: AttributeKey) -> ClassMatch {
    if let value = key.value, value != "true" {
      return .unknown(.attributeNotTrue(ASCIIText.excerpt(value)))
    }
    if let model = key.model, model != "*" {
      return resolve(
        DeviceDescriptor(
          vendor: key.vendor, name: model, interface: key.interface, memorySize: key.memory)
      ).match
    }
    let vendor: Label?
    switch self.vendor(named: key.vendor) {
    case .success(let known): vendor = known
    case .failure(let reason): return .unknown(reason)
    }
    var candidates = CandidateSet(
      catalogue: self,
      indices: indices.filter { vendor == nil || self[$0].gpuClass.vendor == vendor })
    if let reason = candidates.narrow(memory: ReportedMemory(key.memory), text: key.memory)
      ?? candidates.narrow(interface: InterfaceName(key.interface), text: key.interface)
    {
      return .unknown(reason)
    }
    return candidates.match
  }
}
