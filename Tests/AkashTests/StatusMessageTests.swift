import Akash
import Policy
import Quantities
import SwiftProtobuf
import TestSupport
import Testing

/// The protobuf form of a provider's status, written by another implementation.
@Suite struct StatusMessageTests {
  private let h100 = DeviceDescriptor(
    vendor: "nvidia", name: "h100", modelID: "2330", interface: "SXM5", memorySize: "80Gi")

  @Test func everyFieldIsReadFromWhereItStands() throws {
    let status = try StatusMessage.read(try AkashFixture.message("status-sound"))
    #expect(status.form == .message)
    #expect(status.activeLeases == 3)
    #expect(status.orders == 2)
    #expect(status.deployments == 3)
    #expect(status.publicHostnames == ["provider.example.net"])
    #expect(status.reportedAt?.seconds == 1_767_225_600)
    #expect(status.storage.map(\.storageClass) == ["beta3"])
    #expect(status.storage.map(\.quantity.allocatable) == ["10Ti"])
    let nodes = try #require(status.nodes)
    #expect(nodes.map(\.look.node) == ["gpu-1", "cpu-1"])
    #expect(nodes[0].look.cpu == ResourceLook(allocatable: "64", allocated: "12500m"))
    #expect(nodes[0].look.memory == ResourceLook(allocatable: "512Gi", allocated: "4535332Ki"))
    #expect(nodes[0].look.gpu == ResourceLook(allocatable: "8", allocated: "3"))
    #expect(nodes[0].look.cards == Array(repeating: h100, count: 8))
    #expect(nodes[0].ephemeralStorage == ResourceLook(allocatable: "1Ti", allocated: "2e9"))
    #expect(nodes[0].storageClasses == ["beta3"])
    #expect(nodes[1].look.cards == [], "no card beside a count of zero is an empty list")
  }

