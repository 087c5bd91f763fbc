import Encoding

/// What a transaction tells that it did; search asks for these.
struct ChainEvent: Hashable, Sendable {
  /// A key and its value.
  struct Attribute: Hashable, Sendable {
    let key: String
    let value: String
  }

  let type: String
  private(set) var attributes: [Attribute]

  init(_ type: String, _ attributes: KeyValuePairs<String, String>) {
    self.type = type
    self.attributes = attributes.map { Attribute(key: $0.key, value: $0.value) }
  }

  /// The same as told by the message at a position.
  func of(message index: Int) -> ChainEvent {
    var event = self
    event.attributes.append(Attribute(key: "msg_index", value: "\(index)"))
    return event
  }

  var json: JSONValue {
    .members([
      "type": .string(type),
      "attributes": .array(
        attributes.map {
          .members(["key": .string($0.key), "value": .string($0.value), "index": .bool(true)])
        }),
    ])
  }
}

/// What happens while a transaction runs: gas and events.
struct ExecutionTrace: Sendable {
  private(set) var gasUsed: UInt64 = 0
  let gasLimit: UInt64?
  var events: [ChainEvent] = []

  /// A limit of nil measures.
  init(gasLimit: UInt64?) { self.gasLimit = gasLimit }

  /// Uses gas; throws where the limit is passed.
  mutating func use(_ gas: UInt64, _ place: String) throws(TransactionRefusal) {
    gasUsed += gas
    if let gasLimit, gasUsed > gasLimit {
      throw .outOfGas(place, wanted: gasLimit, used: gasUsed)
    }
  }
}
