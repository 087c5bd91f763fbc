public import Encoding

/// What came of a block: of each of its transactions, and what it did by itself.
public struct BlockResults: Hashable, Sendable {
  /// Its height.
  public let height: Int64
  /// One for each transaction, in the block's order.
  public let transactions: [TransactionResult]
  /// What it did without a transaction, such as carrying out a proposal.
  public let events: [TransactionEvent]

  /// Takes every field as it is.
  public init(height: Int64, transactions: [TransactionResult], events: [TransactionEvent]) {
    self.height = height
    self.transactions = transactions
    self.events = events
  }

  private static let start = "/block_results?height="

  /// Where it is asked for, by the RPC interface.
  public static func path(height: Int64) -> String { start + "\(height)" }

  /// The height in such a path; nil for any other.
  static func height(ofPath path: String) -> Int64? {
    path.hasPrefix(start) ? Int64(path.dropFirst(start.count)) : nil
  }

  /// Reads `{"result":{"height":…,"txs_results":[…],"finalize_block_events":[…]}}`.
  public init(_ root: JSONNode) throws(JSONFieldError) {
    var fields = try root.member("result").fields()
    height = try fields.required("height").textNumber()
    transactions =
      try fields.optionalOrNull("txs_results")?.array(of: TransactionResult.init) ?? []
    events =
      try fields.optionalOrNull("finalize_block_events")?.array(of: TransactionEvent.init) ?? []
  }
}

extension ChainClient {
  /// What came of the block of a height; by the RPC interface.
  public func blockResults(height: Int64) async throws(ChainFailure) -> BlockResults {
    try await get(BlockResults.path(height: height)) { root throws(JSONFieldError) in
      let results = try BlockResults(root)
      guard results.height == height else {
        throw root.error(.refused("results of another height"))
      }
      return results
    }
  }

  /// The heights of blocks that did something by themselves, ascending, such as those of
  /// `coin_received.receiver='akash1…'`; by the RPC interface, from what the node's index keeps.
  public func blocks(where query: String) async throws(ChainFailure) -> [Int64] {
    let entries = min(limits.pageEntries, 100)
    var found: [Int64] = []
    for page in 1...limits.pages {
      let path =
        "/block_search"
        + ChainQuery.text([
          ("query", "\"\(query)\""), ("page", "\"\(page)\""), ("per_page", "\"\(entries)\""),
          ("order_by", "\"asc\""),
        ])
      let (list, total) = try await get(path) { root throws(JSONFieldError) in
        var fields = try root.member("result").fields()
        let list = try fields.optionalOrNull("blocks")?.array { entry throws(JSONFieldError) in
          try entry.member("block").member("header").member("height").textNumber(Int64.self)
        }
        return (list ?? [], try fields.required("total_count").textNumber(Int.self))
      }
      found += list
      if list.isEmpty || found.count >= total { return found }
    }
    throw .endless(path: "/block_search")
  }
}
