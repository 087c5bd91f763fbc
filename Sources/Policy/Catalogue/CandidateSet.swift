import Quantities

/// The classes that a description can still mean, narrowed by one statement after another.
struct CandidateSet {
  let catalogue: GPUCatalogue
  private(set) var indices: [ClassIndex]

  /// Narrows to the classes with this memory: of each model the variant whose nominal is nearest.
  mutating func narrow(memory: ReportedMemory, text: String) -> UnknownClassReason? {
    switch memory {
    case .absent: return nil
    case .unreadable: return .memoryUnreadable(ASCIIText.excerpt(text))
    case .mebibytes(let reported):
      let fitting = indices.filter { catalogue[$0].acceptedMemoryMiB.contains(reported) }
      guard !fitting.isEmpty else {
        return .memoryUnknown(reportedMiB: reported, knownGB: knownMemories)
      }
      indices = fitting
      return nil
    }
  }

  mutating func narrow(interface: InterfaceName, text: String) -> UnknownClassReason? {
    switch interface {
    case .absent: return nil
    case .partition: return .partition
    case .unrecognised: return .interfaceUnreadable(ASCIIText.excerpt(text))
    case .named(let label):
      let fitting = indices.filter { catalogue[$0].gpuClass.interface == label }
      guard !fitting.isEmpty else { return .interfaceUnknown(label, known: knownInterfaces) }
      indices = fitting
      return nil
    }
  }

  mutating func narrow(to other: [ClassIndex]) {
    indices = indices.filter { other.contains($0) }
  }

  /// The memories in GB of the candidates, each once, ascending.
  var knownMemories: [Int] {
    SortedMap(indices.map { (catalogue[$0].gpuClass.memoryGB, true) }) { first, _ in first }.keys
  }

  /// The interfaces of the candidates, each once, ascending.
  private var knownInterfaces: [Label] {
    SortedMap(indices.map { (catalogue[$0].gpuClass.interface, true) }) { first, _ in first }.keys
  }

  /// The candidates as a match; there must be at least one.
  var match: ClassMatch {
    precondition(!indices.isEmpty, "Narrowing reports a reason instead of leaving no candidate.")
    guard indices.count > 1 else { return .known(indices[0]) }
    let classes = indices.map { catalogue[$0].gpuClass }
    var missing: [ClassField] = []
    if classes.contains(where: { $0.vendor != classes[0].vendor }) { missing.append(.vendor) }
    if classes.contains(where: { $0.model != classes[0].model }) { missing.append(.model) }
    if classes.contains(where: { $0.memoryGB != classes[0].memoryGB }) { missing.append(.memory) }
    if classes.contains(where: { $0.interface != classes[0].interface }) {
      missing.append(.interface)
    }
    return .ambiguous(indices, missing: missing)
  }
}
