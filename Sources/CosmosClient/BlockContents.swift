public import Encoding

/// A block with its transactions' bytes.
public struct BlockContents: Hashable, Sendable {
  /// Its header.
  public let header: Block
  /// The transactions as they stand in it.
  public let transactions: [[UInt8]]

  /// Takes both as they are.
  public init(header: Block, transactions: [[UInt8]]) {
    self.header = header
    self.transactions = transactions
  }

  /// Reads the same answer as `Block`.
  public init(_ root: JSONNode) throws(JSONFieldError) {
    header = try Block(root)
    var fields = try root.fields()
    let block: JSONNode
    if let current = fields.optionalOrNull("sdk_block") {
      block = current
    } else {
      block = try fields.required("block")
    }
    var transactions: [[UInt8]] = []
    for entry in try block.member("data").member("txs").array() {
      let text = try entry.string()
      guard let bytes = try? Base64.bytes(text) else {
        throw entry.error(.refused("no base64"))
      }
      transactions.append(bytes)
    }
    self.transactions = transactions
  }
}

extension ChainClient {
  /// The block of a height with its transactions; one of another height is no answer.
  public func blockContents(height: Int64) async throws(ChainFailure) -> BlockContents {
    try await get(Block.path(height: height)) { root throws(JSONFieldError) in
      let contents = try BlockContents(root)
      guard contents.header.height == height else {
        throw root.error(.refused("a block of another height"))
      }
      return contents
    }
  }
}
