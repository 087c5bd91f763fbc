import CosmosClient
import Encoding
import Quantities
import Synchronization
import Testing

/// What payments need of a node: answers as nodes write them, and those that are none.
@Suite struct PaymentAnswersTests {
  /// A node that gives one answer to everything but its head.
  private final class Node: ChainTransport {
    let name = "a"
    private let status: Int
    private let body: String
    private let head: String
    let posted = Mutex<[String]>([])

    init(_ body: String, status: Int = 200, head: String = ChainClientTests.head()) {
      self.status = status
      self.body = body
      self.head = head
    }

    func get(
      _ path: String, height: Int64?, limitBytes: Int
    ) async throws(ChainFailure) -> ChainResponse {
      let isHead = path == Block.latestPath || path == "/status"
      return ChainResponse(
        status: isHead ? 200 : status, body: Array((isHead ? head : body).utf8))
    }

    func post(
      _ path: String, body sent: [UInt8], limitBytes: Int
    ) async throws(ChainFailure) -> ChainResponse {
      posted.withLock { $0.append(path + " " + String(decoding: sent, as: UTF8.self)) }
      return ChainResponse(status: status, body: Array(body.utf8))
    }
  }

  private let hash: Digest
  private let digits: String

  init() throws {
    hash = try Digest(hex: String(repeating: "ab", count: 32))
    digits = String(repeating: "AB", count: 32)
  }

  private func client(_ node: Node, _ interface: ChainInterface = .rest) throws -> ChainClient {
    let now = try Timestamp("2026-07-17T12:00:30Z")
    return ChainClient(
      chainID: "akashnet-2", nodes: [node], interface: interface, clock: { now })
  }

  private func sent(_ body: String, status: Int = 200) async throws -> BroadcastOutcome {
    try await client(Node(body, status: status)).broadcast([1, 2, 3], hash: hash)
  }

