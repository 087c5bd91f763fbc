import Evidence
import Policy
import Quantities

/// The presence rows of a stretch in their one form, from pages in whatever order they were filled.
///
/// Runs begin and end at slots that they speak of, and those that say the same without another
/// slot between them are one; nodes are numbered by the order of their names, devices by the order
/// of their texts.
struct PresenceDraft {
  /// The most nodes of one provider; what is beyond is one unknown node.
  private static let limitNodes = 60_000

  let slots: Range<Int64>
  private(set) var rows: [PresenceRow] = []
  private(set) var devices: [DeviceDescriptor] = []
  private var drafts: [Draft] = []

  /// One provider's runs with names instead of numbers.
  private struct Draft {
    let provider: ProviderIndex
    let up: SlotSet
    let down: SlotSet
    let reasons: [ReasonRun]
    let runs: [NamedRun]
  }

  /// A run in its final names; millions of them are in memory at once.
  private struct NamedRun {
    let node: [UInt8]
    let device: DeviceKey?
    let capacity: UInt32
    let allocatable: UInt32
    let allocated: UInt32
    var from: UInt16
    var to: UInt16

    func says(theSameAs other: NamedRun) -> Bool {
      capacity == other.capacity && allocatable == other.allocatable
        && allocated == other.allocated && node == other.node && device == other.device
    }
  }

  init(_ state: ObserverState, slots: Range<Int64>) {
    self.slots = slots
    let pages = state.pages.filter { $0.slots.overlaps(slots) }
    let open = Self.open(slots, state.blind)
    let limit = pages.map(\.tracks.count).max() ?? 0
    for position in 0..<limit {
      let provider = ProviderIndex(UInt32(position))
      if let draft = draft(provider, pages, open) { drafts.append(draft) }
    }
    finish()
  }

  /// The slots of which something counts.
  private static func open(_ slots: Range<Int64>, _ blind: SlotRanges) -> SlotSet {
    var open = SlotSet(0..<slots.count, slotCount: slots.count)
    for range in blind.intersection(slots) {
      open.remove(
        Int(range.lowerBound - slots.lowerBound)..<Int(range.upperBound - slots.lowerBound))
    }
    return open
  }

  private func draft(
    _ provider: ProviderIndex, _ pages: [PresencePage], _ open: SlotSet
  ) -> Draft? {
    var up = SlotSet(slotCount: slots.count)
    var down = up
    var reasons: [ReasonRun] = []
    var runs: [NamedRun] = []
    for page in pages where provider.position < page.tracks.count {
      guard let track = page.tracks[provider.position] else { continue }
      let shift = Int(page.slots.lowerBound - slots.lowerBound)
      func moved(_ from: Int, _ to: Int) -> Range<Int> {
        (from + shift..<to + shift).clamped(to: 0..<slots.count)
      }
      for range in track.up.ranges { up.insert(moved(range.lowerBound, range.upperBound)) }
      for range in track.down.ranges { down.insert(moved(range.lowerBound, range.upperBound)) }
      for run in track.reasons {
        let range = moved(Int(run.from), Int(run.to))
        guard !range.isEmpty else { continue }
        reasons.append(
          ReasonRun(
            from: UInt16(range.lowerBound), to: UInt16(range.upperBound), reason: run.reason))
      }
      for run in track.runs {
        let range = moved(Int(run.from), Int(run.to))
        guard !range.isEmpty else { continue }
        runs.append(
          NamedRun(
            node: page.names.values[Int(run.line.node)],
            device: run.line.device.map { page.devices.values[Int($0)] },
            capacity: run.line.capacity, allocatable: run.line.allocatable,
            allocated: run.line.allocated, from: UInt16(range.lowerBound),
            to: UInt16(range.upperBound)))
      }
    }
    up.formIntersection(open)
    down.formIntersection(open)
    guard !up.isEmpty || !down.isEmpty else { return nil }
    return Draft(
      provider: provider, up: up, down: down, reasons: Self.joined(reasons, down),
      runs: Self.joined(runs, up))
  }

