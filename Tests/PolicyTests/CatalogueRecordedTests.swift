import Foundation
import Policy
import Quantities
import Testing

/// The recorded inventories of real providers, as single looks; they close no epoch.
@Suite struct CatalogueRecordedTests {
  private typealias Fixture = CatalogueFixture
  private typealias Object = [String: Any]

  @Test func recordedStatusHasOneT4WhichIsTooSmall() throws {
    let path = "akash/recorded/provider-grpc-getstatus.2024-02-16.json"
    guard let data = try Fixture.shared(path) else { return }
    let catalogue = try Fixture.catalogue()
    let check = InventoryCheck(catalogue: catalogue)
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? Object)
    let cluster = try #require(root["cluster"] as? Object)
    let inventory = try #require(cluster["inventory"] as? Object)
    let nodes = try #require((inventory["cluster"] as? Object)?["nodes"] as? [Object])
    let verdicts = try nodes.map { check.judge(try look($0)) }
    #expect(verdicts.map(\.findings.count) == [0, 0, 0])
    #expect(verdicts.map(\.gpu.allocatable.amount) == [0, 1, 0])
    #expect(verdicts.map(\.cpu.allocated.amount) == [3_720, 4_205, 5_875])
    #expect(
      verdicts.map(\.memory.allocated.amount) == [4_644_179_968, 7_900_588_032, 14_002_214_912])
    let node = try #require(verdicts[1].description)
    let t4 = try Fixture.index("nvidia/t4/16/pcie", catalogue)
    #expect(node.groups == [NodeGroup(match: .known(t4), count: 1)])
    let assessment = try Fixture.liquidity().assess(node, in: catalogue)
    #expect(assessment.verdict == .refused([.memoryBelowMinimum(memoryGB: 16, minimumGB: 24)]))
    let empty = try #require(verdicts[0].description)
    #expect(try Fixture.liquidity().assess(empty, in: catalogue).reasons == [.nodeEmpty])
  }

  private func look(_ node: Object) throws -> InventoryLook {
    let resources = try #require(node["resources"] as? Object)
    func resource(_ key: String) throws -> ResourceLook {
      let quantity = (resources[key] as? Object)?["quantity"] as? Object
      func text(_ field: String) -> String? { (quantity?[field] as? Object)?["string"] as? String }
      return ResourceLook(
        capacity: text("capacity"), allocatable: text("allocatable"), allocated: text("allocated"))
    }
    // The protobuf form leaves an empty list out, which is a list with no card and not null.
    let info = (resources["gpu"] as? Object)?["info"] as? [[String: String]] ?? []
    return InventoryLook(
      node: node["name"] as? String ?? "", cpu: try resource("cpu"),
      memory: try resource("memory"), gpu: try resource("gpu"),
      cards: info.map {
        DeviceDescriptor(
          vendor: $0["vendor"] ?? "", name: $0["name"] ?? "", modelID: $0["modelid"] ?? "",
          interface: $0["interface"] ?? "", memorySize: $0["memorySize"] ?? "")
      })
  }

  @Test func recordedNodeTablesHaveOneImpossibleRow() throws {
    let path = "akash/recorded/provider-node-tables.2024-03.json"
    guard let data = try Fixture.shared(path) else { return }
    let check = InventoryCheck(catalogue: try Fixture.catalogue())
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? Object)
    var quarantined: [String] = []
    var rows = 0
    for provider in try #require(root["providers"] as? [Object]) {
      for node in try #require(provider["nodes"] as? [Object]) {
        // In these tables "allocatable" is what is free.
        func resource(_ key: String, _ suffix: String) throws -> ResourceLook {
          let row = try #require(node[key] as? Object)
          func text(_ field: String) -> String { (row[field] as? NSNumber).map { "\($0)" } ?? "" }
          return ResourceLook(
            capacity: text("total") + suffix, allocatable: text("allocatable") + suffix,
            allocated: nil)
        }
        let verdict = check.judge(
          InventoryLook(
            node: try #require(node["name"] as? String), cpu: try resource("cpu_cores", ""),
            memory: try resource("memory_gib", "Gi"), gpu: try resource("gpu", ""), cards: nil))
        rows += 1
        for finding in verdict.findings {
          guard case .quarantined(let resource, _, let fault, let raw) = finding else { continue }
          quarantined.append(
            "\(verdict.node) \(resource.rawValue) \(CatalogueCaseNames.name(fault)) \(raw)")
        }
        #expect(verdict.cards == .unknown)
      }
    }
    #expect(rows == 17)
    #expect(quarantined == ["node4 memory wrappedBelowZero 17179869145.17Gi"])
  }
}
