import Evidence
import Foundation
import Policy
import Quantities
import TestSupport
import Testing

@testable import Probing

/// Whoever reports more than memory has room for loses its own inventory, and nobody else's.
@Suite struct InventoryBudgetTests {
  private static let slotSeconds: Int64 = 300

  private func state(limitBytes: Int) throws -> ObserverState {
    ObserverState(
      numbering: SlotNumbering(slotSeconds: Self.slotSeconds),
      secret: try #require(ObserverSecret([UInt8](repeating: 7, count: 32))),
      limitInventoryBytes: limitBytes)
  }

  private func inventory(_ lines: Int, allocated: UInt32) -> SpoolRecord.Mention {
    let device = DeviceDescriptor(
      vendor: "nvidia", name: "h100", modelID: "2330", interface: "SXM5", memorySize: "80Gi")
    return .given(
      Inventory(
        (0..<lines).map {
          InventoryLine(
            node: "node-\($0)", device: device, capacity: 8, allocatable: 8,
            allocated: (allocated + UInt32($0)) % 8)
        }))
  }

  /// Four that change every line in every slot, and ten that change one line now and then.
  private func fill(
    _ state: inout ObserverState, lines: Int, slots: Range<Int64>
  ) -> (noisyLeftOut: Int, honestLeftOut: Int) {
    var leftOut = (0, 0)
    for slot in slots {
      for provider in 0..<UInt32(4) {
        let mention = inventory(lines, allocated: UInt32(slot - slots.lowerBound))
        if state.apply(.up(ProviderIndex(provider), slot: slot, mention)) == .inventoryTooLarge {
          leftOut.0 += 1
        }
      }
      for provider in 4..<UInt32(14) {
        let mention = inventory(4, allocated: UInt32((slot - slots.lowerBound) / 6))
        if state.apply(.up(ProviderIndex(provider), slot: slot, mention)) == .inventoryTooLarge {
          leftOut.1 += 1
        }
      }
    }
    return leftOut
  }

  private func firstSlot(_ state: ObserverState) throws -> Int64 {
    let slot = state.numbering.slot(holding: try Timestamp("2026-03-01T00:00:00Z"))
    return state.numbering.slots(ofPage: state.numbering.page(of: slot)).lowerBound
  }

  @Test func fourWhoChangeEverythingCostTheOthersNothing() throws {
    let limit = 2 << 20
    var state = try state(limitBytes: limit)
    let first = try firstSlot(state)
    let day = first..<first + 288
    let leftOut = fill(&state, lines: 150, slots: day)
    #expect(leftOut.noisyLeftOut > 1_000)
    #expect(leftOut.honestLeftOut == 0)
    let used = state.pages.flatMap(\.inventoryBytes).reduce(0, +)
    #expect(used <= limit && used > limit / 2)
    let runs = state.pages.flatMap(\.tracks).compactMap { $0?.runs.count }.reduce(0, +)
    #expect(runs * InventoryBudget.runBytes <= limit)
    // Slots are up all the same, and the segment is made.
    let draft = PresenceDraft(state, slots: day)
    #expect(draft.rows.count == 14)
    #expect(draft.rows.map { $0.up.count(in: 0..<288) } == Array(repeating: 288, count: 14))
    // What is sealed makes room again.
    _ = state.apply(.sealed(day, []))
    let next = fill(&state, lines: 150, slots: first + 288..<first + 290)
    #expect(next == (0, 0))
  }

  /// 4 × 7,000 lines that change in each slot of a week; its memory is what was measured.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["STIPEND_LONG"] != nil))
  func aWeekOfChangesStaysWithinAGigabyte() throws {
    let settings = ProbeSettings()
    var state = try state(limitBytes: settings.limitInventoryBytes)
    let first = try firstSlot(state)
    let leftOut = fill(&state, lines: 7_000, slots: first..<first + 130)
    #expect(leftOut.noisyLeftOut > 0 && leftOut.honestLeftOut == 0)
    let draft = PresenceDraft(state, slots: first..<first + 130)
    #expect(draft.rows.count == 14)
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let peak = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM") })
    let kibibytes = try #require(Int(peak.split(whereSeparator: { !$0.isNumber })[0]))
    #expect(kibibytes < 1 << 20, "\(peak)")
  }

  @Test func whatIsSaidAsBeforeIsCountedToo() throws {
    let limit = 1 << 20
    var state = try state(limitBytes: limit)
    let first = try firstSlot(state)
    let provider = ProviderIndex(0)
    _ = state.apply(.up(provider, slot: first, inventory(200, allocated: 1)))
    // Every second slot is unknown, so that nothing goes on and all begins again.
    var leftOut = 0
    for slot in stride(from: first + 2, to: first + 288, by: 2) {
      if state.apply(.up(provider, slot: slot, .same)) == .inventoryTooLarge { leftOut += 1 }
    }
    let runs = state.pages.flatMap(\.tracks).compactMap { $0?.runs.count }.reduce(0, +)
    #expect(runs * InventoryBudget.runBytes <= limit / 4)
    #expect(leftOut > 0)
  }

  @Test func linesContinueTheFirstRunThatSaysTheSame() {
    for seed in UInt64(0)..<300 {
      var random = SplitMix64(seed: seed)
      var track = ProviderTrack(slotCount: 40)
      var current: [(line: ProviderTrack.Line, to: Int)] = []
      for slot in 0..<40 {
        if random.next() % 7 == 0 {
          track.down(slot, .timeout)
          current = current.map { ($0.line, $0.to == slot ? slot + 1 : $0.to) }
          continue
        }
        if random.next() % 9 == 0 { continue }
        let lines = (0..<UInt32(random.next() % 6)).map { node in
          ProviderTrack.Line(
            node: (node + UInt32(random.next() % 2)) * 10 + node, device: 0, capacity: 8,
            allocatable: 8, allocated: UInt32(random.next() % 2))
        }
        let continued = track.continued(lines.map { $0 }, at: slot)
        for (line, position) in zip(lines, continued) {
          let expected = current.contains { $0.line == line && $0.to == slot }
          #expect((position != nil) == expected, "seed \(seed) slot \(slot)")
          if let position { #expect(track.runs[Int(position)].line == line) }
        }
        track.up(slot, lines, continuing: continued)
        current = lines.map { ($0, slot + 1) }
      }
    }
  }
}
