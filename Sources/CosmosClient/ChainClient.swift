public import Encoding
public import Quantities
import Synchronization

/// A chain asked through several nodes: the next where one fails, two where it matters.
///
/// Before a node's first answer counts, it has shown that it serves this chain and is not behind.
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
  private let nodes: [any ChainTransport]
  private let clock: @Sendable () -> Timestamp
  private let state: Mutex<State>

  private struct State {
    /// The node that answered last.
    var preferred = 0
    /// The nodes that have shown what they are.
    var checked: [Bool]
  }

  /// Asks nothing yet; `clock` tells the time by which a node is behind.
  public init(
    chainID: String, nodes: [any ChainTransport], limits: Limits = Limits(),
    interface: ChainInterface = .rest, clock: @escaping @Sendable () -> Timestamp
  ) {
    self.chainID = chainID
    self.interface = interface
    self.nodes = nodes
    self.limits = limits
    self.clock = clock
    state = Mutex(State(checked: Array(repeating: false, count: nodes.count)))
  }

  /// An answer read by `read`, from the first node that gives a usable one.
  public func get<Value>(
    _ path: String, height: Int64? = nil, _ read: (JSONNode) throws(JSONFieldError) -> Value
  ) async throws(ChainFailure) -> Value {
    try await firstUsable { index throws(ChainFailure) in
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
    let first = state.withLock { $0.preferred }
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

  /// An answer about one height that two nodes give alike; one node is not enough.
  public func getAgreed<Value: Equatable>(
    _ path: String, height: Int64, _ read: (JSONNode) throws(JSONFieldError) -> Value
  ) async throws(ChainFailure) -> Value {
    var failures: [ChainFailure] = []
    var first: (value: Value, node: String)?
    for index in nodes.indices {
      let value: Value
      do {
        value = try await ask(index, path, height: height, read)
      } catch {
        failures.append(error)
        continue
      }
      guard let other = first else {
        first = (value, nodes[index].name)
        continue
      }
      guard other.value == value else {
        throw .disagreement(path: path, height: height, [other.node, nodes[index].name])
      }
      return value
    }
    throw first == nil && !failures.isEmpty
      ? .everyNodeFailed(failures) : .tooFewNodes(needed: 2)
  }

  /// All entries of a paged list at one height, in the node's order.
  ///
  /// Filters are sent again with every page, as the chain's lists need; `total` is not read,
  /// because it counts the page. A page that is too long is asked for again with fewer entries, so
  /// that long ones beside each other do not hide the list.
  public func getAll<Entry>(
    _ path: String, filters: [(String, String)] = [], entries key: String, height: Int64? = nil,
    _ read: (JSONNode) throws(JSONFieldError) -> Entry
  ) async throws(ChainFailure) -> [Entry] {
    var entries: [Entry] = []
    var next: String?
    var seen: Set<[UInt8]> = []
    var size = limits.pageEntries
    for _ in 0..<limits.pages {
      var query = filters
      query.append(("pagination.limit", "\(size)"))
      if let next { query.append(("pagination.key", next)) }
      let page: (entries: [Entry], next: String)
      do throws(ChainFailure) {
        page = try await get(path + ChainQuery.text(query), height: height) {
          root throws(JSONFieldError) in try Self.page(root, key, read)
        }
      } catch {
        guard error.isAboutLength, size > 1 else { throw error }
        size = max(1, size / 8)
        continue
      }
      size = min(limits.pageEntries, size * 2)
      entries += page.entries
      guard !page.next.isEmpty else { return entries }
      guard seen.insert(Array(page.next.utf8)).inserted else { throw .endless(path: path) }
      next = page.next
    }
    throw .endless(path: path)
  }

  private static func page<Entry>(
    _ root: JSONNode, _ key: String, _ read: (JSONNode) throws(JSONFieldError) -> Entry
  ) throws(JSONFieldError) -> (entries: [Entry], next: String) {
    var fields = try root.fields()
    let list = try fields.optionalOrNull(key)?.array(of: read) ?? []
    guard let pagination = fields.optionalOrNull("pagination") else { return (list, "") }
    var inside = try pagination.fields()
    return (list, try inside.optionalOrNull("next_key")?.string(limitBytes: 4_096) ?? "")
  }

  private func ask<Value>(
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
