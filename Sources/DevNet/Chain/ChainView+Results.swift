import Encoding
import Quantities

// What the node's other interface answers to questions in an address.
extension ChainView {
  func asked(_ method: String, _ question: ChainQuestion) throws(ChainError) -> JSONValue {
    let result: JSONValue
    switch method {
    case "status": result = status
    case "block_results": result = try results(question)
    case "block_search": result = try blocks(question)
    default: throw .notImplemented
    }
    return .members(["jsonrpc": .string("2.0"), "id": .number(-1), "result": result])
  }

  /// What came of a block's transactions, and what it did by itself.
  private func results(_ question: ChainQuestion) throws(ChainError) -> JSONValue {
    let height = question["height"].flatMap { Int64($0) } ?? newest
    guard height <= newest else {
      throw ChainError(
        status: 500, code: 2,
        message: "height \(height) must be less than or equal to the current blockchain height "
          + "\(newest)")
    }
    guard height >= BlockClock.firstHeight else {
      throw ChainError(
        status: 500, code: 2, message: "could not find results for height #\(height)")
    }
    let found = records(at: height)
    let events = node == .denying ? [] : ledger { $0.events(at: height) }
    return .members([
      "height": .text(height),
      "txs_results": found.isEmpty ? .null : .array(found.map(Self.outcome)),
      "finalize_block_events": .array(events.map(\.json)), "validator_updates": .array([]),
      "consensus_param_updates": .null, "app_hash": .string(""),
    ])
  }

  /// The blocks that did something by themselves.
  private func blocks(_ question: ChainQuestion) throws(ChainError) -> JSONValue {
    func text(_ key: String) -> String? {
      question[key].map { String($0.drop { $0 == "\"" }.prefix { $0 != "\"" }) }
    }
    guard node != .withoutIndex else {
      throw ChainError(status: 500, code: 2, message: "block indexing is disabled")
    }
    let query = try TransactionQuery(text("query") ?? "")
    let found =
      node == .denying
      ? []
      : ledger { ledger in
        ledger.eventHeights.filter {
          $0 <= newest && query.matches(blockOf: $0, ledger.events(at: $0))
        }
      }
    let page = max(1, text("page").flatMap { Int($0) } ?? 1)
    let count = min(100, max(1, text("per_page").flatMap { Int($0) } ?? 30))
    let (start, overflows) = (page - 1).multipliedReportingOverflow(by: count)
    let shown = overflows ? [] : Array(found.dropFirst(start).prefix(count))
    var blocks: [JSONValue] = []
    for height in shown {
      guard case .object(let members) = block(height) else { continue }
      blocks.append(.object(members.filter { $0.key != "sdk_block" }))
    }
    return .members(["blocks": .array(blocks), "total_count": .text(found.count)])
  }
}
