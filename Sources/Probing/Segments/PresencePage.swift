import Evidence
import Quantities

/// What is known of the providers in the slots of one day, as bits and runs.
struct PresencePage: Sendable {
  /// The page's number.
  let number: Int64
  /// Its slots.
  let slots: Range<Int64>
  /// By the provider's number; nil where nothing is known of it.
  private(set) var tracks: [ProviderTrack?] = []
  /// Names of nodes and devices, each once, by the numbers that runs have.
  private(set) var names = InternTable<[UInt8]>()
  private(set) var devices = InternTable<DeviceKey>()
  /// The bytes that inventories take here, by the provider's number.
  private(set) var inventoryBytes: [Int] = []

  init(number: Int64, slots: Range<Int64>) {
    self.number = number
    self.slots = slots
  }

  private func offset(_ slot: Int64) -> Int { Int(slot - slots.lowerBound) }

  /// Whether a slot of a provider is decided.
  func isDecided(_ provider: ProviderIndex, _ slot: Int64) -> Bool {
    guard provider.position < tracks.count, let track = tracks[provider.position] else {
      return false
    }
    return track.up.contains(offset(slot)) || track.down.contains(offset(slot))
  }

  private mutating func prepare(_ provider: ProviderIndex) {
    while tracks.count <= provider.position {
      tracks.append(nil)
      inventoryBytes.append(0)
    }
    if tracks[provider.position] == nil {
      tracks[provider.position] = ProviderTrack(slotCount: slots.count)
    }
  }

  /// Notes a slot as down; one that is decided stays as it is.
  mutating func down(_ provider: ProviderIndex, _ slot: Int64, _ reason: DownReason) {
    guard !isDecided(provider, slot) else { return }
    prepare(provider)
    let offset = offset(slot)
    tracks[provider.position]?.down(offset, reason)
  }

  /// Notes a slot as up, and gives the bytes that its inventory takes beyond what was there; nil
  /// where there is no room for it, so that it is unknown.
  mutating func up(
    _ provider: ProviderIndex, _ slot: Int64, _ mention: SpoolRecord.Mention, roomBytes: Int
  ) -> Int? {
    guard !isDecided(provider, slot) else { return 0 }
    prepare(provider)
    guard var track = tracks[provider.position] else { return 0 }
    tracks[provider.position] = nil
    let taken = up(&track, offset(slot), mention, roomBytes)
    tracks[provider.position] = track
    inventoryBytes[provider.position] += taken ?? 0
    return taken
  }

  private mutating func up(
    _ track: inout ProviderTrack, _ slot: Int, _ mention: SpoolRecord.Mention, _ roomBytes: Int
  ) -> Int? {
    switch mention {
    case .none:
      track.up(slot)
      return 0
    case .same:
      let cost = track.runsAsBefore(at: slot) * InventoryBudget.runBytes
      guard cost <= roomBytes else { break }
      track.upAsBefore(slot)
      return cost
    case .given(let inventory):
      // Nothing is kept of an inventory, not even its names, before there is room for all of it.
      let continued = track.continued(inventory.lines.map(known), at: slot)
      let cost = zip(inventory.lines, continued).reduce(0) { sum, line in
        sum + (line.1 == nil ? InventoryBudget.runBytes + newBytes(line.0) : 0)
      }
      guard cost <= roomBytes else { break }
      track.up(slot, inventory.lines.map { numbered($0) }, continuing: continued)
      return cost
    }
    track.up(slot)
    return nil
  }

  /// A line by numbers; nil where its names are new.
  private func known(_ line: Inventory.Line) -> ProviderTrack.Line? {
    guard let node = names.known(line.node) else { return nil }
    let device = line.device.map { devices.known($0) }
    if case .some(.none) = device { return nil }
    return ProviderTrack.Line(
      node: node, device: device ?? nil, capacity: line.capacity, allocatable: line.allocatable,
      allocated: line.allocated)
  }

  private mutating func numbered(_ line: Inventory.Line) -> ProviderTrack.Line {
    ProviderTrack.Line(
      node: names.number(of: line.node), device: line.device.map { devices.number(of: $0) },
      capacity: line.capacity, allocatable: line.allocatable, allocated: line.allocated)
  }

  /// What the names of a line take that are new here.
  private func newBytes(_ line: Inventory.Line) -> Int {
    var bytes = names.known(line.node) == nil ? InventoryBudget.nameBytes + line.node.count : 0
    if let device = line.device, devices.known(device) == nil {
      bytes += InventoryBudget.nameBytes + device.bytes.count
    }
    return bytes
  }
}

/// Values by numbers, each once.
struct InternTable<Value: Hashable & Sendable>: Sendable {
  private(set) var values: [Value] = []
  private var numbers: [Value: UInt32] = [:]

  /// The value's number; nil where it is new.
  func known(_ value: Value) -> UInt32? { numbers[value] }

  /// The value's number, a new one if it is new.
  mutating func number(of value: Value) -> UInt32 {
    if let known = numbers[value] { return known }
    let number = UInt32(values.count)
    values.append(value)
    numbers[value] = number
    return number
  }
}