  /// Runs cut to the slots that they speak of; nil where there are none.
  private static func trimmed(_ from: Int, _ to: Int, _ slots: SlotSet) -> Range<Int>? {
    guard slots.count(in: from..<to) > 0 else { return nil }
    var (from, to) = (from, to)
    while !slots.contains(from) { from += 1 }
    while !slots.contains(to - 1) { to -= 1 }
    return from..<to
  }

  private static func joined(_ reasons: [ReasonRun], _ down: SlotSet) -> [ReasonRun] {
    var result: [ReasonRun] = []
    for run in reasons.sorted(by: { $0.from < $1.from }) {
      guard let range = trimmed(Int(run.from), Int(run.to), down) else { continue }
      if let last = result.last, last.reason == run.reason,
        down.count(in: Int(last.to)..<range.lowerBound) == 0
      {
        result[result.count - 1].to = UInt16(range.upperBound)
      } else {
        result.append(
          ReasonRun(
            from: UInt16(range.lowerBound), to: UInt16(range.upperBound), reason: run.reason))
      }
    }
    return result
  }

  private static func joined(_ runs: [NamedRun], _ up: SlotSet) -> [NamedRun] {
    var result: [NamedRun] = []
    for run in runs.sorted(by: { precedes($0, $1) }) {
      guard let range = trimmed(Int(run.from), Int(run.to), up) else { continue }
      if let last = result.last, last.says(theSameAs: run),
        up.count(in: Int(last.to)..<range.lowerBound) == 0
      {
        result[result.count - 1].to = UInt16(range.upperBound)
      } else {
        var part = run
        (part.from, part.to) = (UInt16(range.lowerBound), UInt16(range.upperBound))
        result.append(part)
      }
    }
    return result
  }

  private static func precedes(_ left: NamedRun, _ right: NamedRun) -> Bool {
    if left.node != right.node { return left.node.lexicographicallyPrecedes(right.node) }
    let (one, other) = (left.device?.bytes ?? [], right.device?.bytes ?? [])
    if one != other { return one.lexicographicallyPrecedes(other) }
    return left.from < right.from
  }

  private mutating func finish() {
    let table = DeviceTable(drafts.map { draft in draft.runs.compactMap(\.device) })
    devices = table.devices
    rows = drafts.map { draft in
      PresenceRow(
        provider: draft.provider, up: draft.up, down: draft.down, reasons: draft.reasons,
        inventory: Self.numbered(draft.runs, table, slotCount: slots.count))
    }
    drafts = []
  }

  /// The runs with numbers; a node that has a device beyond the table is unknown in those slots.
  private static func numbered(
    _ runs: [NamedRun], _ table: DeviceTable, slotCount: Int
  ) -> [InventoryRun] {
    var result: [InventoryRun] = []
    var node = -1
    var last: [UInt8]?
    var unknown = SlotSet(slotCount: slotCount)
    func flush(_ node: Int, _ unknown: SlotSet) {
      for range in unknown.ranges {
        result.append(
          .unknown(
            node: UInt16(node), from: UInt16(range.lowerBound), to: UInt16(range.upperBound)))
      }
    }
    for run in runs {
      if run.node != last, node < limitNodes {
        flush(max(node, 0), unknown)
        unknown = SlotSet(slotCount: slotCount)
        node += 1
        last = run.node
      }
      guard node < limitNodes, let device = run.device, let number = table.number(device) else {
        unknown.insert(Int(run.from)..<Int(run.to))
        continue
      }
      result.append(
        InventoryRun(
          node: UInt16(node), descriptor: number, from: run.from, to: run.to,
          capacity: run.capacity, allocatable: run.allocatable, allocated: run.allocated))
    }
    flush(max(node, 0), unknown)
    return result
  }
}
