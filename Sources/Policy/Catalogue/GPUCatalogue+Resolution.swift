import Quantities

extension GPUCatalogue {
  /// The most bytes of a descriptor's text that are looked at.
  public static let limitDescriptorBytes = 128

  /// The class that a reported device means.
  ///
  /// The name gives the candidates, memory and interface narrow them, and the device id confirms,
  /// completes or contradicts what is left.
  public func resolve(_ descriptor: DeviceDescriptor) -> DeviceResolution {
    let texts = [
      descriptor.vendor, descriptor.name, descriptor.modelID, descriptor.interface,
      descriptor.memorySize,
    ]
    guard texts.allSatisfy({ $0.utf8.count <= Self.limitDescriptorBytes }) else {
      return unknown(.textTooLong(limitBytes: Self.limitDescriptorBytes))
    }
    let vendor: Label?
    switch self.vendor(named: descriptor.vendor) {
    case .success(let known): vendor = known
    case .failure(let reason): return unknown(reason)
    }
    let identifier = DeviceIdentifier(descriptor.modelID)
    var candidates: CandidateSet
    switch self.candidates(name: descriptor.name, vendor: vendor, identifier: identifier) {
    case .success(let indices): candidates = CandidateSet(catalogue: self, indices: indices)
    case .failure(let reason): return unknown(reason)
    }
    let memory = ReportedMemory(descriptor.memorySize)
    let interface = InterfaceName(descriptor.interface)
    if let reason = candidates.narrow(memory: memory, text: descriptor.memorySize)
      ?? candidates.narrow(interface: interface, text: descriptor.interface)
    {
      return unknown(reason)
    }
    return checked(candidates, identifier: identifier, written: descriptor.modelID)
  }

  private func unknown(_ reason: UnknownClassReason) -> DeviceResolution {
    DeviceResolution(match: .unknown(reason), findings: [])
  }

  /// The vendor in the catalogue's spelling, nil where none was given.
  func vendor(named text: String) -> Reading<Label?> {
    let name = CompactName(text)
    guard !name.bytes.isEmpty else { return .success(nil) }
    let spelling: [UInt8]
    switch ASCIIText.string(name.bytes) {
    case "10de": spelling = Array("nvidia".utf8)
    case "1002": spelling = Array("amd".utf8)
    case "8086": spelling = Array("intel".utf8)
    default: spelling = name.bytes
    }
    guard let vendor = try? Label(bytes: spelling), knows(vendor: vendor) else {
      return .failure(.vendorUnknown(ASCIIText.excerpt(text)))
    }
    return .success(vendor)
  }

  /// The classes of a name: those of the model with exactly this id, else those it is a name of.
  func candidates(
    name: String, vendor: Label?, identifier: DeviceIdentifier?
  ) -> Reading<[ClassIndex]> {
    let compact = GPUQueryWords.name(name)
    guard !compact.bytes.isEmpty else {
      guard let vendor, let identifier else { return .failure(.nothingSaid) }
      let identified = classes(of: identifier, vendor: vendor)
      return identified.isEmpty ? .failure(.nothingSaid) : .success(identified)
    }
    let exact = indices.filter { self[$0].gpuClass.model.bytes == compact.bytes }
    let named = exact.isEmpty ? names[compact] ?? [] : exact
    guard let first = named.first else { return .failure(.modelUnknown(ASCIIText.excerpt(name))) }
    guard let vendor else { return .success(named) }
    let ofVendor = named.filter { self[$0].gpuClass.vendor == vendor }
    return ofVendor.isEmpty
      ? .failure(.vendorDisagrees(said: vendor.text, known: self[first].gpuClass))
      : .success(ofVendor)
  }

  private func checked(
    _ candidates: CandidateSet, identifier: DeviceIdentifier?, written: String
  ) -> DeviceResolution {
    var candidates = candidates
    guard let identifier else {
      let findings: [ResolutionFinding] =
        written.isEmpty ? [] : [.identifierUnreadable(ASCIIText.excerpt(written))]
      return DeviceResolution(match: candidates.match, findings: findings)
    }
    let first = self[candidates.indices[0]].gpuClass
    let identified = classes(of: identifier, vendor: first.vendor)
    guard let other = identified.first else {
      return DeviceResolution(
        match: candidates.match, findings: [.identifierUnlisted(identifier)])
    }
    let before = candidates.indices.count
    let agreeing = candidates.indices.filter { identified.contains($0) }
    guard !agreeing.isEmpty else {
      let identifiedClass = self[other].gpuClass
      return DeviceResolution(
        match: .unknown(
          .identifierDisagrees(identifier, named: first, identified: identifiedClass)),
        findings: [.identifierDisagrees(identifier, named: first, identified: identifiedClass)])
    }
    candidates.narrow(to: agreeing)
    return DeviceResolution(
      match: candidates.match,
      findings: agreeing.count < before ? [.completedFromIdentifier(identifier)] : [])
  }
}

/// A part of a description that was read, or the reason why it names no class.
enum Reading<Value> {
  case success(Value)
  case failure(UnknownClassReason)
}
