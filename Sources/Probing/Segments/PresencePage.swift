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
  /// The bytes of inventory that all providers take here.
  private(set) var inventoryBytes = 0

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
    while tracks.count <= provider.position { tracks.append(nil) }
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

  /// Notes a slot as up; false where the inventory took more than its share and is left out.
  mutating func up(
    _ provider: ProviderIndex, _ slot: Int64, _ mention: SpoolRecord.Mention, limitBytes: Int
  ) -> Bool {
    guard !isDecided(provider, slot) else { return true }
    prepare(provider)
    let offset = offset(slot)
    switch mention {
    case .none: tracks[provider.position]?.up(offset)
    case .same: tracks[provider.position]?.upAsBefore(offset)
    case .given(let inventory):
      let before = tracks[provider.position]?.inventoryBytes ?? 0
      let limit = min(limitBytes, before + max(0, limitBytes * 4 - inventoryBytes))
      let lines = inventory.lines.map {
        ProviderTrack.Line(
          node: names.number(of: $0.node), device: $0.device.map { devices.number(of: $0) },
          capacity: $0.capacity, allocatable: $0.allocatable, allocated: $0.allocated,
          costBytes: $0.byteCount)
      }
      let kept = tracks[provider.position]?.up(offset, lines, limitBytes: limit) ?? false
      inventoryBytes += (tracks[provider.position]?.inventoryBytes ?? 0) - before
      return kept
    }
    return true
  }
}

/// Values by numbers, each once.
struct InternTable<Value: Hashable & Sendable>: Sendable {
  private(set) var values: [Value] = []
  private var numbers: [Value: UInt32] = [:]

  /// The value's number, a new one if it is new.
  mutating func number(of value: Value) -> UInt32 {
    if let known = numbers[value] { return known }
    let number = UInt32(values.count)
    values.append(value)
    numbers[value] = number
    return number
  }
}
