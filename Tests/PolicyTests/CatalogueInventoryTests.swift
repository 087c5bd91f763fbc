import Encoding
import Foundation
import Policy
import Quantities
import TestSupport
import Testing

@Suite struct CatalogueInventoryTests {
  private typealias Fixture = CatalogueFixture

  private func look(
    cpu: ResourceLook = .init(allocatable: "8", allocated: "0"),
    memory: ResourceLook = .init(allocatable: "1Gi", allocated: "0"),
    gpu: ResourceLook, cards: [DeviceDescriptor]?
  ) -> InventoryLook {
    InventoryLook(node: "node1", cpu: cpu, memory: memory, gpu: gpu, cards: cards)
  }

  private let t4 = DeviceDescriptor(
    vendor: "nvidia", name: "t4", modelID: "1eb8", interface: "PCIe", memorySize: "16Gi")

  @Test("O-44 18446744073709504 CPUs or 4,000 GPUs are quarantined and told, and overwrite nothing")
  func impossibleValuesAreQuarantined() throws {
    let check = InventoryCheck(catalogue: try Fixture.catalogue())
    let eight = Array(repeating: t4, count: 8)
    var believed = LastGoodInventory()
    believed.take(
      check.judge(look(gpu: .init(allocatable: "8", allocated: "0"), cards: eight)))
    #expect(believed.gpus == 8)
    #expect(believed.cpuMilli == 8_000)
    let bad = check.judge(
      look(
        cpu: .init(allocatable: "18446744073709504", allocated: "0"),
        gpu: .init(allocatable: "4000", allocated: "0"), cards: eight))
    #expect(
      bad.cpu.allocatable == .quarantined(.wrappedBelowZero, raw: "18446744073709504"))
    #expect(bad.gpu.allocatable == .quarantined(.aboveLimit(16), raw: "4000"))
    #expect(bad.cards == .quarantined)
    #expect(bad.description == nil)
    #expect(bad.findings.count == 2)
    for finding in bad.findings {
      let sentence = InventoryWording.sentence(finding, node: bad.node)
      #expect(sentence.hasPrefix("Node node1: allocatable"))
      #expect(sentence.contains("not credited"))
    }
    let before = believed
    believed.take(bad)
    #expect(believed.gpus == before.gpus)
    #expect(believed.groups == before.groups)
    #expect(believed.cpuMilli == 8_000)
  }

  @Test("O-45 a null list of GPUs is unknown: neither 0 nor 8")
  func nullIsUnknown() throws {
    let check = InventoryCheck(catalogue: try Fixture.catalogue())
    for count in ["8", "0"] {
      let verdict = check.judge(
        look(gpu: .init(allocatable: count, allocated: "0"), cards: nil))
      #expect(verdict.cards == .unknown)
      #expect(verdict.description == nil)
      #expect(verdict.findings == [.cardsNull])
    }
    var believed = LastGoodInventory()
    believed.take(check.judge(look(gpu: .init(allocatable: "1", allocated: "0"), cards: [t4])))
    believed.take(check.judge(look(gpu: .init(allocatable: "8", allocated: "0"), cards: nil)))
    #expect(believed.gpus == 1)
    let missing = check.judge(look(gpu: .init(allocatable: nil, allocated: nil), cards: [t4]))
    #expect(missing.gpu.allocatable == .unknown)
    #expect(missing.cards == .unknown)
  }

  @Test func quantitiesReadExactlyOrNotAtAll() {
    let good: [(String, UInt128)] = [
      ("8", 8_000), ("3720m", 3_720), ("4535332Ki", 4_644_179_968_000),
      ("16Gi", 17_179_869_184_000), ("1e3", 1_000_000), ("12E6", 12_000_000_000), ("0", 0),
      ("-0", 0), ("1.5", 1_500), ("0.5Ki", 512_000), ("1k", 1_000_000),
      ("2E", 2 * 1_000 * 1_000_000_000_000_000_000),
      ("1000u", 1), ("1000000n", 1), ("+3", 3_000), ("007", 7_000), ("1e-3", 1),
      ("18446744073709551615", 18_446_744_073_709_551_615_000),
    ]
    for (text, milli) in good {
      #expect((try? KubernetesQuantity(text))?.milli == milli, "\(text)")
    }
    let bad: [(String, KubernetesQuantity.Refusal)] = [
      ("", .malformed), ("Ki", .malformed), ("1.", .malformed), (".5", .malformed),
      ("1e", .malformed), ("1e+", .malformed), ("1e100", .malformed), ("1 Gi", .malformed),
      ("1KiB", .malformed), ("0x10", .malformed), ("NaN", .malformed), ("1,000", .malformed),
      (String(repeating: "9", count: 41), .malformed), ("٣", .malformed), ("--1", .malformed),
      ("-1", .negative), ("-1m", .negative), ("1u", .tooFine), ("0.0001", .tooFine),
      ("1e99", .tooLarge), ("9999999999999999999999999999999", .tooLarge),
      ("999999999999999999999999999999Ei", .tooLarge),
    ]
    for (text, refusal) in bad {
      #expect(throws: refusal, "\(text)") { try KubernetesQuantity(text) }
    }
    #expect((try? KubernetesQuantity("1500m"))?.whole == nil)
    #expect((try? KubernetesQuantity("16Gi"))?.whole == 17_179_869_184)
  }

  @Test func everyFaultAndFindingIsProducedByARow() throws {
    let check = InventoryCheck(catalogue: try Fixture.catalogue())
    func gpu(_ allocatable: String, _ allocated: String = "0", of capacity: String? = nil)
      -> ResourceLook
    { .init(capacity: capacity, allocatable: allocatable, allocated: allocated) }
    let odd = DeviceDescriptor(vendor: "nvidia", name: "h100", modelID: "1eb8")
    let vague = DeviceDescriptor(vendor: "nvidia", name: "a100")
    let looks = [
      look(gpu: gpu("eight"), cards: []), look(gpu: gpu("-1"), cards: []),
      look(gpu: gpu("18446744073709551615"), cards: []), look(gpu: gpu("17"), cards: []),
      look(gpu: gpu("500m"), cards: []), look(gpu: gpu("1", "2"), cards: [t4]),
      look(gpu: gpu("4", "0", of: "2"), cards: [t4]),
      look(gpu: gpu("1"), cards: Array(repeating: t4, count: 17)),
      look(gpu: gpu("1"), cards: nil), look(gpu: gpu("2"), cards: [t4]),
      look(gpu: gpu("1"), cards: [t4, t4]), look(gpu: gpu("2"), cards: [odd, vague]),
    ]
    var faults: Set<String> = []
    var findings: Set<String> = []
    for look in looks {
      let verdict = check.judge(look)
      #expect(!verdict.findings.isEmpty)
      for finding in verdict.findings {
        findings.insert(CatalogueCaseNames.name(finding))
        if case .quarantined(_, _, let fault, _) = finding {
          faults.insert(CatalogueCaseNames.name(fault))
          #expect(verdict.cards == .quarantined)
        }
        #expect(InventoryWording.sentence(finding, node: verdict.node).hasPrefix("Node node1: "))
      }
    }
    #expect(faults.sorted() == CatalogueCaseNames.inventoryFaults.sorted())
    #expect(findings.sorted() == CatalogueCaseNames.inventoryFindings.sorted())
  }

  @Test func creditedCardsNeverExceedTheCount() throws {
    let check = InventoryCheck(catalogue: try Fixture.catalogue())
    let p4 = DeviceDescriptor(vendor: "nvidia", name: "p4", modelID: "1bb3")
    let numbers = ["0", "1", "2", "7", "8", "16", "17", "-1", "4000", "x", "18446744073709551615"]
    for seed in UInt64(0)..<1_000 {
      var random = SplitMix64(seed: seed)
      let cards = (0..<random.below(20)).map { _ in random.oneIn(3) ? p4 : t4 }
      let look = look(
        gpu: .init(
          capacity: random.oneIn(2) ? nil : random.pick(numbers),
          allocatable: random.pick(numbers), allocated: random.pick(numbers)),
        cards: random.oneIn(5) ? nil : cards)
      let verdict = check.judge(look)
      guard let groups = verdict.cards.groups else { continue }
      let credited = groups.reduce(0) { $0 + $1.count }
      #expect(UInt64(credited) == verdict.gpu.allocatable.amount, "seed \(seed)")
      #expect(credited <= 16, "seed \(seed)")
    }
  }

  @Test func restatedFiguresGiveTheVerdictsWrittenBesideThem() throws {
    let url = Fixture.root.appendingPathComponent("Tests/Fixtures/inventory/nodes.json")
    let value = try JSONReader.read([UInt8](try Data(contentsOf: url)), limitBytes: 1 << 20)
    let catalogue = try Fixture.catalogue()
    let check = InventoryCheck(catalogue: catalogue)
    var document = try JSONNode(value).fields()
    for node in try document.required("nodes").array() {
      var fields = try node.fields()
      func resource(_ key: String) throws -> ResourceLook {
        var part = try fields.required(key).fields()
        return ResourceLook(
          capacity: try part.optionalOrNull("capacity")?.string(),
          allocatable: try part.optionalOrNull("allocatable")?.string(),
          allocated: try part.optionalOrNull("allocated")?.string())
      }
      let cards = try fields.optionalOrNull("cards")?.array().map { node in
        var card = try node.fields()
        return DeviceDescriptor(
          vendor: try card.required("vendor").string(), name: try card.required("name").string(),
          modelID: try card.required("id").string(),
          interface: try card.required("interface").string(),
          memorySize: try card.required("memory").string())
      }
      let verdict = check.judge(
        InventoryLook(
          node: try fields.required("node").string(), cpu: try resource("cpu"),
          memory: try resource("memory"), gpu: try resource("gpu"), cards: cards))
      #expect(summary(verdict, catalogue) == (try fields.required("expect").string()))
    }
  }

  private func summary(_ verdict: InventoryVerdict, _ catalogue: GPUCatalogue) -> String {
    func text(_ field: FieldVerdict) -> String {
      switch field {
      case .value(let amount): "\(amount)"
      case .unknown: "unknown"
      case .quarantined(let fault, _): CatalogueCaseNames.name(fault)
      }
    }
    let cards =
      switch verdict.cards {
      case .unknown: "unknown"
      case .quarantined: "quarantined"
      case .counted(let groups):
        groups.isEmpty
          ? "none"
          : groups.map { group in
            let name = group.match.index.map { catalogue[$0].gpuClass.text } ?? "?"
            return "\(name):\(group.count)"
          }.joined(separator: " ")
      }
    return [verdict.cpu, verdict.memory, verdict.gpu].map { text($0.allocatable) }
      .joined(separator: " ") + " | " + cards
  }
}
