import CosmosClient
import Encoding
import Quantities
import Synchronization
import Testing

/// A chain asked through nodes that are well, behind, of another chain, or lying.
@Suite struct ChainClientTests {
  /// A node that answers from a table and keeps what it was asked.
  final class Node: ChainTransport {
    let name: String
    private let answers: [(String, Result<ChainResponse, ChainFailure>)]
    let asked = Mutex<[String]>([])

    init(_ name: String, _ answers: [(String, Int, String)], head: String? = nil) {
      self.name = name
      let head = head ?? ChainClientTests.head()
      self.answers =
        [(Block.latestPath, .success(ChainResponse(status: 200, body: Array(head.utf8))))]
        + answers.map { ($0.0, .success(ChainResponse(status: $0.1, body: Array($0.2.utf8)))) }
    }

    func get(
      _ path: String, height: Int64?, limitBytes: Int
    ) async throws(ChainFailure) -> ChainResponse {
      asked.withLock { $0.append(path + (height.map { " @\($0)" } ?? "")) }
      guard let answer = answers.first(where: { $0.0 == path }) else {
        throw .unavailable(node: name, "down")
      }
      return try answer.1.get()
    }
  }

  static func head(chain: String = "akashnet-2", time: String = "2026-07-17T12:00:00.5Z")
    -> String
  {
    #"{"block_id":{},"sdk_block":{"header":{"chain_id":"\#(chain)","height":"27761502","#
      + #""time":"\#(time)"}}}"#
  }

  private func client(
    _ nodes: [Node], pages: Int = 10, crossChecks: Bool = false
  ) throws -> ChainClient {
    let now = try Timestamp("2026-07-17T12:00:30Z")
    return ChainClient(
      chainID: "akashnet-2", nodes: nodes, limits: .init(pageEntries: 2, pages: pages),
      crossChecks: crossChecks, clock: { now })
  }

  private func number(_ root: JSONNode) throws(JSONFieldError) -> UInt64 {
    try root.member("n").textNumber()
  }