  @Test(
    "O-44, O-45: every defect seen in practice is read, quarantined or unknown, and never traps")
  func everyDefectSeenInPracticeIsRead() throws {
    let status = try StatusMessage.read(try AkashFixture.message("status-surprises"))
    let check = InventoryCheck(catalogue: try AkashFixture.catalogue())
    let nodes = try #require(status.nodes)
    let verdicts = nodes.map { check.judge($0.look) }
    #expect(status.errors == ["inventory operator unreachable"])
    let gpus = verdicts.map { verdict -> String in
      switch verdict.gpu.allocatable {
      case .value(let count): "\(count)"
      case .unknown: "unknown"
      case .quarantined(let fault, _): "\(fault)"
      }
    }
    #expect(
      gpus == [
        "wrappedBelowZero", "8", "2", "4", "6", "aboveLimit(16)", "negative", "4", "0", "8",
        "unknown",
      ])
    let cards = verdicts.map { verdict -> [Int]? in verdict.cards.groups?.map(\.count) }
    #expect(cards[1] == nil, "null cards beside 8 GPUs are neither 0 nor 8")
    #expect(verdicts[1].cards == .unknown)
    #expect(cards[2] == [1, 1], "a card without a model is of unknown class")
    #expect(cards[3] == [3, 1], "a card that is counted and not described is of unknown class")
    #expect(cards[4] == [6])
    #expect(verdicts[5].cards == .quarantined)
    #expect(verdicts[7].gpu.allocated.isQuarantined, "more is leased than can be")
    #expect(verdicts[8].cpu.isQuarantined && verdicts[8].memory.isQuarantined)
    #expect(verdicts[10].cards == .unknown)
  }

  @Test func recordedAnswerOfARealProviderIsRead() throws {
    let name = "provider-grpc-getstatus.2024-02-16.json"
    guard let bytes = try AkashFixture.recorded(name) else { return }
    let message = try WireStatus(jsonUTF8Bytes: bytes)
    let wire: [UInt8] = try message.serializedBytes()
    let status = try StatusMessage.read(wire)
    #expect(status.activeLeases == 0)
    #expect(status.publicHostnames == ["provider.akashtestprovider.xyz"])
    #expect(status.reportedAt == (try Timestamp("2024-02-16T17:20:20Z")))
    let nodes = try #require(status.nodes)
    #expect(nodes.map(\.look.gpu.allocatable) == ["0", "1", "0"])
    #expect(nodes.map(\.look.cpu.allocated) == ["3720m", "4205m", "5875m"])
    let t4 = DeviceDescriptor(
      vendor: "nvidia", name: "t4", modelID: "1eb8", interface: "PCIe", memorySize: "16Gi")
    #expect(nodes.map(\.look.cards) == [[], [t4], []])
    let lines = try #require(InventoryTranslation(status)).lines
    #expect(lines.map(\.node) == ["node2"])
    #expect(lines.first?.device == t4)
    #expect(lines.first?.allocatable == 1 && lines.first?.allocated == 1)
  }

  @Test func answersThatAreNoMessageAreRefused() {
    #expect(throws: StatusRefusal.notAMessage) { try StatusMessage.read([0x0A]) }
    #expect(throws: StatusRefusal.notAMessage) { try StatusMessage.read([0x0A, 0x02, 0xFF, 0xFE]) }
    #expect(throws: StatusRefusal.tooLong(limitBytes: StatusMessage.limitBytes)) {
      try StatusMessage.read(Array(repeating: 0, count: StatusMessage.limitBytes + 1))
    }
    var crowd = WireStatus()
    crowd.cluster.inventory.cluster.nodes = Array(repeating: WireNode(), count: 4_097)
    #expect(throws: StatusRefusal.tooManyNodes(limit: 4_096)) { try StatusMessage.read(crowd) }
  }

  @Test func messagesThatWouldGrowInMemoryAreRefusedBeforeTheyAreRead() throws {
    func nested(_ fields: [UInt8], _ inner: [UInt8]) -> [UInt8] {
      fields.reversed().reduce(inner) { inner, field in
        var length: [UInt8] = []
        var rest = inner.count
        while rest > 127 {
          length.append(UInt8(rest & 127) | 128)
          rest >>= 7
        }
        return [field << 3 | 2] + length + [UInt8(rest)] + inner
      }
    }
    let empty: [UInt8] = [0x0A, 0x00]
    let crowd = (0..<250_000).flatMap { _ in empty }
    let limit = StatusRefusal.tooManyFields(limit: 200_000)
    #expect(throws: limit) { try StatusMessage.read(nested([2, 2, 1], crowd)) }
    // Cards of one node, and errors of the provider itself.
    let cards = (0..<250_000).flatMap { _ in [0x12, 0x00] as [UInt8] }
    #expect(throws: limit) { try StatusMessage.read(nested([2, 2, 1, 1, 2, 3], cards)) }
    #expect(throws: limit) { try StatusMessage.read(crowd) }
    #expect(throws: StatusRefusal.tooManyNodes(limit: 4_096)) {
      try StatusMessage.read(nested([2, 2, 1], Array(crowd.prefix(10_000))))
    }
    // What is not read may be deep and many, and still is not.
    #expect(try StatusMessage.read(nested([9, 9, 9], crowd)).nodes == nil)
  }

  @Test func emptyAnswerHasNoInventory() throws {
    let status = try StatusMessage.read([])
    #expect(status.nodes == nil)
    #expect(status.activeLeases == nil)
    #expect(InventoryTranslation(status) == nil)
  }

  @Test func damagedMessagesNeverTrap() throws {
    let sound = try AkashFixture.message("status-surprises")
    let check = InventoryCheck(catalogue: try AkashFixture.catalogue())
    for seed in UInt64(0)..<2_000 {
      var random = SplitMix64(seed: seed)
      var bytes = sound
      for _ in 0...Int(random.next() % 4) {
        bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      if random.next() % 4 == 0 { bytes.removeLast(Int(random.next() % UInt64(bytes.count))) }
      guard let status = try? StatusMessage.read(bytes) else { continue }
      for node in status.nodes ?? [] { _ = check.judge(node.look) }
      var tables = InventoryTables()
      _ = InventoryTranslation(status)?.runs(from: 0, to: 1, in: &tables)
    }
  }
}
