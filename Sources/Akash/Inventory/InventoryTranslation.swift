public import Evidence
public import Policy

/// A provider's inventory as a presence segment holds it: counts by node and device, no slots yet.
///
/// The counts are as reported, also where they are impossible: the tally quarantines them by one
/// rule for all observers (O-44).
public struct InventoryTranslation: Hashable, Sendable {
  /// One node's count of one device, or of nothing that is known.
  public struct Line: Hashable, Sendable {
    /// The node's name as reported.
    public let node: String
    /// The device, or nil where the node's inventory is unknown (O-45).
    public let device: DeviceDescriptor?
    /// The devices that the node has; 0: not reported.
    public let capacity: UInt32
    /// The devices that it offers.
    public let allocatable: UInt32
    /// The devices in use.
    public let allocated: UInt32
  }

  /// A device that the report counts and does not describe.
  public static let undescribed = DeviceDescriptor(vendor: "", name: "")
  /// What stands for a count that does not fit, is below zero or no number: no node has as many.
  public static let impossible = UInt32.max
  /// The most bytes of a device's texts, as segments hold them.
  public static let limitTextBytes = 256
  /// The most different devices that are kept apart on one node; the rest are undescribed.
  public static let limitDevicesPerNode = 32
  /// The most cards of one node; a node that describes more is unknown.
  public static let limitCardsPerNode = 4_096

  /// The lines by node in the order reported, and by device in the order first seen.
  ///
  /// Nodes without GPUs have none, unless no node has any: then one line says zero, because a
  /// provider without a line is unknown and not empty.
  public let lines: [Line]
  /// The names that stand at more than one node; the first of them counts.
  public let repeatedNodes: [String]

  /// Translates a report; nil where it has no inventory, which is unknown too.
  public init?(_ status: ProviderStatus) {
    guard let nodes = status.nodes, !nodes.isEmpty else { return nil }
    var lines: [Line] = []
    var names: Set<[UInt8]> = []
    var repeated: [String] = []
    for node in nodes {
      guard names.insert(Array(node.look.node.utf8)).inserted else {
        repeated.append(PrintableText.excerpt(node.look.node))
        continue
      }
      lines += Self.lines(node.look)
    }
    if lines.isEmpty {
      lines.append(
        Line(
          node: nodes[0].look.node, device: Self.undescribed, capacity: 0, allocatable: 0,
          allocated: 0))
    }
    self.lines = lines
    repeatedNodes = repeated
  }

  private static func lines(_ look: InventoryLook) -> [Line] {
    let capacity = count(look.gpu.capacity) ?? 0
    guard let allocatable = count(look.gpu.allocatable), let cards = look.cards,
      cards.count <= limitCardsPerNode
    else {
      return [unknown(look.node)]
    }
    let allocated = count(look.gpu.allocated) ?? 0
    func line(_ device: DeviceDescriptor, _ allocatable: UInt32, _ allocated: UInt32) -> Line {
      Line(
        node: look.node, device: device, capacity: 0, allocatable: allocatable,
        allocated: allocated)
    }
    let groups = groups(cards)
    let isPlausible =
      max(capacity, allocatable, allocated) <= 16 && allocated <= allocatable
      && (capacity == 0 || allocatable <= capacity)
    guard isPlausible else {
      return (groups.isEmpty ? [undescribed] : groups.map(\.0)).map {
        Line(
          node: look.node, device: $0, capacity: capacity, allocatable: allocatable,
          allocated: allocated)
      }
    }
    if allocatable == 0, groups.isEmpty { return [] }
    if groups.count == 1, groups[0].1 == allocatable {
      return [
        Line(
          node: look.node, device: groups[0].0, capacity: capacity, allocatable: allocatable,
          allocated: allocated)
      ]
    }
    // Where fewer can be leased than are described, nobody knows which are out.
    let described = groups.reduce(0) { $0 + $1.1 }
    let missing = described > allocatable ? described - allocatable : 0
    var shares = groups.map { ($0.0, $0.1 > missing ? $0.1 - missing : 0) }.filter { $0.1 > 0 }
    let rest = allocatable - shares.reduce(0) { $0 + $1.1 }
    if rest > 0 || shares.isEmpty { shares.append((undescribed, rest)) }
    var leased = allocated
    return shares.map { device, count in
      let used = min(leased, count)
      leased -= used
      return line(device, count, used)
    }
  }

