import Akash
import CosmosClient
import Encoding
import Evidence
import Policy
import Quantities
import Testing

/// Escrow, orders, parameters and terms, as recorded and in the shapes that surprise.
@Suite struct MarketRecordTests {
  private func root(_ text: String) throws -> JSONNode {
    JSONNode(try JSONReader.read(text, limitBytes: 1 << 20))
  }

  private func recorded(_ name: String) throws -> JSONNode? {
    guard let bytes = try AkashFixture.recorded(name) else { return nil }
    return JSONNode(try JSONReader.read(bytes, limitBytes: 1 << 20))
  }

  @Test func recordedAnswersAreRead() throws {
    if let node = try recorded("market-leases-list.v1beta5.json") {
      let entry = try #require(try node.member("leases").array().first)
      let payment = try EscrowPayment(try entry.member("escrow_payment"))
      #expect(payment.state == .open && payment.rate.scaled == 4_826_603_000_000_000_000)
      #expect(payment.withdrawn == Coin(denomination: "uact", amount: 13_780_746))
      let lease = try LeaseRecord(entry)
      #expect(payment.account == "\(lease.id.owner)/\(lease.id.deployment)")
      #expect(ClosingReason(word: lease.reason) == .unknown, "it runs")
      let terms = LeaseTerms(LeaseHolding(lease: lease, gpus: [], source: .bid))
      #expect(terms.gpus == 0 && terms.denomination == .microDollars)
      #expect(terms.pricePerHourMicros(BlockPace(blocks: 600, seconds: 3_600)) == 2_895)
    }
    if let node = try recorded("market-bids-list.v1beta5.json") {
      let entry = try #require(try node.member("bids").array().first)
      let account = try EscrowAccount(try entry.member("escrow_account"))
      #expect(account.scope == "bid" && !account.funds.isEmpty)
    }
    if let node = try recorded("market-orders-list.v1beta5.json") {
      let order = try OrderRecord(try #require(try node.member("orders").array().first))
      #expect(order.requests.allSatisfy { $0.count > 0 })
      #expect(order.requests.contains { $0.isWildcard }, "a wildcard was recorded")
    }
    if let node = try recorded("deployment-deployments-list.v1beta4.json") {
      let entry = try #require(try node.member("deployments").array().first)
      let account = try EscrowAccount(try entry.member("escrow_account"))
      #expect(account.scope == "deployment" && account.id.hasSuffix("/16122570"))
    }
  }

  @Test func leaseIdHasOneText() throws {
    let id = LeaseID(
      owner: "akash1t", deployment: 25_880_666, group: 1, order: 2, provider: "akash1p", bid: 0)
    #expect(id.text == "akash1t/25880666/1/2/akash1p/0")
    #expect(LeaseID(text: id.text) == id)
    // SHA-256 of that text begins so.
    #expect(String(id.identifier.value, radix: 16).count > 24)
    for text in ["", "a/1/1/1/b", "a/01/1/1/b/0", "a/1/1/1/b/0/", "a/-1/1/1/b/0"] {
      #expect(LeaseID(text: text) == nil, "\(text)")
    }
  }

  @Test func leasesNameADeviceOrNone() throws {
    func terms(_ requests: [(UInt64, [String])]) throws -> LeaseTerms {
      let lease = try LeaseRecord(
        try root(
          #"{"lease":{"id":{"owner":"t","dseq":"1","gseq":1,"oseq":1,"provider":"p"},"#
            + #""state":"active","price":{"denom":"uakt","amount":"1"},"created_at":"1","#
            + #""closed_on":"0"}}"#))
      return LeaseTerms(
        LeaseHolding(
          lease: lease,
          gpus: requests.map { count, keys in
            RequestedGPUs(
              count: count, attributes: keys.map { ChainAttribute(key: $0, value: "true") })
          }, source: .bid))
    }
    let h100 = "vendor/nvidia/model/h100/ram/80Gi/interface/sxm"
    let one = try terms([(2, [h100]), (6, [h100])])
    #expect(one.gpus == 8 && one.descriptor?.name == "h100" && one.denomination == .uakt)
    let catalogue = try AkashFixture.catalogue()
    let device = try #require(one.descriptor)
    #expect(catalogue.resolve(device).match.index != nil, "the class is found by the descriptor")
    #expect(try terms([(1, [h100]), (1, ["vendor/nvidia/model/t4"])]).descriptor == nil)
    #expect(try terms([(1, [h100, "vendor/nvidia/model/t4"])]).descriptor == nil)
    #expect(try terms([(1, ["vendor/nvidia/model/*"])]).descriptor == nil)
    #expect(try terms([(.max, [h100]), (.max, [h100])]).gpus == .max)
    #expect(try terms([]).gpus == 0)
  }

  @Test func reasonsAreTheChainsWords() {
    let words: [(String, ClosingReason)] = [
      ("lease_closed_invalid", .unknown), ("lease_closed_owner", .owner),
      ("lease_closed_reason_unstable", .unstable),
      ("lease_closed_reason_decommission", .decommission),
      ("lease_closed_reason_unspecified", .unspecified),
      ("lease_closed_reason_manifest_timeout", .manifestTimeout),
      ("lease_closed_reason_insufficient_funds", .insufficientFunds), ("later_word", .unknown),
    ]
    for (word, reason) in words { #expect(ClosingReason(word: word) == reason, "\(word)") }
    #expect(ClosingReason.allCases.filter(\.isFailure) == [.unstable, .unspecified])
  }

  @Test func gasHasTheNodesLeastPrice() throws {
    let prices = try GasPrices(
      try root(#"{"minimum_gas_price":"0.002500000000000000uakt,1ibc/AB"}"#))
    #expect(prices.fee(gas: 200_001, denomination: "uakt") == 501, "rounded up")
    #expect(prices.fee(gas: 7, denomination: "ibc/AB") == 7)
    #expect(prices.fee(gas: 7, denomination: "uact") == nil)
    #expect(try GasPrices(try root(#"{"minimum_gas_price":""}"#)).minimum.isEmpty)
    for text in ["uakt", "1", "-1uakt", "0.0000000000000000001uakt"] {
      #expect(throws: JSONFieldError.self) {
        try GasPrices(try root(#"{"minimum_gas_price":"\#(text)"}"#))
      }
    }
  }
}
