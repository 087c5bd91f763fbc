import Evidence
import Policy
import Quantities

extension ObserverView {
  func presence(_ header: SegmentHeader) throws(SegmentRejection) -> [UInt8] {
    var descriptors = DescriptorList()
    var rows: [PresenceRow] = []
    for (number, position) in numbered {
      let sight = ProviderSight(
        world.providers[position], observer: observer, off: off, over: stretch)
      guard !sight.isEmpty else { continue }
      rows.append(row(number, sight, &descriptors))
    }
    if contradicts, let first = rows.first { rows[0] = contradicted(first) }
    return try SegmentWriter.presence(header, descriptors: descriptors.descriptors, rows: rows)
  }

  private func row(
    _ number: ProviderIndex, _ sight: ProviderSight, _ descriptors: inout DescriptorList
  ) -> PresenceRow {
    var up = SlotSet(slotCount: stretch.slotCount)
    var down = SlotSet(slotCount: stretch.slotCount)
    var reasons: [ReasonRun] = []
    for run in sight.states.runs {
      switch run.value {
      case .up: up.insert(run.slots)
      case .down(let reason):
        down.insert(run.slots)
        reasons.append(
          ReasonRun(
            from: UInt16(run.slots.lowerBound), to: UInt16(run.slots.upperBound), reason: reason))
      case .unseen: break
      }
    }
    var inventory: [InventoryRun] = []
    if !up.isEmpty {
      for track in sight.inventory { inventory += runs(track, &descriptors) }
    }
    return PresenceRow(
      provider: number, up: up, down: down, reasons: reasons, inventory: inventory)
  }

  private func runs(
    _ track: ProviderSight.Inventory, _ descriptors: inout DescriptorList
  ) -> [InventoryRun] {
    track.counts.runs.compactMap { run in
      guard let counts = run.value else { return nil }
      let from = UInt16(run.slots.lowerBound)
      let to = UInt16(run.slots.upperBound)
      guard let descriptor = track.descriptor else {
        return .unknown(node: track.node, from: from, to: to)
      }
      return InventoryRun(
        node: track.node, descriptor: descriptors.index(of: descriptor), from: from, to: to,
        capacity: UInt32(clamping: counts.capacity),
        allocatable: UInt32(clamping: counts.allocatable),
        allocated: UInt32(clamping: counts.allocated))
    }
  }

  private func contradicted(_ row: PresenceRow) -> PresenceRow {
    PresenceRow(
      provider: row.provider, up: row.down, down: row.up,
      reasons: row.up.ranges.map {
        ReasonRun(from: UInt16($0.lowerBound), to: UInt16($0.upperBound), reason: .timeout)
      })
  }
}
