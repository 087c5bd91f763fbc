public import Encoding
public import Quantities
import Synchronization

/// A chain asked through several nodes: the next where one fails, two where it matters.
///
/// Before a node's first answer counts, it has shown that it serves this chain and is not behind.
/// A client that cross-checks believes about a height only what two of its nodes say alike.
public final class ChainClient: Sendable {
  /// The bounds of a question.
  public struct Limits: Hashable, Sendable {
    /// The longest answer.
    public var answerBytes: Int
    /// The most entries of a page that are asked for.
    public var pageEntries: Int
    /// The most pages of a list.
    public var pages: Int
    /// The oldest that a node's newest block may be.
    public var behindSeconds: Int64

    /// Takes the limits; the standard ones suit a chain of a few thousand providers.
    public init(
      answerBytes: Int = 16 << 20, pageEntries: Int = 500, pages: Int = 2_000,
      behindSeconds: Int64 = 120
    ) {
      precondition(
        answerBytes > 0 && pageEntries > 0 && pages > 0 && behindSeconds > 0,
        "Limits are positive.")
      self.answerBytes = answerBytes
      self.pageEntries = pageEntries
      self.pages = pages
      self.behindSeconds = behindSeconds
    }
  }

  /// The chain asked about: `akashnet-2`.
  public let chainID: String
  /// The bounds.
  public let limits: Limits
  /// Which of their interfaces the nodes are asked through.
  public let interface: ChainInterface
  /// Whether what is asked about a height counts only where two nodes give it alike.
  public let crossChecks: Bool
  let nodes: [any ChainTransport]
  private let clock: @Sendable () -> Timestamp
  private let state: Mutex<State>

  private struct State {
    /// The node that answered last.
    var preferred = 0
    /// The nodes that have shown what they are.
    var checked: [Bool]
  }

  /// Asks nothing yet; `clock` tells the time by which a node is behind.
  ///
  /// With `crossChecks` and at least two nodes, one of them alone says nothing about a height.
  public init(
    chainID: String, nodes: [any ChainTransport], limits: Limits = Limits(),
    interface: ChainInterface = .rest, crossChecks: Bool = false,
    clock: @escaping @Sendable () -> Timestamp
  ) {
    self.chainID = chainID
    self.interface = interface
    self.crossChecks = crossChecks && nodes.count > 1
    self.nodes = nodes
    self.limits = limits
    self.clock = clock
    state = Mutex(State(checked: Array(repeating: false, count: nodes.count)))
  }

  /// What is so now, read by `read`, from the first node that gives a usable answer.
  public func get<Value>(
    _ path: String, _ read: (JSONNode) throws(JSONFieldError) -> Value
  ) async throws(ChainFailure) -> Value {
    try await firstUsable { index throws(ChainFailure) in
      try await self.ask(index, path, height: nil, read)
    }
  }

  /// What was so at a height, or is so now: from the first node that gives a usable answer, or, of
  /// a height where the client cross-checks, from two that give it alike.
  public func get<Value: Equatable>(
    _ path: String, height: Int64?, _ read: (JSONNode) throws(JSONFieldError) -> Value
  ) async throws(ChainFailure) -> Value {
    if crossChecks, let height {
      return try await getAgreed(path, height: height, read)
    }
    return try await firstUsable { index throws(ChainFailure) in
      try await self.ask(index, path, height: height, read)
    }
  }

  /// The answer to a body that is posted, read by `read`, from the first node that gives a usable
  /// one. What a node without a usable answer did with the body is not known.
  public func post<Value>(
    _ path: String, body: [UInt8], _ read: (JSONNode) throws(JSONFieldError) -> Value
  ) async throws(ChainFailure) -> Value {
    try await firstUsable { index throws(ChainFailure) in
      try await self.check(index)
      let node = self.nodes[index]
      let response = try await node.post(path, body: body, limitBytes: self.limits.answerBytes)
      return try self.value(of: response, node.name, path, height: nil, read)
    }
  }

  private func firstUsable<Value>(
    _ ask: (Int) async throws(ChainFailure) -> Value
  ) async throws(ChainFailure) -> Value {
    var failures: [ChainFailure] = []
    let first = preferred
    for step in nodes.indices {
      let index = (first + step) % nodes.count
      do {
        let value = try await ask(index)
        state.withLock { $0.preferred = index }
        return value
      } catch {
        guard error.isOfTheNode else { throw error }
        failures.append(error)
      }
    }
    if failures.count == 1 { throw failures[0] }
    throw failures.isEmpty ? .tooFewNodes(needed: 1) : .everyNodeFailed(failures)
  }

  /// The node to begin with: the one that answered last.
  var preferred: Int { state.withLock { $0.preferred } }

  /// What one node says, after it has shown what it is.
  func ask<Value>(
    _ index: Int, _ path: String, height: Int64?,
    _ read: (JSONNode) throws(JSONFieldError) -> Value
  ) async throws(ChainFailure) -> Value {
    try await check(index)
    return try await answer(index, path, height: height, read)
  }

  /// Asks a node once what chain it serves and how new its newest block is.
  private func check(_ index: Int) async throws(ChainFailure) {
    guard !state.withLock({ $0.checked[index] }) else { return }
    let node = nodes[index].name
    let head = try await answer(index, interface.headPath, height: nil, interface.head)
    guard head.chainID.utf8.elementsEqual(chainID.utf8) else {
      throw .otherChain(node: node, expected: chainID, found: head.chainID)
    }
    let age = clock().seconds(since: head.time)
    guard age <= limits.behindSeconds else {
      throw .behind(node: node, seconds: age, limitSeconds: limits.behindSeconds)
    }
    state.withLock { $0.checked[index] = true }
  }

  /// The time of the newest block of each node that serves this chain, behind or not.
  public func newestBlockTimes() async -> [Timestamp] {
    var times: [Timestamp] = []
    for index in nodes.indices {
      let head = try? await answer(index, interface.headPath, height: nil, interface.head)
      if let head, head.chainID.utf8.elementsEqual(chainID.utf8) { times.append(head.time) }
    }
    return times
  }

  /// Makes every node show again what it is, as an observer does in each round.
  public func recheck() {
    state.withLock { $0.checked = Array(repeating: false, count: nodes.count) }
  }

  private func answer<Value>(
    _ index: Int, _ path: String, height: Int64?,
    _ read: (JSONNode) throws(JSONFieldError) -> Value
  ) async throws(ChainFailure) -> Value {
    let response = try await nodes[index].get(
      path, height: height, limitBytes: limits.answerBytes)
    return try value(of: response, nodes[index].name, path, height: height, read)
  }

  private func value<Value>(
    of response: ChainResponse, _ node: String, _ path: String, height: Int64?,
    _ read: (JSONNode) throws(JSONFieldError) -> Value
  ) throws(ChainFailure) -> Value {
    guard response.status == 200 else {
      throw NodeError.failure(response, node: node, path: path, height: height)
    }
    let value: JSONValue
    do {
      value = try JSONReader.read(response.body, limitBytes: limits.answerBytes)
    } catch {
      throw .notJSON(node: node, error)
    }
    do {
      return try read(JSONNode(value))
    } catch {
      throw .field(node: node, path: path, error)
    }
  }
}

/// The query of an address, with everything but letters, digits and `-._~` in percent form.
enum ChainQuery {
  static func text(_ pairs: [(String, String)]) -> String {
    guard !pairs.isEmpty else { return "" }
    return "?" + pairs.map { "\(escaped($0.0))=\(escaped($0.1))" }.joined(separator: "&")
  }

  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
      default: bytes += Array("%\(Hex.text([byte]).uppercased())".utf8)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
