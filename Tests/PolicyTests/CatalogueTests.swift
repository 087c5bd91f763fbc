import Encoding
import Foundation
import Policy
import Quantities
import TestSupport
import Testing

@Suite struct CatalogueTests {
  @Test func shippedCatalogueKeepsEveryRowOfTheFactsWithItsVariants() throws {
    let catalogue = try CatalogueFixture.catalogue()
    let rows = """
      p4/8/pcie p40/24/pcie p100/12/pcie p100/16/pcie p100/16/sxm v100/16/pcie v100/16/sxm
      v100/32/pcie v100/32/sxm t4/16/pcie rtx6000/24/pcie rtx8000/48/pcie titanrtx/24/pcie
      a100/40/sxm a100/40/pcie a100/80/sxm a100/80/pcie a100/64/sxm a800/80/sxm a800/40/pcie
      a800/80/pcie a40/48/pcie a30/24/pcie a10/24/pcie a10g/24/pcie a16/16/pcie a2/16/pcie
      a4000/16/pcie a5000/24/pcie rtxa6000/48/pcie rtx3080/10/pcie rtx3080/12/pcie rtx3090/24/pcie
      rtx3090ti/24/pcie rtx4080/16/pcie rtx4090/24/pcie rtx4090m/16/pcie rtx4060ti/8/pcie
      rtx4060ti/16/pcie rtx4000ada/20/pcie rtx4000sada/20/pcie rtx5000ada/32/pcie
      rtx6000ada/48/pcie l4/24/pcie l40/48/pcie l40s/48/pcie h100/80/pcie h100/80/sxm
      h100nvl/94/pcie h800/80/pcie h800/80/sxm h20/96/sxm gh200/96/superchip gh200/144/superchip
      h200/141/sxm h200nvl/141/pcie b100/192/sxm b200/180/sxm gb200/186/superchip b300/288/sxm
      gb300/288/superchip rtx5080/16/pcie rtx5090/32/pcie rtx5090m/24/pcie pro6000we/96/pcie
      pro6000mq/96/pcie pro6000se/96/pcie pro5000/48/pcie pro5000/72/pcie pro4000/24/pcie
      """
    let amd = """
      mi60/32/pcie mi100/32/pcie mi210/64/pcie mi250/128/oam mi250x/128/oam mi300a/128/socket
      mi300x/192/oam mi325x/256/oam mi350x/288/oam mi355x/288/oam
      """
    let words =
      rows.split(whereSeparator: \.isWhitespace).map { "nvidia/\($0)" }
      + amd.split(whereSeparator: \.isWhitespace).map { "amd/\($0)" }
      + ["intel/gaudi3/128/oam", "intel/gaudi3/128/pcie"]
    for word in words { _ = try CatalogueFixture.index(word, catalogue) }
    #expect(catalogue.entries.count >= 160)
  }

  @Test func everyIndexIsThePositionOfItsClass() throws {
    let catalogue = try CatalogueFixture.catalogue()
    for index in catalogue.indices {
      #expect(catalogue.index(of: catalogue[index].gpuClass) == index)
    }
    #expect(GPUClass("nvidia/a100/81/sxm").flatMap { catalogue.index(of: $0) } == nil)
  }

  @Test func announcedAndAvailableStayApart() throws {
    let catalogue = try CatalogueFixture.catalogue()
    let entry = catalogue[try CatalogueFixture.index("nvidia/h200/141/sxm", catalogue)]
    #expect(entry.announced?.date.text == "2023-11-13")
    #expect(entry.available?.date.text == "2024-Q2")
    #expect(entry.otherDates.map(\.date.text) == ["2024-11-18", "2024-11-18"])
  }

  @Test func allDeviceIdsOfTheRecordedTableResolveToAKnownClass() throws {
    guard let data = try CatalogueFixture.shared("gpus.json") else { return }
    let catalogue = try CatalogueFixture.catalogue()
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    var count = 0
    for (_, value) in root.sorted(by: { $0.key < $1.key }) {
      let vendor = try #require(value as? [String: Any])
      let devices = try #require(vendor["devices"] as? [String: [String: String]])
      for (identifier, device) in devices.sorted(by: { $0.key < $1.key }) {
        let descriptor = DeviceDescriptor(
          vendor: try #require(vendor["name"] as? String), name: device["name"] ?? "",
          modelID: identifier, interface: device["interface"] ?? "",
          memorySize: device["memory_size"] ?? "")
        let resolution = catalogue.resolve(descriptor)
        #expect(resolution.match.index != nil, "\(descriptor)")
        #expect(resolution.findings.isEmpty, "\(descriptor)")
        count += 1
      }
    }
    #expect(count == 98)
  }

  @Test func datesAreIntervalsOfTheirPrecision() throws {
    let cases = [
      ("2024-03-18", "2024-03-18", "2024-03-18"), ("2024-02", "2024-02-01", "2024-02-29"),
      ("2024-Q2", "2024-04-01", "2024-06-30"), ("2023", "2023-01-01", "2023-12-31"),
      ("2024-Q4", "2024-10-01", "2024-12-31"), ("2023-12", "2023-12-01", "2023-12-31"),
    ]
    for (text, earliest, latest) in cases {
      let date = try #require(CatalogueDate(text))
      #expect(date.earliest.text == earliest)
      #expect(date.latest.text == latest)
      #expect(date.text == text)
    }
    let day = try CivilDate("2024-04-15")
    #expect(CatalogueDate("2024-Q2")?.isOnOrAfter(day) == nil)
    #expect(CatalogueDate("2024-05")?.isOnOrAfter(day) == true)
    #expect(CatalogueDate("2023")?.isOnOrAfter(day) == false)
    for wrong in [
      "", "2024-Q5", "2024-Q0", "2024-13", "2024-00", "24", "20245", "2024-2", "2024-02-30", "1969",
      "2024-q2", "abcd", "2024/02", "٢٠٢٤",
    ] {
      #expect(CatalogueDate(wrong) == nil, "\(wrong)")
    }
  }

