import Akash
import CosmosClient
import Quantities
import Testing

/// Signatures from height to height: lost, changed, restored, with nothing forgotten.
@Suite struct AuditHistoryTests {
  private func state(
    _ height: Int64, said: [String: String], signed: [String: String], auditor: String = "akash1a"
  ) throws -> AuditState {
    func list(_ values: [String: String]) -> [ChainAttribute] {
      values.sorted { $0.key < $1.key }.map { ChainAttribute(key: $0.key, value: $0.value) }
    }
    return AuditState(
      block: Block(
        chainID: "c", height: height, time: try Timestamp(seconds: 1_767_225_600 + height)),
      attributes: list(said),
      signatures: signed.isEmpty
        ? [] : [AuditRecord(owner: "akash1p", auditor: auditor, attributes: list(signed))])
  }

  @Test("O-51: what was lost and came back is kept with cause, height and time")
  func lostAndRestoredAreBothKept() throws {
    let gpu = "capabilities/gpu/vendor/nvidia/model/h100"
    var history = AuditHistory()
    history.take(try state(10, said: [gpu: "true"], signed: [:]))
    #expect(history.isCurrent == nil)
    history.take(try state(20, said: [gpu: "true"], signed: [gpu: "true"]))
    #expect(history.isCurrent == true)
    history.take(try state(30, said: [gpu: "false"], signed: [gpu: "true"]))
    #expect(history.isCurrent == false)
    history.take(try state(40, said: [:], signed: [gpu: "true"]))
    history.take(try state(50, said: [gpu: "true"], signed: [gpu: "true"]))
    #expect(history.isCurrent == true, "restored by itself")
    history.take(try state(60, said: [gpu: "true"], signed: [:]))
    history.take(try state(70, said: [gpu: "true"], signed: [gpu: "true"]))
    #expect(
      history.events.map(\.kind) == [.signed, .changed, .withdrawn, .restored, .lost, .restored])
    #expect(history.events.map(\.height) == [20, 30, 40, 50, 60, 70])
    #expect(history.events[1].said == "false" && history.events[1].signed == "true")
    #expect("\(history.events[1])".contains("height 30: \(gpu) is false and not true"))
    for event in history.events { #expect("\(event)".hasSuffix(".")) }
  }

  @Test func sameStatesInAnyOrderGiveTheSameHistory() throws {
    let states = [
      try state(1, said: ["a": "1", "b": "1"], signed: ["a": "1"]),
      try state(2, said: ["a": "2", "b": "1"], signed: ["a": "1", "b": "1"]),
      try state(3, said: ["a": "2", "b": "1"], signed: ["a": "2", "b": "1"]),
    ]
    let history = AuditHistory(states)
    #expect(AuditHistory(states.reversed()) == history)
    #expect(history.events.map(\.key) == ["a", "b", "a"])
    #expect(history.events.map(\.kind) == [.changed, .signed, .restored])
    var again = history
    again.take(states[1])
    #expect(again == history, "a state that is not later says nothing")
  }

  @Test func whatIsOutOfOrderAtFirstSightIsSaid() throws {
    let history = AuditHistory([
      try state(5, said: ["a": "2", "c": "1"], signed: ["a": "1", "b": "1", "c": "1"])
    ])
    #expect(history.events.map(\.kind) == [.changed, .withdrawn])
  }
}