  @Test func anAnswerToATransactionIsTakenRefusedOrLost() async throws {
    func answer(_ code: Int, _ space: String, _ log: String = "") -> String {
      #"{"tx_response":{"height":"0","txhash":"\#(digits)","codespace":"\#(space)","#
        + #""code":\#(code),"raw_log":"\#(log)"}}"#
    }
    #expect(try await sent(answer(0, "")) == .accepted)
    #expect(try await sent(answer(19, "sdk", "tx already in mempool")) == .accepted)
    #expect(
      try await sent(answer(32, "sdk", "account sequence mismatch"))
        == .refused(codespace: "sdk", code: 32, log: "account sequence mismatch"))
    #expect(
      try await sent(answer(19, "bank")) == .refused(codespace: "bank", code: 19, log: ""),
      "another module's code")
    // Lost: an error on the way, no JSON, another transaction's answer.
    for body in [#"{"code":14,"message":"upstream"}"#, "<html>"] {
      guard case .lost = try await sent(body, status: 504) else {
        Issue.record("\(body)")
        return
      }
    }
    let other = answer(0, "").replacing("AB", with: "CD")
    guard case .lost(.field) = try await sent(other) else {
      Issue.record("another transaction's answer")
      return
    }
  }

  @Test func theBodyIsWhatTheGatewayTakes() async throws {
    let node = Node("{}")
    _ = try await client(node).broadcast([1, 2, 3], hash: hash)
    #expect(
      node.posted.withLock { $0 } == [
        #"/cosmos/tx/v1beta1/txs {"tx_bytes":"AQID","mode":"BROADCAST_MODE_SYNC"}"#
      ])
  }

  @Test func nothingIsSentToANodeOfAnotherChain() async throws {
    let node = Node("{}", head: ChainClientTests.head(chain: "sandbox-2"))
    guard case .lost(.otherChain) = try await client(node).broadcast([1], hash: hash) else {
      Issue.record("sent to another chain")
      return
    }
    #expect(node.posted.withLock { $0 }.isEmpty)
  }

  @Test func aTransactionIsFoundByItsHashWithWhatCameOfIt() async throws {
    let body =
      #"{"tx":{},"tx_response":{"height":"9","txhash":"\#(digits)","codespace":"bank","code":5,"#
      + #""raw_log":"no","gas_used":"77","events":[{"type":"tx","attributes":"#
      + #"[{"key":"acc_seq","value":"akash1x/41","index":true}]}]}}"#
    let found = try #require(try await client(Node(body)).transaction(hash))
    #expect(found.height == 9 && found.result.code == 5 && found.result.gasUsed == 77)
    #expect(found.result.usedSequence(of: try Address("akash1x")) == 41)
    #expect(found.result.usedSequence(of: try Address("akash1xy")) == nil)
    #expect(found.result.usedSequence(of: try Address("akash1")) == nil)
    // The answer about another one is no answer.
    let other = body.replacing("AB", with: "CD")
    #expect(try await client(Node(other)).transaction(hash) == nil)
    let none = Node(#"{"code":5,"message":"tx not found"}"#, status: 404)
    #expect(try await client(none).transaction(hash) == nil)
    let plain = Node(
      #"{"code":2,"message":"transaction indexing is disabled"}"#, status: 500)
    await #expect(throws: ChainFailure.withoutIndex(node: "a")) {
      try await client(plain).transaction(hash)
    }
  }

  private static let status =
    #"{"jsonrpc":"2.0","id":-1,"result":{"node_info":{"network":"akashnet-2"},"#
    + #""sync_info":{"latest_block_height":"9","latest_block_time":"2026-07-17T12:00:20.5Z"}}}"#

  @Test func resultsOfABlockComeFromTheOtherInterface() async throws {
    let body =
      #"{"jsonrpc":"2.0","id":-1,"result":{"height":"9","txs_results":[{"code":0,"data":"","#
      + #""log":"","gas_wanted":"9","gas_used":"7","events":[],"codespace":""}],"#
      + #""finalize_block_events":[{"type":"mint","attributes":[{"key":"amount","#
      + #""value":"5","index":true}]}],"validator_updates":null}}"#
    let node = Node(body, head: Self.status)
    let results = try await client(node, .rpc).blockResults(height: 9)
    #expect(results.transactions.map(\.gasUsed) == [7])
    #expect(results.events.first?["amount"] == "5")
    await #expect(throws: ChainFailure.self, "of another height") {
      try await client(node, .rpc).blockResults(height: 8)
    }
    let pruned = Node(
      #"{"jsonrpc":"2.0","id":-1,"error":{"code":-32603,"message":"Internal error","#
        + #""data":"could not find results for height #4"}}"#, status: 500, head: Self.status)
    await #expect(
      throws: ChainFailure.heightNotThere(
        node: "a", height: 4, message: "could not find results for height #4")
    ) { try await client(pruned, .rpc).blockResults(height: 4) }
    let foreign = Node(body, head: Self.status.replacing("akashnet-2", with: "sandbox-2"))
    await #expect(
      throws: ChainFailure.otherChain(node: "a", expected: "akashnet-2", found: "sandbox-2")
    ) { try await client(foreign, .rpc).blockResults(height: 9) }
  }

  @Test func aBlockThatIsNotTheOneAskedForIsNoAnswer() async throws {
    let body = ChainClientTests.head().replacing(
      #""sdk_block":{"#, with: #""sdk_block":{"data":{"txs":["AQI="]},"#)
    let node = Node(body)
    let block = try await client(node).blockContents(height: 27_761_502)
    #expect(block.transactions == [[1, 2]])
    await #expect(throws: ChainFailure.self) {
      try await client(node).blockContents(height: 27_761_501)
    }
  }

  @Test func mostTransportsSendNothing() async {
    struct Asking: ChainTransport {
      let name = "asking"
      func get(
        _ path: String, height: Int64?, limitBytes: Int
      ) async throws(ChainFailure) -> ChainResponse { ChainResponse(status: 200, body: []) }
    }
    await #expect(throws: ChainFailure.unavailable(node: "asking", "nothing is sent there")) {
      try await Asking().post("/x", body: [], limitBytes: 1)
    }
  }
}
