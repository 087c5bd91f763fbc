import Encoding

/// What a node's error answer means: `{"code":12,"message":"Not Implemented","details":[]}`.
enum NodeError {
  static func failure(
    _ response: ChainResponse, node: String, path: String, height: Int64?
  ) -> ChainFailure {
    let value = try? JSONReader.read(response.body, limitBytes: 1 << 16)
    var code: Int128?
    var message = ""
    // The RPC interface wraps its errors, and says what is wrong in `data`.
    let error = value?["error"] ?? value
    if case .integer(let number)? = error?["code"] { code = number }
    if case .string(let text)? = error?["message"] { message = excerpt(text) }
    if case .string(let text)? = error?["data"], !text.isEmpty { message = excerpt(text) }
    if code == -32_601 { return .unknownVersion(node: node, path: withoutQuery(path)) }
    if message.contains("indexing is disabled") { return .withoutIndex(node: node) }
    if let height = BlockResults.height(ofPath: path) {
      return .heightNotThere(node: node, height: height, message: message)
    }
    // A block that was pruned is no different from a state that was.
    if let height = Block.height(ofPath: path), code != 12 {
      return .heightNotThere(node: node, height: height, message: message)
    }
    switch code {
    case 12: return .unknownVersion(node: node, path: withoutQuery(path))
    case 5: return .notFound(node: node, message: message)
    default: break
    }
    // Nodes that pruned a height, or have not reached it, say so only in words.
    if let height, isAboutHeight(message) {
      return .heightNotThere(node: node, height: height, message: message)
    }
    if response.status == 404 || response.status == 501 {
      return .unknownVersion(node: node, path: withoutQuery(path))
    }
    return .nodeError(node: node, status: response.status, message: message)
  }

  private static func isAboutHeight(_ message: String) -> Bool {
    ["height", "version does not exist", "pruned"].contains { message.contains($0) }
  }

  private static func withoutQuery(_ path: String) -> String {
    String(path.prefix { $0 != "?" })
  }

  private static func excerpt(_ text: String) -> String {
    String(
      decoding: text.utf8.prefix(200).map { $0 >= 0x20 && $0 < 0x7F ? $0 : UInt8(ascii: "?") },
      as: UTF8.self)
  }
}
