import Akash
import Evidence
import Policy
import Quantities
import Testing

/// Reports as presence segments hold them.
@Suite struct InventoryTranslationTests {
  private typealias Line = (node: String, name: String?, counts: [UInt32])

  private func lines(_ status: ProviderStatus) throws -> [String] {
    try #require(InventoryTranslation(status)).lines.map { line in
      let device = line.device.map { $0.name.isEmpty ? "-" : $0.name } ?? "unknown"
      return "\(line.node) \(device) \(line.capacity)/\(line.allocatable)/\(line.allocated)"
    }
  }

  @Test("O-44, O-45: counts stand as reported, impossible ones above every bound, null as unknown")
  func defectsStandAsTheTallyQuarantinesThem() throws {
    let status = try StatusMessage.read(try AkashFixture.message("status-surprises"))
    let translation = try #require(InventoryTranslation(status))
    #expect(
      try lines(status) == [
        "underflow h100 0/4294967295/0", "null-info unknown 0/0/0", "missing-model h100 0/1/0",
        "missing-model - 0/1/0", "short-info h100 0/3/1", "short-info - 0/1/0",
        "out-of-service h100 0/6/0", "absurd h100 0/4000/12", "negative h100 0/4294967295/0",
        "leased-more h100 0/4/5", "bare unknown 0/0/0",
      ])
    #expect(translation.repeatedNodes == ["memory"])
  }

  @Test func nodesWithoutGPUsHaveNoLineUnlessNoneHasAny() throws {
    let sound = try StatusMessage.read(try AkashFixture.message("status-sound"))
    #expect(try lines(sound) == ["gpu-1 h100 0/8/3"])
    var bare = ProviderStatus(form: .message)
    let none = ResourceLook(allocatable: "0", allocated: "0")
    bare.nodes = ["a", "b"].map {
      NodeReport(look: InventoryLook(node: $0, cpu: none, memory: none, gpu: none, cards: []))
    }
    #expect(try lines(bare) == ["a - 0/0/0"])
    bare.nodes = []
    #expect(InventoryTranslation(bare) == nil)
  }

  @Test func runsMakeASegmentThatItsReaderAccepts() throws {
    let status = try StatusMessage.read(try AkashFixture.message("status-surprises"))
    var tables = InventoryTables()
    let runs = try #require(InventoryTranslation(status)).runs(from: 2, to: 5, in: &tables)
    #expect(tables.devices.map(\.name) == ["h100", "", ""])
    #expect(runs.filter { $0.descriptor == PresenceSegment.nullDescriptor }.count == 2)
    #expect(runs.allSatisfy { $0.from == 2 && $0.to == 5 })
    #expect(Set(runs.map(\.node)).count == 9)
    // The same again takes no new number.
    let again = try #require(InventoryTranslation(status)).runs(from: 5, to: 6, in: &tables)
    #expect(
      again.map(\.node) == runs.map(\.node) && again.map(\.descriptor) == runs.map(\.descriptor))
  }

  @Test func longTextsAreCutBetweenCharacters() throws {
    var status = ProviderStatus(form: .message)
    let long = String(repeating: "é", count: 200)
    let count = ResourceLook(allocatable: "1", allocated: "0")
    status.nodes = [
      NodeReport(
        look: InventoryLook(
          node: "a", cpu: count, memory: count, gpu: count,
          cards: [DeviceDescriptor(vendor: long, name: "x")]))
    ]
    let device = try #require(InventoryTranslation(status)?.lines.first?.device)
    #expect(device.vendor.utf8.count == 256)
    #expect(device.vendor.allSatisfy { $0 == "é" })
  }

  /// A node of 16 GPUs or of an impossible number, with cards of these vendors.
  private func node(_ name: String, allocatable: String, vendors: [String]) -> NodeReport {
    let none = ResourceLook(allocatable: "0", allocated: "0")
    return NodeReport(
      look: InventoryLook(
        node: name, cpu: none, memory: none,
        gpu: ResourceLook(allocatable: allocatable, allocated: "0"),
        cards: vendors.map { DeviceDescriptor(vendor: $0, name: "n") }))
  }

  @Test func cardsBeyondThirtyTwoKindsAreUndescribedAndBeyondTheBoundTheNodeIsUnknown() throws {
    let most = InventoryTranslation.limitCardsPerNode
    func vendors(_ count: Int) -> [String] {
      (0..<32).map { "a\($0)" } + Array(repeating: "zz", count: count - 32)
    }
    var status = ProviderStatus(form: .message)
    status.nodes = [node("a", allocatable: "4000", vendors: vendors(most))]
    let kinds = try #require(InventoryTranslation(status)).lines.map { $0.device?.vendor }
    #expect(kinds == (0..<31).map { "a\($0)" } + [""])
    status.nodes = [node("a", allocatable: "16", vendors: vendors(most))]
    #expect(try lines(status) == ["a - 0/16/0"], "nobody knows which of them can be leased")
    for count in [most + 1, 100_000] {
      status.nodes = [node("a", allocatable: "16", vendors: vendors(count))]
      #expect(try lines(status) == ["a unknown 0/0/0"], "\(count) cards")
    }
  }

  /// What a comparison with each of 32 kinds would cost is some fifteen times as much.
  @Test func aCardCostsTheSameHoweverManyKindsStandBeforeIt() {
    func fastest(_ first: [String], _ rest: String) -> Duration {
      let count = InventoryTranslation.limitCardsPerNode - first.count
      var status = ProviderStatus(form: .message)
      status.nodes = [
        node("a", allocatable: "16", vendors: first + Array(repeating: rest, count: count))
      ]
      let clock = ContinuousClock()
      return (0..<5).map { _ in clock.measure { _ = InventoryTranslation(status) } }.min() ?? .zero
    }
    let alike = fastest([], "zz")
    let last = fastest((0..<32).map { "a\($0)" }, "zz")
    #expect(last < alike * 4, "\(last) beside \(alike)")
  }
}
