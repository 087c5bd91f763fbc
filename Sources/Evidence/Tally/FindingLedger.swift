import Quantities

/// Gathers findings slot by slot and gives one for each kind, provider, class and device.
struct FindingLedger {
  private struct Entry {
    let kind: TallyFinding.Kind
    let provider: UInt32
    let code: UInt32
    let device: Int
    var slots: SlotSet

    var key: (UInt8, UInt32, UInt32, Int) { (kind.rawValue, provider, code, device) }
  }

  private var entries: [Entry] = []

  init() {}

  /// Joins ledgers, so that one subject gives one finding.
  init(merging ledgers: [FindingLedger]) {
    entries = ledgers.flatMap(\.entries)
  }

  /// Adds slots; an empty set adds nothing. `noClass` stands for a finding without a class.
  mutating func add(
    _ kind: TallyFinding.Kind, provider: UInt32, code: UInt32 = DeviceIndex.noClass,
    device: Int = .max, slots: SlotSet
  ) {
    guard !slots.isEmpty else { return }
    let entry = Entry(kind: kind, provider: provider, code: code, device: device, slots: slots)
    // A provider's runs come together: joining them at once keeps hostile segments small.
    for index in entries.indices.suffix(8) where entries[index].key == entry.key {
      entries[index].slots.formUnion(slots)
      return
    }
    entries.append(entry)
  }

  /// One finding for each subject, with the union of its slots.
  func findings() -> [TallyFinding] {
    entries.sorted { $0.key < $1.key }.chunked { $0.key == $1.key }.map { same in
      let first = same[same.startIndex]
      var slots = first.slots
      for entry in same.dropFirst() { slots.formUnion(entry.slots) }
      return TallyFinding(
        kind: first.kind, provider: ProviderIndex(first.provider),
        gpuClass: first.code == DeviceIndex.noClass ? nil : ClassIndex(first.code),
        device: first.device == .max ? nil : first.device, firstSlot: slots.first ?? 0,
        slotCount: slots.count)
    }
  }
}