  private static func unknown(_ node: String) -> Line {
    Line(node: node, device: nil, capacity: 0, allocatable: 0, allocated: 0)
  }

  /// The described devices with their numbers, in the order first seen.
  private static func groups(_ cards: [DeviceDescriptor]) -> [(DeviceDescriptor, UInt32)] {
    var groups: [(DeviceDescriptor, UInt32)] = []
    var positions: [[UInt8]: Int] = [:]
    for card in cards.map({ shortened($0) }) {
      let key = card.key
      if let position = positions[key] {
        groups[position].1 += 1
      } else if groups.count < limitDevicesPerNode {
        positions[key] = groups.count
        groups.append((card, 1))
      } else {
        groups[limitDevicesPerNode - 1] = (undescribed, groups[limitDevicesPerNode - 1].1 + 1)
      }
    }
    return groups
  }

  private static func shortened(_ card: DeviceDescriptor) -> DeviceDescriptor {
    func cut(_ text: String) -> String { PrintableText.cut(text, limitBytes: limitTextBytes) }
    return DeviceDescriptor(
      vendor: cut(card.vendor), name: cut(card.name), modelID: cut(card.modelID),
      interface: cut(card.interface), memorySize: cut(card.memorySize))
  }

  /// A count as reported; `impossible` where it is none, nil where nothing is reported.
  private static func count(_ text: String?) -> UInt32? {
    guard let text else { return nil }
    guard let quantity = try? KubernetesQuantity(text), let whole = quantity.whole else {
      return impossible
    }
    return UInt32(clamping: whole)
  }
}

extension InventoryTranslation {
  /// The lines as runs over these slots, with the tables growing as nodes and devices are new.
  public func runs(from: UInt16, to: UInt16, in tables: inout InventoryTables) -> [InventoryRun] {
    lines.compactMap { line in
      guard let node = tables.number(node: line.node) else { return nil }
      guard let device = line.device, let descriptor = tables.number(device: device) else {
        return .unknown(node: node, from: from, to: to)
      }
      return InventoryRun(
        node: node, descriptor: descriptor, from: from, to: to, capacity: line.capacity,
        allocatable: line.allocatable, allocated: line.allocated)
    }
  }
}

/// An observer's numbers for one provider's nodes and for a segment's devices.
public struct InventoryTables: Sendable {
  /// The devices by their numbers, as a segment's table has them.
  public private(set) var devices: [DeviceDescriptor]
  private var deviceNumbers: [[UInt8]: UInt16] = [:]
  private var nodeNumbers: [[UInt8]: UInt16] = [:]
  /// The most devices of a segment.
  public static let limitDevices = 4_096

  /// Begins with the devices that a segment has already.
  public init(devices: [DeviceDescriptor] = []) {
    self.devices = devices
    for (number, device) in devices.enumerated() {
      deviceNumbers[device.key] = UInt16(truncatingIfNeeded: number)
    }
  }

  /// The number of a node by the bytes of its name; nil when there are no more.
  public mutating func number(node: String) -> UInt16? {
    let key = Array(node.utf8)
    if let known = nodeNumbers[key] { return known }
    guard nodeNumbers.count < ProviderStatus.limitNodes else { return nil }
    let number = UInt16(nodeNumbers.count)
    nodeNumbers[key] = number
    return number
  }

  /// The number of a device; nil when the table is full, so that the inventory counts as unknown.
  public mutating func number(device: DeviceDescriptor) -> UInt16? {
    if let known = deviceNumbers[device.key] { return known }
    guard devices.count < Self.limitDevices else { return nil }
    let number = UInt16(devices.count)
    devices.append(device)
    deviceNumbers[device.key] = number
    return number
  }
}

extension DeviceDescriptor {
  /// The five texts' bytes apart: Swift's own equality of strings is Unicode's.
  fileprivate var key: [UInt8] {
    [vendor, name, modelID, interface, memorySize].flatMap { Array($0.utf8) + [0xFF] }
  }
}
