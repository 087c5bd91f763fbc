import Encoding
import Quantities

// The node's other interface, by which `akash` and its like send: JSON around protobuf.
extension ChainView {
  /// Answers one call.
  func binary(_ tree: JSONValue) -> JSONValue {
    let id = tree["id"] ?? .integer(-1)
    func answer(_ name: String, _ value: JSONValue) -> JSONValue {
      .members(["jsonrpc": .string("2.0"), "id": id, name: value])
    }
    guard case .string(let method)? = tree["method"] else {
      return answer("error", Self.error(-32_600, "Invalid Request"))
    }
    switch method {
    case "broadcast_tx_sync", "broadcast_tx_async":
      guard let text = Self.parameter("tx", 0, tree), let bytes = try? Base64.bytes(text) else {
        return answer("error", Self.error(-32_602, "Invalid params"))
      }
      let submission = send(bytes)
      return answer(
        "result",
        .members([
          "code": .number(submission.refusal?.code ?? 0), "data": .string(""),
          "log": .string(submission.refusal?.log ?? ""),
          "codespace": .string(submission.refusal?.codespace ?? ""),
          "hash": .string(submission.hash),
        ]))
    case "abci_query":
      return answer(
        "result", .members(["response": response(Self.parameter("path", 0, tree) ?? "", tree)]))
    case "tx_search":
      guard let query = try? TransactionQuery(Self.parameter("query", 0, tree) ?? "") else {
        return answer("error", Self.error(-32_602, "Invalid params"))
      }
      let found = node == .withoutIndex ? [] : found(query)
      return answer(
        "result",
        .members([
          "txs": .array(found.prefix(100).map(Self.result)), "total_count": .text(found.count),
        ]))
    case "status": return answer("result", status)
    default: return answer("error", Self.error(-32_601, "Method not found"))
    }
  }

  private static func error(_ code: Int, _ message: String) -> JSONValue {
    .members([
      "code": .number(code), "message": .string(message), "data": .string(""),
    ])
  }

  /// A parameter by its name or its position.
  private static func parameter(_ name: String, _ position: Int, _ tree: JSONValue) -> String? {
    let value: JSONValue?
    if case .array(let list)? = tree["params"] {
      value = position < list.count ? list[position] : nil
    } else {
      value = tree["params"]?[name]
    }
    guard case .string(let text)? = value else { return nil }
    return text
  }

  var status: JSONValue {
    .members([
      "node_info": .members([
        "network": .string(world.settings.chainID), "version": .string("0.38.17"),
        "moniker": .string("devnet"),
      ]),
      "sync_info": .members([
        "latest_block_height": .text(newest),
        "latest_block_time": .time(millis: world.blocks.millis(of: newest)),
        "catching_up": .bool(false),
      ]),
    ])
  }

  private static func result(_ record: TransactionRecord) -> JSONValue {
    .members([
      "hash": .string(record.transaction.hash), "height": .text(record.height),
      "index": .number(record.position), "tx_result": outcome(record),
      "tx": .string(Base64.text(record.transaction.bytes)),
    ])
  }

  /// What came of a transaction, as a block's results have it.
  static func outcome(_ record: TransactionRecord) -> JSONValue {
    .members([
      "code": .number(record.failure?.code ?? 0), "data": .string(Base64.text(record.data)),
      "log": .string(record.failure?.log ?? ""), "info": .string(""),
      "gas_wanted": .text(record.transaction.gasLimit), "gas_used": .text(record.gasUsed),
      "events": .array(record.events.map(\.json)),
      "codespace": .string(record.failure?.codespace ?? ""),
    ])
  }

  private func response(_ path: String, _ tree: JSONValue) -> JSONValue {
    let data = (try? Hex.bytes((Self.parameter("data", 1, tree) ?? "").lowercased())) ?? []
    func answer(_ value: [UInt8], _ refusal: TransactionRefusal? = nil) -> JSONValue {
      .members([
        "code": .number(refusal?.code ?? 0), "log": .string(refusal?.log ?? ""),
        "info": .string(""), "index": .string("0"), "key": .null,
        "value": value.isEmpty ? .null : .string(Base64.text(value)), "proofOps": .null,
        "height": .text(height), "codespace": .string(refusal?.codespace ?? ""),
      ])
    }
    do throws(TransactionRefusal) {
      return answer(try queried(path, data))
    } catch {
      return answer([], error)
    }
  }

  private func queried(_ path: String, _ data: [UInt8]) throws(TransactionRefusal) -> [UInt8] {
    switch path {
    case "/cosmos.auth.v1beta1.Query/Account":
      let request = try ProtoReader.read(data, as: "cosmos.auth.v1beta1.QueryAccountRequest")
      let address = try Address(account: request.text("address"))
      guard let account = ledger({ $0.entry(address, at: height) }).account else {
        throw TransactionRefusal("sdk", 22, "account \(address) not found: key not found")
      }
      var found = ProtoMessage(
        "cosmos.auth.v1beta1.BaseAccount",
        [
          "address": .text("\(address)"), "account_number": .number(account.number),
          "sequence": .number(account.sequence),
        ])
      if let key = account.key { found.append(.message(key.message), to: "pub_key") }
      return ProtoMessage(
        "cosmos.auth.v1beta1.QueryAccountResponse", ["account": .message(found)]
      ).bytes
    case "/cosmos.bank.v1beta1.Query/Balance":
      let request = try ProtoReader.read(data, as: "cosmos.bank.v1beta1.QueryBalanceRequest")
      let address = try Address(account: request.text("address"))
      let name = request.text("denom")
      let amount = ledger { $0.entry(address, at: height) }.coins[name]
      let coin = ProtoMessage(
        "cosmos.base.v1beta1.Coin", ["denom": .text(name), "amount": .text("\(amount)")])
      return ProtoMessage(
        "cosmos.bank.v1beta1.QueryBalanceResponse", ["balance": .message(coin)]
      ).bytes
    case "/cosmos.tx.v1beta1.Service/Simulate":
      let request = try ProtoReader.read(data, as: "cosmos.tx.v1beta1.SimulateRequest")
      let trace = try tried(try SignedTransaction(request.bytes("tx_bytes")))
      let gas = ProtoMessage(
        "cosmos.base.abci.v1beta1.GasInfo", ["gas_used": .number(trace.gasUsed)])
      return ProtoMessage(
        "cosmos.tx.v1beta1.SimulateResponse", ["gas_info": .message(gas)]
      ).bytes
    default: throw .invalidRequest("unknown query path \(path)")
    }
  }
}
