import Akash
import Policy
import Testing

/// The JSON of the REST gateway, in today's shape and in the older ones.
@Suite struct RestStatusTests {
  private func read(_ text: String) throws -> ProviderStatus {
    try RestStatus.read(Array(text.utf8))
  }

  private func inventory(_ nodes: String) throws -> [NodeReport] {
    let status = try read(#"{"cluster":{"inventory":{"available":{"nodes":[\#(nodes)]}}}}"#)
    return try #require(status.nodes)
  }

  @Test func todaysShapeIsRead() throws {
    let status = try read(
      """
      {"cluster":{"leases":24,"inventory":{"active":[{"cpu":4000}],"available":{
        "nodes":[{"name":"n1","allocatable":{"cpu":47400,"gpu":8,"memory":122716651520,
          "storage_ephemeral":138702508620},"available":{"cpu":145,"gpu":3,"memory":22513100800,
          "storage_ephemeral":79378272844}}],"storage":[{"class":"beta3","size":1000}]}}},
       "bidengine":{"orders":5},"manifest":{"deployments":1},"cluster_public_hostname":"p.example",
       "address":"akash18ga02jzaq8cw52anyhzkwta5wygufgu6zsz6xc","leased_ip":null,
       "reclamation_window":86400000000000}
      """)
    #expect(status.form == .rest)
    #expect(status.owner == "akash18ga02jzaq8cw52anyhzkwta5wygufgu6zsz6xc")
    #expect(status.activeLeases == 24 && status.orders == 5 && status.deployments == 1)
    #expect(status.reclamationWindowSeconds == 86_400)
    #expect(status.publicHostnames == ["p.example"])
    #expect(status.storage.map(\.quantity.allocatable) == ["1000"])
    let look = try #require(status.nodes?.first?.look)
    #expect(look.cpu == ResourceLook(allocatable: "47400m", allocated: "47255m"))
    #expect(look.gpu == ResourceLook(allocatable: "8", allocated: "5"))
    #expect(look.memory.allocated == "100203550720")
    #expect(look.cards == nil, "this form describes no card")
  }

  @Test func recordedAnswerOfARealProviderIsRead() throws {
    let name = "provider-rest-status.2026-07-17.trimmed.json"
    guard let bytes = try AkashFixture.recorded(name) else { return }
    let status = try RestStatus.read(bytes)
    #expect(status.activeLeases == 24)
    #expect(status.owner == "akash18ga02jzaq8cw52anyhzkwta5wygufgu6zsz6xc")
    let look = try #require(status.nodes?.first?.look)
    #expect(look.node == "ceph1")
    #expect(look.cpu == ResourceLook(allocatable: "47400m", allocated: "47255m"))
    #expect(look.gpu == ResourceLook(allocatable: "0", allocated: "0"))
  }

  @Test func olderShapesAreRead() throws {
    let flat = try inventory(#"{"cpu":8000,"memory":1024,"storage_ephemeral":5}"#)
    #expect(flat.map(\.hasTotals) == [false])
    #expect(flat[0].look.cpu == ResourceLook(allocatable: nil, allocated: nil))
    let wrapped = try inventory(
      """
      {"name":"a","allocatable":{"cpu":{"units":{"val":"8000"}},"memory":{"size":{"val":"64"}},
       "gpu":{"units":{"val":"2"}}},"available":{"cpu":{"units":{"val":"7900"}},
       "memory":{"quantity":{"val":"60"}},"gpu":{"units":{"val":"1"}}}}
      """)
    #expect(wrapped[0].look.cpu == ResourceLook(allocatable: "8000m", allocated: "100m"))
    #expect(wrapped[0].look.memory == ResourceLook(allocatable: "64", allocated: "4"))
    #expect(wrapped[0].look.gpu == ResourceLook(allocatable: "2", allocated: "1"))
  }

  @Test("O-44: a free amount of 2^64 − 1 is impossible and not a large node")
  func wrappedFreeAmountsAreImpossible() throws {
    let nodes = try inventory(
      #"{"name":"a","allocatable":{"gpu":8},"available":{"gpu":18446744073709551615}}"#)
    let check = InventoryCheck(catalogue: try AkashFixture.catalogue())
    let verdict = check.judge(nodes[0].look)
    #expect(verdict.gpu.allocatable == .value(8))
    #expect(verdict.gpu.allocated.isQuarantined)
    let total = try inventory(
      #"{"name":"a","allocatable":{"gpu":18446744073709551615},"available":{"gpu":0}}"#)
    #expect(check.judge(total[0].look).gpu.allocatable.isQuarantined)
  }

  @Test func answersThatAreNoStatusAreRefused() throws {
    for text in ["", "[]", "{", #"{"cluster":1}"#, #"{"cluster":{"leases":"x"}}"#, "<html>"] {
      #expect(throws: StatusRefusal.self) { try read(text) }
    }
    let absent = try read("{}")
    #expect(absent.nodes == nil)
  }

  @Test func versionsAreReadInBothSpellings() throws {
    let version = try ProviderVersion(
      Array(
        #"{"akash":{"version":"v0.14.2","buildTags":"x"},"kube":{"gitVersion":"v1.30.4+k3s1"}}"#
          .utf8))
    #expect(version.text == "v0.14.2" && version.cluster == "v1.30.4+k3s1")
    #expect(version.answersMessages == true)
    let candidate = try ProviderVersion(Array(#"{"akash":{"version":"0.4.9-rc3"}}"#.utf8))
    #expect(candidate.numbers == .init(0, 4, 9) && candidate.answersMessages == false)
    let odd = try ProviderVersion(Array(#"{"akash":{"version":"main"},"kube":null}"#.utf8))
    #expect(odd.answersMessages == nil)
    #expect(throws: StatusRefusal.self) { try ProviderVersion(Array("{}".utf8)) }
  }

  @Test func addressNamesTheOwner() throws {
    #expect(try ProviderAddressAnswer.read(Array(#"{"address":"akash1x"}"#.utf8)) == "akash1x")
    #expect(throws: StatusRefusal.self) { try ProviderAddressAnswer.read(Array("{}".utf8)) }
  }
}
