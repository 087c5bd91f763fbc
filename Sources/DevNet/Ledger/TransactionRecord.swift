import Encoding
import Quantities

/// A transaction in a block, and what came of it.
struct TransactionRecord: Sendable {
  let transaction: SignedTransaction
  let height: Int64
  /// Its position in the block.
  let position: Int
  let millis: Int64
  /// Why it failed; nil where it did not.
  let failure: TransactionRefusal?
  let gasUsed: UInt64
  let events: [ChainEvent]
  /// The messages' answers.
  let answers: [ProtoMessage]

  /// The answers as they stand in a block's results.
  var data: [UInt8] {
    var message = ProtoMessage("cosmos.base.abci.v1beta1.TxMsgData", [:])
    for answer in answers { message.append(.message(answer), to: "msg_responses") }
    return message.bytes
  }

  /// What the gateway calls `tx_response`.
  var json: JSONValue {
    let type = JSONMember("@type", .string("/cosmos.tx.v1beta1.Tx"))
    guard case .object(let members) = transaction.json else { return .null }
    return .members([
      "height": .text(height), "txhash": .string(transaction.hash),
      "codespace": .string(failure?.codespace ?? ""), "code": .number(failure?.code ?? 0),
      "data": .string(Hex.text(data).uppercased()), "raw_log": .string(failure?.log ?? ""),
      "logs": .array([]), "info": .string(""), "gas_wanted": .text(transaction.gasLimit),
      "gas_used": .text(gasUsed), "tx": .object([type] + members),
      "timestamp": .string(Self.second(millis)), "events": .array(events.map(\.json)),
    ])
  }

  /// The gateway tells whole seconds here.
  private static func second(_ millis: Int64) -> String {
    "\((try? Timestamp(seconds: millis / 1_000)) ?? .earliest)"
  }

  /// What the gateway answers to a submission, taken or refused.
  static func submitted(_ hash: String, _ refusal: TransactionRefusal?) -> JSONValue {
    .members([
      "height": .string("0"), "txhash": .string(hash),
      "codespace": .string(refusal?.codespace ?? ""), "code": .number(refusal?.code ?? 0),
      "data": .string(""), "raw_log": .string(refusal?.log ?? ""), "logs": .array([]),
      "info": .string(""), "gas_wanted": .string("0"), "gas_used": .string("0"), "tx": .null,
      "timestamp": .string(""), "events": .array([]),
    ])
  }
}