  @Test func everyErrorIsProducedByARow() throws {
    let header = #"{"catalogue":1,"revision":"r","sources":[{"id":"S","title":"t","where":"w"}],"#
    func document(_ classes: String...) -> String {
      header + #""classes":["# + classes.joined(separator: ",") + "]}"
    }
    let good = row("a100", 80)
    _ = try GPUCatalogue.decode(Array(document(good).utf8))
    let rows: [(String, String)] = [
      ("json", "{"), ("json", document(good) + "x"), ("json", #"{"a":1,"a":1}"#),
      ("json", #"{"a":1.5}"#), ("json", String(repeating: "[", count: 10_000)),
      ("field", "[]"), ("field", document("{}")),
      ("field", document(row("a100", 0))), ("field", document(row("A100", 80))),
      ("field", document(row("a100", 80, announced: #"{"date":"2024-13","source":"S"}"#))),
      ("field", document(row("a100", 80, pci: #"["20B0"]"#))),
      ("field", document(row("a100", 80, pci: #"["20b"]"#))),
      ("field", document(row("a100", 80, memory: "[3]"))),
      ("field", document(row("a100", 80, memory: "[3,2]"))),
      ("field", document(row("a100", 80, others: #"[{"kind":"x","date":"2024","source":"S"}]"#))),
      ("field", document(row("a100", 80, name: "é"))),
      ("field", document(row("a100", 80, name: ""))),
      (
        "versionUnknown",
        document(good).replacingOccurrences(of: #""catalogue":1"#, with: #""catalogue":2"#)
      ),
      (
        "sourceTwice",
        document(good).replacingOccurrences(
          of: #""sources":["#, with: #""sources":[{"id":"S","title":"t","where":"w"},"#)
      ),
      ("sourceUnknown", document(row("a100", 80, announced: #"{"date":"2024","source":"X:1"}"#))),
      ("partsDiffer", document(row("a100", 80, written: "nvidia/a100/40/pcie"))),
      ("notAscending", document(good, good)), ("notAscending", document(good, row("a100", 40))),
      ("memoryOverlaps", document(row("a100", 79), row("a100", 80))),
      (
        "availableBeforeAnnounced",
        document(
          row(
            "a100", 80, announced: #"{"date":"2024","source":"S"}"#,
            available: #"{"date":"2023","source":"S"}"#))
      ),
    ]
    var produced: Set<String> = []
    for (name, text) in rows {
      do {
        _ = try GPUCatalogue.decode(Array(text.utf8))
        Issue.record("accepted: \(text.prefix(200))")
      } catch {
        #expect(CatalogueCaseNames.name(error) == name, "\(text.prefix(300)): \(error)")
        #expect(!error.description.isEmpty)
        produced.insert(CatalogueCaseNames.name(error))
      }
    }
    #expect(produced.sorted() == CatalogueCaseNames.catalogueErrors.sorted())
  }

  private func row(
    _ model: String, _ memory: Int, announced: String = "null", available: String = "null",
    others: String = "[]", pci: String = "[]", memory range: String = "null",
    name: String = "n", written: String? = nil
  ) -> String {
    """
    {"class":"\(written ?? "nvidia/\(model)/\(memory)/pcie")","vendor":"nvidia","model":"\(model)",
    "memoryGB":\(memory),"interface":"pcie","name":"\(name)","announced":\(announced),
    "available":\(available),"otherDates":\(others),"aliases":[],"pci":\(pci),
    "reportedMemoryMiB":\(range),"notes":null}
    """
  }

  @Test func truncatedOrChangedBytesNeverTrap() throws {
    let bytes = try CatalogueFixture.bytes()
    for length in stride(from: 0, to: bytes.count - 2, by: 997) {
      #expect(throws: CatalogueError.self) { try GPUCatalogue.decode(Array(bytes[..<length])) }
    }
    var random = SplitMix64(seed: 7)
    for seed in 0..<40 {
      var changed = bytes
      for _ in 0..<4 {
        changed[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      do {
        _ = try GPUCatalogue.decode(changed)
      } catch {
        #expect(!error.description.isEmpty, "seed \(seed)")
      }
    }
  }

  @Test func patternsAndClassesReadOnlyTheirOwnForm() throws {
    for text in ["nvidia/a100/80/sxm", "amd/mi300x/192/oam"] {
      #expect(GPUClass(text)?.text == text)
      #expect(ClassPattern(text)?.text == text)
    }
    for text in ["*/*/*/*", "nvidia/*/80/*"] { #expect(ClassPattern(text)?.text == text) }
    for text in [
      "", "nvidia", "nvidia/a100/80", "nvidia/a100/80/sxm/x", "nvidia/a100/080/sxm",
      "nvidia/a100/0/sxm", "Nvidia/a100/80/sxm", "nvidia//80/sxm", "nvidia/a100/-1/sxm",
      "nvidia/a100/99999999999999999999/sxm", "nvidia/a100/٨٠/sxm",
    ] {
      #expect(GPUClass(text) == nil, "\(text)")
      #expect(ClassPattern(text) == nil, "\(text)")
    }
  }
}