  @Test func nextNodeIsAskedWhereOneFails() async throws {
    let bad = Node("a", [("/x", 500, "oops")])
    let good = Node("b", [("/x", 200, #"{"n":"7"}"#)])
    let client = try client([bad, good])
    #expect(try await client.get("/x", number) == 7)
    #expect(try await client.get("/x", number) == 7)
    #expect(bad.asked.withLock { $0 } == [Block.latestPath, "/x"], "the good one is kept to")
    let alone = try self.client([bad])
    await #expect(throws: ChainFailure.nodeError(node: "a", status: 500, message: "")) {
      try await alone.get("/x", number)
    }
  }

  @Test func otherChainsAndNodesThatAreBehindDoNotAnswer() async throws {
    let answer = [("/x", 200, #"{"n":"7"}"#)]
    let other = Node("a", answer, head: Self.head(chain: "sandbox-2"))
    await #expect(
      throws: ChainFailure.otherChain(node: "a", expected: "akashnet-2", found: "sandbox-2")
    ) { try await client([other]).get("/x", number) }
    let late = Node("b", answer, head: Self.head(time: "2026-07-17T11:50:00Z"))
    await #expect(throws: ChainFailure.behind(node: "b", seconds: 630, limitSeconds: 120)) {
      try await client([late]).get("/x", number)
    }
    let both = try client([other, late])
    do {
      _ = try await both.get("/x", number)
      Issue.record("nobody may answer")
    } catch {
      guard case .everyNodeFailed(let failures) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(failures.map(\.code) == ["chain-other", "chain-behind"])
    }
  }

  @Test func errorsOfTheNodeAreToldApart() async throws {
    let node = Node(
      "a",
      [
        ("/dead?x=1", 501, #"{"code":12,"message":"Not Implemented","details":[]}"#),
        ("/none", 404, #"{"code":5,"message":"account x not found","details":[]}"#),
        (
          "/old", 500, #"{"code":2,"message":"failed to load state at height 5; version does not"}"#
        ),
        ("/html", 200, "<html>"), ("/kind", 200, #"{"n":7}"#), ("/plain", 404, "404 page"),
      ])
    func failure(_ path: String, height: Int64? = nil) async throws -> ChainFailure? {
      let client = try client([node])
      do {
        _ = try await client.get(path, height: height, number)
        return nil
      } catch {
        return error
      }
    }
    #expect(try await failure("/dead?x=1") == .unknownVersion(node: "a", path: "/dead"))
    #expect(
      try await failure("/none") == .notFound(node: "a", message: "account x not found"))
    #expect(try await failure("/old", height: 5)?.code == "chain-height")
    #expect(try await failure("/html")?.code == "chain-not-json")
    #expect(try await failure("/kind")?.code == "chain-field")
    #expect(try await failure("/plain")?.code == "chain-unknown-version")
    #expect(try await failure("/absent")?.code == "chain-unavailable")
  }

  @Test func twoNodesMustAgreeAboutAHeight() async throws {
    let seven = [("/x", 200, #"{"n":"7"}"#)]
    let agreed = try await client([Node("a", seven), Node("b", []), Node("c", seven)])
      .getAgreed("/x", height: 9, number)
    #expect(agreed == 7)
    let liar = try client([Node("a", seven), Node("b", [("/x", 200, #"{"n":"8"}"#)])])
    await #expect(throws: ChainFailure.disagreement(path: "/x", height: 9, ["a", "b"])) {
      try await liar.getAgreed("/x", height: 9, number)
    }
    let alone = try client([Node("a", seven), Node("b", [])])
    await #expect(throws: ChainFailure.tooFewNodes(needed: 2)) {
      try await alone.getAgreed("/x", height: 9, number)
    }
  }

  @Test func aThirdNodeDecidesBetweenTwo() async throws {
    let seven = [("/x", 200, #"{"n":"7"}"#)]
    let eight = [("/x", 200, #"{"n":"8"}"#)]
    let three = try client([Node("a", eight), Node("b", seven), Node("c", seven)])
    #expect(try await three.getAgreed("/x", height: 9, number) == 7)
    let apart = try client([Node("a", eight), Node("b", seven), Node("c", [])])
    await #expect(throws: ChainFailure.disagreement(path: "/x", height: 9, ["a", "b"])) {
      try await apart.getAgreed("/x", height: 9, number)
    }
  }

  @Test func thatThereIsNothingIsAgreedUponToo() async throws {
    let none = [("/x", 404, #"{"code":5,"message":"not found"}"#)]
    let other = [("/x", 500, #"{"code":2,"message":"audit: provider not found"}"#)]
    let both = try client([Node("a", none), Node("b", other)])
    do {
      _ = try await both.getAgreed("/x", height: 9, number)
      Issue.record("there is none")
    } catch {
      #expect(["chain-not-found", "chain-node-error"].contains(error.code), "\(error)")
    }
    let hiding = try client([Node("a", none), Node("b", [("/x", 200, #"{"n":"7"}"#)])])
    await #expect(throws: ChainFailure.disagreement(path: "/x", height: 9, ["a", "b"])) {
      try await hiding.getAgreed("/x", height: 9, number)
    }
  }

  @Test func aNodeWithoutTheHeightLetsNoOtherBeBelievedAlone() async throws {
    let pruned = [("/x", 500, #"{"code":2,"message":"height 9 is not available"}"#)]
    let client = try client(
      [Node("a", [("/x", 200, #"{"n":"7"}"#)]), Node("b", pruned)], crossChecks: true)
    do {
      _ = try await client.get("/x", height: 9, number)
      Issue.record("one node is not two")
    } catch {
      #expect(error.isAboutHeight, "\(error)")
    }
  }

  @Test func whatIsAskedAboutAHeightIsCrossChecked() async throws {
    let list = "/l?pagination.limit=2"
    let block = Block.path(height: 27_761_502)
    let honest = [
      ("/x", 200, #"{"n":"7"}"#), (list, 200, #"{"l":["1"],"pagination":{"next_key":null}}"#),
      (block, 200, Self.head()),
    ]
    let lying = [
      ("/x", 200, #"{"n":"8"}"#), (list, 200, #"{"l":["2"],"pagination":{"next_key":null}}"#),
      (block, 200, Self.head(time: "2026-07-17T11:59:00Z")),
    ]
    func disagree(_ work: () async throws(ChainFailure) -> Void) async -> Bool {
      do {
        try await work()
        return false
      } catch {
        return error.code == "chain-disagreement"
      }
    }
    func entries(_ client: ChainClient) async throws(ChainFailure) -> [UInt64] {
      try await client.getAll("/l", entries: "l", height: 5) { entry throws(JSONFieldError) in
        try entry.textNumber(UInt64.self)
      }
    }
    let alike = try client([Node("a", honest), Node("b", honest)], crossChecks: true)
    #expect(try await alike.get("/x", height: 5, number) == 7)
    #expect(try await entries(alike) == [1])
    #expect(try await alike.block(height: 27_761_502).height == 27_761_502)
    let torn = try client([Node("a", honest), Node("b", lying)], crossChecks: true)
    #expect(
      await disagree { () throws(ChainFailure) in
        _ = try await torn.get("/x", height: 5, self.number)
      })
    #expect(await disagree { () throws(ChainFailure) in _ = try await entries(torn) })
    #expect(
      await disagree { () throws(ChainFailure) in
        _ = try await torn.block(height: 27_761_502)
      })
    #expect(try await torn.get("/x", number) == 7, "what is so now differs from node to node")
    let alone = try client([Node("a", honest)], crossChecks: true)
    #expect(try await alone.get("/x", height: 5, number) == 7, "who names one node believes it")
  }

  @Test func pagesAreReadToTheEndWithTheirFiltersAgain() async throws {
    let first = "/l?filters.state=active&pagination.limit=2"
    let second = first + "&pagination.key=AB%2F%2Bcd%3D%3D"
    let node = Node(
      "a",
      [
        (first, 200, #"{"l":["1","2"],"pagination":{"next_key":"AB/+cd==","total":"2"}}"#),
        (second, 200, #"{"l":["3"],"pagination":{"next_key":null,"total":"1"}}"#),
      ])
    let entries = try await client([node]).getAll(
      "/l", filters: [("filters.state", "active")], entries: "l", height: 5
    ) { entry throws(JSONFieldError) in try entry.textNumber(UInt64.self) }
    #expect(entries == [1, 2, 3])
    #expect(node.asked.withLock { $0 }.dropFirst() == [first + " @5", second + " @5"])
  }

  @Test func listsWithoutEndAreLeft() async throws {
    let page = #"{"l":["1"],"pagination":{"next_key":"AA=="}}"#
    let node = Node(
      "a",
      [
        ("/l?pagination.limit=2", 200, page),
        ("/l?pagination.limit=2&pagination.key=AA%3D%3D", 200, page),
      ])
    await #expect(throws: ChainFailure.endless(path: "/l")) {
      _ = try await client([node]).getAll("/l", entries: "l") { entry throws(JSONFieldError) in
        try entry.textNumber(UInt64.self)
      }
    }
  }

  @Test func stateIsReadAsTheGatewayWritesIt() async throws {
    let address = try Address("akash1x")
    let node = Node(
      "a",
      [
        (
          "/cosmos/auth/v1beta1/account_info/akash1x", 200,
          #"{"info":{"address":"akash1x","pub_key":null,"account_number":"12","sequence":"7"}}"#
        ),
        (
          "/cosmos/bank/v1beta1/balances/akash1x?pagination.limit=2", 200,
          #"{"balances":[{"denom":"uakt","amount":"1000"}],"pagination":{"next_key":null}}"#
        ),
        (
          "/cosmos/distribution/v1beta1/community_pool", 200,
          #"{"pool":[{"denom":"uakt","amount":"123.450000000000000000"}]}"#
        ),
        ("/cosmos/gov/v1/proposals/9", 404, #"{"code":5,"message":"proposal 9 doesn't exist"}"#),
      ])
    let client = try client([node])
    let account = try await client.account(address)
    #expect(account?.number == 12 && account?.sequence == 7 && account?.publicKeyType == nil)
    #expect(try await client.balances(of: address) == [Coin(denomination: "uakt", amount: 1_000)])
    #expect(
      try await client.communityPool() == [
        DecimalCoin(denomination: "uakt", scaled: 123_450_000_000_000_000_000)
      ])
    #expect(try await client.proposal(9) == nil)
    #expect(try await client.latestBlock().height == 27_761_502)
  }

  @Test func addressesOfNodesAreAddresses() async {
    for text in ["https://rpc.example/rest/", "http://127.0.0.1:1317"] {
      let node = HTTPChainTransport(text)
      #expect(node != nil && node?.name.hasSuffix("/") == false)
      await node?.close()
    }
    for text in ["", "https://", "ftp://x", "rpc.example", "https://a b", "https://a?b"] {
      #expect(HTTPChainTransport(text) == nil, "\(text)")
    }
  }
}
