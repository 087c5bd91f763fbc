import Encoding
import Quantities

// Transactions: sent, tried out, found again.
extension ChainView {
  /// The ledger as it is now; what is asked about an earlier height says so itself.
  func ledger<Value: Sendable>(_ body: (inout sending Ledger) -> Value) -> Value {
    chain.at(nowMillis, body)
  }

  // MARK: Sending

  /// Answers what was posted.
  func submit(_ question: ChainQuestion, _ body: [UInt8]) throws(ChainError) -> JSONValue {
    let tree: JSONValue
    do {
      tree = try JSONReader.read(body, limitBytes: 4 << 20, limitDepth: 64)
    } catch {
      throw .invalid("\(error)")
    }
    switch question.path {
    case ["cosmos", "tx", "v1beta1", "txs"]: return try broadcast(tree)
    case ["cosmos", "tx", "v1beta1", "simulate"]: return try simulate(tree)
    case []: return binary(tree)
    default: throw .notImplemented
    }
  }

  private static func bytes(_ tree: JSONValue) throws(ChainError) -> [UInt8]? {
    guard case .string(let text)? = tree["tx_bytes"] ?? tree["txBytes"] else { return nil }
    guard let bytes = try? Base64.bytes(text) else { throw .invalid("illegal base64 data") }
    return bytes
  }

  /// One node's way of taking bytes.
  func send(_ bytes: [UInt8]) -> Ledger.Submission {
    ledger { node == .claiming ? $0.claim(bytes) : $0.submit(bytes) }
  }

  private func broadcast(_ tree: JSONValue) throws(ChainError) -> JSONValue {
    guard let bytes = try Self.bytes(tree), !bytes.isEmpty else {
      throw .invalid("invalid empty tx")
    }
    let modes: [JSONValue?] = [
      .string("BROADCAST_MODE_SYNC"), .string("BROADCAST_MODE_ASYNC"), .integer(2), .integer(3),
    ]
    guard modes.contains(tree["mode"]) else { throw .invalid("unsupported broadcast type") }
    let submission = send(bytes)
    guard submission.isAnswered else {
      throw ChainError(status: 504, code: 14, message: "the answer was lost on its way")
    }
    return .members([
      "tx_response": TransactionRecord.submitted(submission.hash, submission.refusal)
    ])
  }

  private func simulate(_ tree: JSONValue) throws(ChainError) -> JSONValue {
    let outcome: Result<ExecutionTrace, TransactionRefusal>
    do throws(TransactionRefusal) {
      let transaction: SignedTransaction
      if let bytes = try? Self.bytes(tree) {
        transaction = try SignedTransaction(bytes)
      } else {
        transaction = try SignedTransaction(json: tree["tx"] ?? .null)
      }
      outcome = .success(try tried(transaction))
    } catch {
      outcome = .failure(error)
    }
    switch outcome {
    case .success(let trace):
      return .members([
        "gas_info": .members([
          "gas_wanted": .string("18446744073709551615"), "gas_used": .text(trace.gasUsed),
        ]),
        "result": .members([
          "data": .string(""), "log": .string(""), "events": .array(trace.events.map(\.json)),
          "msg_responses": .array([]),
        ]),
      ])
    case .failure(let refusal):
      throw ChainError(status: 500, code: 2, message: refusal.log)
    }
  }

  func tried(
    _ transaction: SignedTransaction
  ) throws(TransactionRefusal) -> ExecutionTrace {
    let outcome = ledger { ledger in
      Result { () throws(TransactionRefusal) in try ledger.simulate(transaction) }
    }
    return try outcome.get()
  }

  // MARK: Finding

  /// What this node says stands in a block.
  func records(at height: Int64) -> [TransactionRecord] {
    node == .denying ? [] : ledger { Array($0.records(at: height)) }
  }

  private func record(_ hash: String) -> TransactionRecord? {
    guard node != .denying else { return nil }
    let found = ledger { $0.record(hash) ?? (node == .claiming ? $0.claims[hash] : nil) }
    return found.flatMap { $0.height <= newest ? $0 : nil }
  }

  func transactions(
    _ question: ChainQuestion, _ path: [String]
  ) throws(ChainError) -> JSONValue {
    switch path {
    case ["txs"]: return try search(question)
    case let path where path.count == 2 && path[0] == "txs":
      try checkIndex()
      let hash = path[1].uppercased()
      guard hash.utf8.count == 64, (try? Hex.bytes(hash.lowercased())) != nil else {
        throw .invalid("\(path[1]) is no hash of a transaction")
      }
      guard let found = record(hash) else { throw .notFound("tx (\(hash))") }
      return .members(["tx": found.transaction.json, "tx_response": found.json])
    case let path where path.count == 3 && path[0] == "txs" && path[1] == "block":
      guard let height = Int64(path[2]), height > 0, height <= newest else {
        throw .invalid("requested height \(path[2]) is no block's")
      }
      let found = records(at: height)
      guard case .object(let members) = block(height) else { throw .notImplemented }
      return .object(
        [JSONMember("txs", .array(found.map(\.transaction.json)))]
          + members.filter { $0.key != "sdk_block" }
          + [
            JSONMember(
              "pagination", .members(["next_key": .null, "total": .text(found.count)]))
          ])
    default: throw .notImplemented
    }
  }

  private func checkIndex() throws(ChainError) {
    guard node != .withoutIndex else {
      throw ChainError(status: 500, code: 2, message: "transaction indexing is disabled")
    }
  }

  private func search(_ question: ChainQuestion) throws(ChainError) -> JSONValue {
    try checkIndex()
    guard let text = question["query"] else { throw .invalid("query cannot be empty") }
    let query = try TransactionQuery(text)
    var found = found(query)
    if ["ORDER_BY_DESC", "2"].contains(question["order_by"]) { found.reverse() }
    let page = max(1, Int(question["page"] ?? "1") ?? 1)
    let limit = min(100, max(1, Int(question["limit"] ?? "30") ?? 30))
    let (start, overflows) = (page - 1).multipliedReportingOverflow(by: limit)
    let shown = overflows ? [] : Array(found.dropFirst(start).prefix(limit))
    return .members([
      "txs": .array(shown.map(\.transaction.json)), "tx_responses": .array(shown.map(\.json)),
      "pagination": .null, "total": .text(found.count),
    ])
  }

  /// All that a query finds, in the order of blocks.
  func found(_ query: TransactionQuery) -> [TransactionRecord] {
    guard node != .denying else { return [] }
    return ledger { ledger in
      ledger.records.filter { $0.height <= newest && query.matches($0) }
    }
  }
}
