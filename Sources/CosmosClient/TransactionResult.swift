public import Encoding
public import Quantities

/// What came of a transaction in a block.
public struct TransactionResult: Hashable, Sendable {
  /// 0, or why it failed, among the codes of `codespace`.
  public let code: UInt32
  /// Whose codes these are: `sdk`.
  public let codespace: String
  /// What the chain says about it.
  public let log: String
  /// What it used, in gas.
  public let gasUsed: UInt64
  /// What it did, and first what was done before its messages.
  public let events: [TransactionEvent]

  /// Takes every field as it is.
  public init(
    code: UInt32, codespace: String, log: String, gasUsed: UInt64, events: [TransactionEvent]
  ) {
    self.code = code
    self.codespace = codespace
    self.log = log
    self.gasUsed = gasUsed
    self.events = events
  }

  /// Reads an entry of a block's results, or what the gateway calls `tx_response`.
  public init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    code = try fields.optionalOrNull("code")?.integer() ?? 0
    codespace = try fields.optionalOrNull("codespace")?.string(limitBytes: 256) ?? ""
    let text = fields.optionalOrNull("raw_log") ?? fields.optionalOrNull("log")
    log = try text?.string() ?? ""
    gasUsed = try fields.required("gas_used").textNumber()
    events = try fields.optionalOrNull("events")?.array(of: TransactionEvent.init) ?? []
  }

  /// The sequence of an account that the transaction used, as the chain tells it; nil where it used
  /// none: what is refused before execution tells nothing.
  public func usedSequence(of address: Address) -> UInt64? {
    for event in events where event.isOf(type: "tx") {
      guard let text = event["acc_seq"], let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")),
        text.utf8[..<slash].elementsEqual(address.bytes)
      else { continue }
      return UInt64(text[text.utf8.index(after: slash)...])
    }
    return nil
  }
}

/// A transaction that was found by its hash.
public struct FoundTransaction: Hashable, Sendable {
  /// Its hash.
  public let hash: Digest
  /// Its block.
  public let height: Int64
  /// What came of it.
  public let result: TransactionResult

  /// Where it is asked for.
  public static func path(_ hash: Digest) -> String {
    "/cosmos/tx/v1beta1/txs/\(hash.hex.uppercased())"
  }

  /// Reads `{"tx_response":{…}}`.
  public init(_ root: JSONNode) throws(JSONFieldError) {
    try self.init(of: try root.member("tx_response"))
  }

  /// Reads what the gateway calls `tx_response`.
  fileprivate init(of response: JSONNode) throws(JSONFieldError) {
    var fields = try response.fields()
    hash = try fields.required("txhash").transactionHash()
    height = try fields.required("height").textNumber()
    result = try TransactionResult(response)
  }
}

extension JSONNode {
  /// A transaction's hash: 64 hexadecimal digits, in capitals as the chain writes them.
  func transactionHash() throws(JSONFieldError) -> Digest {
    let text = try string(limitBytes: 64)
    guard let digest = try? Digest(hex: text.lowercased()) else {
      throw error(.refused("no hash of a transaction"))
    }
    return digest
  }
}

extension ChainClient {
  /// A transaction by its hash; nil where a node with an index has none, which proves nothing.
  public func transaction(_ hash: Digest) async throws(ChainFailure) -> FoundTransaction? {
    do {
      let found = try await get(FoundTransaction.path(hash), FoundTransaction.init(_:))
      return found.hash == hash ? found : nil
    } catch .notFound {
      return nil
    }
  }

  /// The transactions that a search finds, in the order of their blocks, such as those of
  /// `transfer.recipient='akash1…'`; a node shows only what its index keeps.
  public func transactions(where query: String) async throws(ChainFailure) -> [FoundTransaction] {
    let entries = min(limits.pageEntries, 100)
    var found: [FoundTransaction] = []
    for page in 1...limits.pages {
      let path =
        "/cosmos/tx/v1beta1/txs"
        + ChainQuery.text([
          ("query", query), ("page", "\(page)"), ("limit", "\(entries)"),
          ("order_by", "ORDER_BY_ASC"),
        ])
      let (list, total) = try await get(path) { root throws(JSONFieldError) in
        var fields = try root.fields()
        let list =
          try fields.optionalOrNull("tx_responses")?.array(of: FoundTransaction.init(of:))
        return (list ?? [], try fields.required("total").textNumber(Int.self))
      }
      found += list
      if list.isEmpty || found.count >= total { return found }
    }
    throw .endless(path: "/cosmos/tx/v1beta1/txs")
  }
}
