import Encoding
import Quantities

/// The interfaces of a node, each usually at an address of its own.
public enum ChainInterface: Hashable, Sendable {
  /// The gateway to the modules, usually on port 1317.
  case rest
  /// What the node itself answers, usually on port 26657: results of blocks, search of blocks.
  case rpc

  /// Where it says what chain it serves, and how new its newest block is.
  var headPath: String {
    switch self {
    case .rest: Block.latestPath
    case .rpc: "/status"
    }
  }

  /// Reads what is answered there.
  func head(_ root: JSONNode) throws(JSONFieldError) -> Block {
    guard self == .rpc else { return try Block(root) }
    var status = try root.member("result").fields()
    var head = try status.required("sync_info").fields()
    return Block(
      chainID: try status.required("node_info").member("network").string(limitBytes: 64),
      height: try head.required("latest_block_height").textNumber(),
      time: try head.required("latest_block_time").textTime())
  }
}
