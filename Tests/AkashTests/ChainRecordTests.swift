import Akash
import CosmosClient
import Encoding
import Policy
import Quantities
import Testing

/// The records of the chain, as recorded and in the shapes that surprise.
@Suite struct ChainRecordTests {
  private func root(_ text: String) throws -> JSONNode {
    JSONNode(try JSONReader.read(text, limitBytes: 1 << 20))
  }

  private func recorded(_ name: String) throws -> JSONNode? {
    guard let bytes = try AkashFixture.recorded(name) else { return nil }
    return JSONNode(try JSONReader.read(bytes, limitBytes: 1 << 20))
  }

  private let lease = """
    {"lease":{"id":{"owner":"akash1tenant","dseq":"25","gseq":1,"oseq":1,"provider":"akash1p",
     "bseq":0},"state":"STATE","price":{"denom":"uact","amount":"4.826603000000000000"},
     "created_at":"100","closed_on":"CLOSED","reason":"lease_closed_invalid","reclamation":null}}
    """

  private func record(state: String = "active", closed: String = "0") throws -> LeaseRecord {
    try LeaseRecord(
      try root(
        lease.replacing("STATE", with: state).replacing("CLOSED", with: closed)))
  }

  @Test func recordedAnswersAreRead() throws {
    if let node = try recorded("market-leases-list.v1beta5.json") {
      let lease = try LeaseRecord(try #require(try node.member("leases").array().first))
      #expect(lease.id.deployment == 25_880_666)
      #expect(lease.state == .active && lease.closedAt == nil)
      #expect(lease.pricePerBlock.scaled == 4_826_603_000_000_000_000)
      #expect(lease.withdrawn == Coin(denomination: "uact", amount: 13_780_746))
    }
    if let node = try recorded("market-bids-list.v1beta5.json") {
      let bid = try BidRecord(try #require(try node.member("bids").array().first))
      #expect(bid.state == "open" && bid.offers.isEmpty, "it offers no GPU")
    }
    if let node = try recorded("deployment-deployments-list.v1beta4.json") {
      let deployment = try DeploymentRecord(
        try #require(try node.member("deployments").array().first))
      #expect(deployment.number == 16_122_570 && deployment.groups.map(\.number) == [1])
      #expect(deployment.groups[0].requests.isEmpty)
    }
    if let node = try recorded("provider-get.v1beta4.json") {
      let provider = try ProviderRecord(try node.member("provider"))
      #expect(provider.hostURI == "https://provider.forgeelectronics.uk:8443")
      #expect(try ProviderEndpoint(provider.hostURI).oddities.isEmpty)
    }
    if let node = try recorded("audit-attributes-list.v1.json") {
      let audit = try AuditRecord(try #require(try node.member("providers").array().first))
      #expect(audit.attributes == [ChainAttribute(key: "capabilities/cpu", value: "amd")])
    }
    if let node = try recorded("gov-proposal-341.v1.json") {
      let proposal = try Proposal(node)
      #expect(proposal.id == 341)
      #expect(
        proposal.spends.map(\.amount) == [[Coin(denomination: "uakt", amount: 230_557_400_000)]])
    }
  }

  @Test func leaseCountsItsBlocksAndKnownStatesOnly() throws {
    let open = try record()
    #expect(open.blocks(from: 50, to: 150) == 50)
    #expect(open.blocks(from: 120, to: 150) == 30)
    #expect(try record(state: "closed", closed: "130").blocks(from: 120, to: 150) == 10)
    #expect(try record(state: "closed", closed: "110").blocks(from: 120, to: 150) == 0)
    #expect(try record(state: "reclaiming").state.isPaid)
    #expect(!(try record(state: "insufficient_funds").state.isPaid))
    #expect(throws: JSONFieldError.self) { try record(state: "paused") }
  }

  @Test("O-38: utilisation carries its height and counts by class")
  func utilisationCarriesItsHeight() throws {
    let catalogue = try AkashFixture.catalogue()
    func gpus(_ count: UInt64, _ key: String) -> RequestedGPUs {
      RequestedGPUs(count: count, attributes: [ChainAttribute(key: key, value: "true")])
    }
    let h100 = gpus(8, "vendor/nvidia/model/h100/ram/80Gi/interface/sxm")
    let swapped = gpus(2, "vendor/nvidia/model/h100/interface/sxm/ram/80Gi")
    let any = gpus(1, "vendor/nvidia/model/*")
    let running = try record()
    let dry = try record(state: "insufficient_funds")
    let utilisation = Utilisation(
      height: 27_761_502,
      holdings: [(running, [h100, swapped]), (running, [any]), (dry, [h100])],
      catalogue: catalogue)
    #expect(utilisation.height == 27_761_502)
    #expect(utilisation.lines.map(\.leased) == [10, 1])
    #expect(utilisation.lines.map(\.leases) == [2, 1])
    #expect(utilisation.lines.last?.gpuClass == nil, "a wildcard says nothing of the model")
    let known = try #require(utilisation.lines.first?.gpuClass)
    #expect("\(catalogue[known].gpuClass)" == "nvidia/h100/80/sxm")
  }

  @Test func freeGPUsAreCountedInBlocksOnOneNode() {
    #expect(FreeBlocks(free: Array(repeating: 1, count: 8)).counts == [8, 0, 0, 0])
    #expect(FreeBlocks(free: [8]).counts == [8, 4, 2, 1])
    #expect(FreeBlocks(free: [7, 3]).counts == [10, 4, 1, 0])
  }

  @Test func signedCopyIsComparedValueByValue() {
    func attribute(_ key: String, _ value: String) -> ChainAttribute {
      ChainAttribute(key: key, value: value)
    }
    let audit = AuditRecord(
      owner: "a", auditor: "b",
      attributes: [attribute("gpu", "h100"), attribute("cpu", "amd"), attribute("tier", "1")])
    let comparison = audit.comparison(
      with: [attribute("gpu", "h200"), attribute("cpu", "amd"), attribute("new", "x")])
    #expect(comparison.agreeing.map(\.key) == ["cpu"])
    #expect(comparison.changed.map(\.key) == ["gpu"])
    #expect(comparison.withdrawn.map(\.key) == ["tier"])
    #expect(comparison.unsigned.map(\.key) == ["new"])
  }

  @Test func oraclePriceIsExact() throws {
    let price = try OraclePrice(
      try root(
        """
        {"aggregated_price":{"denom":"akt","twap":"0.5","median_price":"0.543471600000000000",
         "timestamp":"2026-07-17T12:00:00Z","num_sources":1},"price_health":{"is_healthy":true}}
        """))
    #expect(price.median == (try Price18("0.5434716")))
    #expect(price.isHealthy && price.sources == 1)
  }
}
