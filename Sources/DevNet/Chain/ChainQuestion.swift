import Encoding

/// A question to the chain's gateway, taken apart.
struct ChainQuestion: Sendable {
  /// The path's parts.
  let path: [String]
  /// The query's pairs.
  let query: [(key: String, value: String)]

  /// Takes `path?query` apart; percent signs that stand for no byte are left as they are.
  init(target: String) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = parts[0].split(separator: "/").map { Self.unescaped($0) }
    query =
      parts.count < 2
      ? []
      : parts[1].split(separator: "&").map { pair in
        let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (Self.unescaped(sides[0]), sides.count < 2 ? "" : Self.unescaped(sides[1]))
      }
  }

  /// The first value of a key; nil where it is absent or empty, which the gateway takes alike.
  subscript(key: String) -> String? {
    query.first { $0.key == key }.flatMap { $0.value.isEmpty ? nil : $0.value }
  }

  private static func unescaped(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Why the chain's gateway answers with an error.
struct ChainError: Error {
  let status: Int
  let code: Int
  let message: String

  static func notFound(_ what: String) -> ChainError {
    ChainError(status: 404, code: 5, message: "\(what) not found")
  }

  static func invalid(_ message: String) -> ChainError {
    ChainError(status: 400, code: 3, message: message)
  }

  /// What a node answers to a module's version that it does not run.
  static let notImplemented = ChainError(status: 501, code: 12, message: "Not Implemented")

  var tree: JSONValue {
    .members(["code": .number(code), "message": .string(message), "details": .array([])])
  }

  /// The same as the node's other interface writes it.
  var wrapped: JSONValue {
    .members([
      "jsonrpc": .string("2.0"), "id": .number(-1),
      "error": .members([
        "code": .number(code == 12 ? -32_601 : -32_603),
        "message": .string(code == 12 ? "Method not found" : "Internal error"),
        "data": .string(code == 12 ? "" : message),
      ]),
    ])
  }
}
