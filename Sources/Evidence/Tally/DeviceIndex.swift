import Policy
import Quantities

/// Every distinct device of the counted segments, classified once.
struct DeviceIndex {
  /// The code of devices that belong to no class.
  static let noClass = UInt32.max - 1

  private(set) var descriptors: [DeviceDescriptor] = []
  /// A class's number, or `noClass`.
  private(set) var codes: [UInt32] = []
  /// What there is to find about a device as such.
  private(set) var kinds: [TallyFinding.Kind?] = []
  private var positions: [[UInt8]: Int] = [:]
  private let classify: (DeviceDescriptor) -> ClassMatch

  init(classify: @escaping (DeviceDescriptor) -> ClassMatch) {
    self.classify = classify
  }

  /// The positions of a segment's descriptors.
  mutating func add(_ table: [DeviceDescriptor]) -> [Int] {
    table.map { descriptor in
      let key = descriptor.orderKey
      if let known = positions[key] { return known }
      let position = descriptors.count
      positions[key] = position
      descriptors.append(descriptor)
      switch classify(descriptor) {
      case .known(let index):
        codes.append(index.rawValue)
        kinds.append(nil)
      case .ambiguous:
        codes.append(Self.noClass)
        kinds.append(.deviceAmbiguous)
      case .unknown:
        codes.append(Self.noClass)
        kinds.append(.deviceUnknown)
      }
      return position
    }
  }

  /// Numbers the devices that findings name anew, by their bytes, and leaves the others out.
  func settle(_ findings: [TallyFinding]) -> (devices: [DeviceDescriptor], [TallyFinding]) {
    var isNamed = Array(repeating: false, count: descriptors.count)
    for finding in findings {
      if let device = finding.device { isNamed[device] = true }
    }
    let keys = descriptors.map(\.orderKey)
    let named = descriptors.indices.filter { isNamed[$0] }
      .sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }
    var renumbered = Array(repeating: 0, count: descriptors.count)
    for (position, device) in named.enumerated() { renumbered[device] = position }
    return (
      named.map { descriptors[$0] },
      findings.map { finding in
        TallyFinding(
          kind: finding.kind, provider: finding.provider, gpuClass: finding.gpuClass,
          device: finding.device.map { renumbered[$0] }, segment: finding.segment,
          firstSlot: finding.firstSlot, slotCount: finding.slotCount)
      }
    )
  }
}
