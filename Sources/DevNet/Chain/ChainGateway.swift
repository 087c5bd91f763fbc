import Encoding
import Quantities

/// The chain's REST gateway: an answer for a question, a time and perhaps a height.
///
/// What is served is decided here, and how elsewhere.
public struct ChainGateway: Sendable {
  /// The chain that it answers for.
  public let chain: Chain
  private let node: NodeBehaviour

  /// The world whose chain it is.
  public var world: World { chain.world }

  /// An answer: the status and the body.
  public struct Answer: Hashable, Sendable {
    /// The HTTP status.
    public let status: Int
    /// The body.
    public let body: [UInt8]
  }

  /// Serves a world's chain that nobody else answers for.
  public init(_ world: World) { self.init(Chain(world)) }

  /// Serves a chain as one of its nodes.
  public init(_ chain: Chain, node: NodeBehaviour = .honest) {
    self.chain = chain
    self.node = node
  }

  /// Answers `path?query`; `heightText` is the header `x-cosmos-block-height`, `posted` the body
  /// where it is no mere question.
  public func answer(
    _ target: String, heightText: String? = nil, posted: [UInt8]? = nil, atMillis now: Int64
  ) -> Answer {
    do throws(ChainError) {
      var newest = world.blocks.height(atMillis: now)
      if case .behind(let blocks) = node {
        newest = max(BlockClock.firstHeight, newest - blocks)
      }
      let height = try Self.height(heightText, newest: newest)
      let view = ChainView(
        chain: chain, node: node, height: height, newest: newest, nowMillis: now)
      let question = ChainQuestion(target: target)
      guard let posted else { return Answer(status: 200, body: try view.answer(question).bytes) }
      return Answer(status: 200, body: try view.submit(question, posted).bytes)
    } catch {
      let tree = Self.isWrapped(target) ? error.wrapped : error.tree
      return Answer(status: error.status, body: tree.bytes)
    }
  }

  /// Whether it is a question to the other interface, which wraps its errors.
  private static func isWrapped(_ target: String) -> Bool {
    !target.dropFirst().prefix { $0 != "?" }.contains("/")
  }

  /// The height asked about; a node has neither the future nor what it pruned.
  private static func height(_ text: String?, newest: Int64) throws(ChainError) -> Int64 {
    guard let text, !text.isEmpty, text != "0" else { return newest }
    guard let height = Int64(text), height > 0 else {
      throw .invalid("invalid height header \(text)")
    }
    guard height <= newest else {
      throw ChainError(
        status: 400, code: 3,
        message: "cannot query with height in the future; please provide a valid height")
    }
    guard height >= BlockClock.firstHeight else {
      throw ChainError(
        status: 400, code: 3,
        message: "failed to load state at height \(height); version does not exist"
          + " (latest height: \(newest))")
    }
    return height
  }
}

/// The chain's state at one height.
struct ChainView {
  let chain: Chain
  let node: NodeBehaviour
  let height: Int64
  let newest: Int64
  let nowMillis: Int64

  var world: World { chain.world }

  /// Versions of modules that no node of this release runs.
  private static let dead = ["v1beta2", "v1beta3", "v2beta1"]

  func answer(_ question: ChainQuestion) throws(ChainError) -> JSONValue {
    let path = question.path
    if path.first == "akash", path.count > 2 {
      guard !Self.dead.contains(path[2]) else { throw .notImplemented }
      switch (path[1], path[2]) {
      case ("provider", "v1beta4"): return try providerModule(question, Array(path[3...]))
      case ("provider", "v1") where path.count > 3 && path[3] == "auditor":
        return try allAudits(question)
      case ("audit", "v1"): return try auditModule(question, Array(path[3...]))
      case ("cert", "v1"): return try certificateModule(question, Array(path[3...]))
      case ("market", "v1beta5"): return try marketModule(question, Array(path[3...]))
      case ("deployment", "v1beta4"): return try deploymentModule(question, Array(path[3...]))
      case ("escrow", "v1"): return try escrowModule(question, Array(path[3...]))
      case ("oracle", "v2"): return try oracleModule(question, Array(path[3...]))
      case ("bme", "v1"): return try mintModule(Array(path[3...]))
      default: throw .notImplemented
      }
    }
    if path.first == "cosmos" { return try cosmosModules(question, Array(path.dropFirst())) }
    if path == ["devnet", "clock"] { return clock }
    if path.count == 1 { return try asked(path[0], question) }
    throw .notImplemented
  }

  /// The world's own time, which nobody else can know.
  private var clock: JSONValue {
    .members([
      "time": .string("\((try? Timestamp(seconds: nowMillis / 1_000)) ?? .earliest)"),
      "height": .text(newest),
    ])
  }
}
