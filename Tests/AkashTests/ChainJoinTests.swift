import Akash
import CosmosClient
import Encoding
import Quantities
import Testing

/// Leases joined with what names their hardware, and prices per block with time.
@Suite struct ChainJoinTests {
  /// A market with three leases: one with its bid, one whose bid is gone, one without anything.
  struct Market: ChainTransport {
    let name = "node"

    private func id(_ number: Int) -> String {
      #"{"owner":"akash1t","dseq":"\#(number)","gseq":1,"oseq":1,"provider":"akash1p","bseq":0}"#
    }

    private func gpu(_ count: Int, _ key: String) -> String {
      #"{"id":1,"gpu":{"units":{"val":"\#(count)"},"attributes":[{"key":"\#(key)","#
        + #""value":"true"}]}}"#
    }

    private func lease(_ number: Int) -> String {
      #"{"lease":{"id":\#(id(number)),"state":"active","price":{"denom":"uact","#
        + #""amount":"4.826603000000000000"},"created_at":"5","closed_on":"0"}}"#
    }

    func get(
      _ path: String, height: Int64?, limitBytes: Int
    ) async throws(ChainFailure) -> ChainResponse {
      let h100 = "vendor/nvidia/model/h100/ram/80Gi/interface/sxm"
      let text: String
      if path.hasPrefix("/cosmos/base") {
        text =
          #"{"sdk_block":{"header":{"chain_id":"c","height":"9","time":"2026-01-01T00:00:00Z"}}}"#
      } else if height != 7 {
        throw .unavailable(node: name, "every question is about the height")
      } else if path.hasPrefix("/akash/market/v1beta5/leases/list") {
        text = #"{"leases":[\#(lease(1)),\#(lease(2)),\#(lease(3))],"pagination":null}"#
      } else if path.hasPrefix("/akash/market/v1beta5/bids/list"), path.contains("dseq=1&") {
        text =
          #"{"bids":[{"bid":{"id":\#(id(1)),"state":"active","resources_offer":[{"resources":"#
          + #"\#(gpu(4, h100)),"count":2,"prices":null}]}}]}"#
      } else if path.hasPrefix("/akash/market/v1beta5/bids/list") {
        text = #"{"bids":[],"pagination":{"next_key":null}}"#
      } else if path.contains("filters.dseq=2&") {
        text =
          #"{"deployments":[{"deployment":{"id":{"owner":"akash1t","dseq":"2"},"state":"active"},"#
          + #""groups":[{"id":{"gseq":1},"group_spec":{"resources":[{"resource":"#
          + #"\#(gpu(1, "vendor/nvidia/model/*")),"count":3}]}}]}]}"#
      } else {
        text = #"{"deployments":[]}"#
      }
      return ChainResponse(status: 200, body: Array(text.utf8))
    }
  }

  @Test("O-38: leases are joined with their bids, or with their groups, all at one height")
  func leasesAreJoinedAtOneHeight() async throws {
    let now = try Timestamp("2026-01-01T00:00:00Z")
    let client = ChainClient(chainID: "c", nodes: [Market()], clock: { now })
    let holdings = try await client.holdings(provider: "akash1p", height: 7)
    #expect(holdings.map(\.source) == [.bid, .group, .none])
    #expect(holdings.map { $0.gpus.map(\.count) } == [[8], [3], []])
    let utilisation = Utilisation(
      height: 7, holdings: holdings, catalogue: try AkashFixture.catalogue())
    #expect(utilisation.lines.map(\.leased) == [8, 3])
    #expect(utilisation.lines.map { $0.gpuClass == nil } == [false, true])
  }

  @Test func pricePerHourFollowsTheMeasuredPace() throws {
    func block(_ height: Int64, _ time: String) throws -> Block {
      Block(chainID: "c", height: height, time: try Timestamp(time))
    }
    let first = try block(1_000, "2026-01-01T00:00:00Z")
    let price = DecimalCoin(denomination: "uact", scaled: 4_826_603_000_000_000_000)
    let six = try #require(BlockPace(from: first, to: try block(1_600, "2026-01-01T01:00:00Z")))
    #expect(six.perHour(price) == 2_895)
    let slower = try #require(
      BlockPace(from: first, to: try block(2_000, "2026-01-01T01:41:57Z")))
    #expect(slower.perHour(price) == 2_840, "6.117 seconds a block are 2 % less")
    #expect(BlockPace(from: first, to: first) == nil)
    #expect(BlockPace(from: try block(2_000, "2026-01-01T01:00:00Z"), to: first) == nil)
    #expect(six.perHour(DecimalCoin(denomination: "uact", scaled: -1)) == nil)
    #expect(six.perHour(DecimalCoin(denomination: "uact", scaled: .max)) != nil)
  }

  @Test func ownersOfOneHostAreFound() {
    func record(_ owner: String, _ uri: String) -> ProviderRecord {
      ProviderRecord(owner: owner, hostURI: uri, attributes: [])
    }
    let groups = SharedHost.groups([
      record("a", "https://P.example:8443"), record("b", "https://q.example:8443"),
      record("c", "p.example"), record("d", "https://$X"), record("e", "https://p.example:9443"),
    ])
    #expect(groups.map(\.endpoint) == ["p.example:8443"])
    #expect(groups.map(\.owners) == [["a", "c"]])
  }
}
