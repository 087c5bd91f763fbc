import Encoding
import Keys
public import Quantities
import Synchronization

/// Every answer that came over the wire in one run, kept once by content, and given again.
///
/// Written as lines of JSON, one for each question in its order, and bodies named by the SHA-256 of
/// their bytes. A question that was asked twice gets its answers in their order, the last for ever.
public final class WireRecording: Sendable {
  /// The most bytes of bodies that are kept; what comes after is counted and not kept.
  public let budgetBytes: Int
  private let state: Mutex<State>

  private struct State {
    var lines: [WireLine] = []
    var bodies: [Digest: [UInt8]] = [:]
    var keptBytes = 0
    var leftOut = 0
    var positions: [[UInt8]: Int] = [:]
  }

  /// Nothing recorded yet.
  public init(budgetBytes: Int = 256 << 20) {
    self.budgetBytes = budgetBytes
    state = Mutex(State())
  }

  /// A recording that was written earlier; `body` finds bytes by their digest.
  public convenience init(
    lines bytes: [UInt8], body: (Digest) -> [UInt8]?
  ) throws(WireRecordingError) {
    self.init(budgetBytes: .max)
    var number = 0
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      number += 1
      let read: WireLine
      do {
        read = try WireLine(
          JSONNode(try JSONReader.read(Array(line), limitBytes: WireLine.limitBytes)))
      } catch {
        throw .line(number)
      }
      for digest in [read.body, read.certificate].compactMap({ $0 }) {
        guard let found = body(digest), Sha256.digest(of: found) == digest else {
          throw .body(digest)
        }
        state.withLock { $0.bodies[digest] = found }
      }
      state.withLock { $0.lines.append(read) }
    }
  }

  /// The lines, each ended by a line feed.
  public var lines: [UInt8] {
    state.withLock { state in state.lines.flatMap { $0.encoded() + [0x0A] } }
  }

  /// The bodies by their digests, ascending.
  public var bodies: [(digest: Digest, bytes: [UInt8])] {
    state.withLock { state in
      state.bodies.sorted { "\($0.key)" < "\($1.key)" }.map { ($0.key, $0.value) }
    }
  }

  /// How many bodies the budget left out.
  public var leftOut: Int { state.withLock { $0.leftOut } }

  /// The names of the chain's nodes in the recording, in the order first asked.
  public var nodeNames: [String] {
    state.withLock { state in
      var names: [String] = []
      for line in state.lines where line.kind == .chain && !names.contains(line.subject) {
        names.append(line.subject)
      }
      return names
    }
  }

  func keep(_ line: WireLine, body: [UInt8]?, certificate: [UInt8]?) {
    state.withLock { state in
      var line = line
      line.body = body.flatMap { Self.keep($0, budgetBytes, &state) }
      line.certificate = certificate.flatMap { Self.keep($0, budgetBytes, &state) }
      state.lines.append(line)
    }
  }

  private static func keep(_ bytes: [UInt8], _ budget: Int, _ state: inout State) -> Digest? {
    let digest = Sha256.digest(of: bytes)
    if state.bodies[digest] != nil { return digest }
    guard state.keptBytes + bytes.count <= budget else {
      state.leftOut += 1
      return nil
    }
    state.keptBytes += bytes.count
    state.bodies[digest] = bytes
    return digest
  }

  /// The next answer to a question, with its bytes.
  func next(
    _ kind: WireLine.Kind, _ subject: String, _ question: String
  ) -> (line: WireLine, body: [UInt8]?, certificate: [UInt8]?)? {
    state.withLock { state in
      let matching = state.lines.filter {
        $0.kind == kind && $0.subject.utf8.elementsEqual(subject.utf8)
          && $0.question.utf8.elementsEqual(question.utf8)
      }
      guard !matching.isEmpty else { return nil }
      let key = Array("\(kind.rawValue) \(subject) \(question)".utf8)
      let position = state.positions[key] ?? 0
      state.positions[key] = position + 1
      let line = matching[min(position, matching.count - 1)]
      return (
        line, line.body.flatMap { state.bodies[$0] },
        line.certificate.flatMap { state.bodies[$0] }
      )
    }
  }
}

/// Why a recording cannot be read.
public enum WireRecordingError: Error, Hashable, Sendable {
  /// A line is none of a recording's, by its number from 1.
  case line(Int)
  /// A body is absent, or its bytes are not those of its name.
  case body(Digest)
}

extension WireRecordingError: CustomStringConvertible {
  /// What is wrong, in words.
  public var description: String {
    switch self {
    case .line(let number): "line \(number) is none of a recording"
    case .body(let digest): "the body \(digest) is absent or altered"
    }
  }
}

/// One question of a recording with its outcome.
struct WireLine: Hashable, Sendable {
  enum Kind: String, Hashable, Sendable, CaseIterable { case provider, chain }

  static let limitBytes = 64 << 10

  var kind: Kind
  /// A provider's host and port, or a node's name.
  var subject: String
  /// What was asked: a question's name, or a path with its query and perhaps a height.
  var question: String
  /// `answer`, or a failure's code with its number and text.
  var outcome: String
  var number: Int64
  var text: String
  var body: Digest?
  var certificate: Digest?

  init(
    kind: Kind, subject: String, question: String, outcome: String, number: Int64 = 0,
    text: String = ""
  ) {
    self.kind = kind
    self.subject = subject
    self.question = question
    self.outcome = outcome
    self.number = number
    self.text = text
  }

  init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    let kindNode = try fields.required("kind")
    guard let kind = Kind(rawValue: try kindNode.string()) else { throw kindNode.error(.unknown) }
    self.kind = kind
    subject = try fields.required("subject").string()
    question = try fields.required("question").string()
    outcome = try fields.required("outcome").string()
    number = try fields.required("number").integer()
    text = try fields.required("text").string()
    func digest(_ node: JSONNode) throws(JSONFieldError) -> Digest? {
      guard !node.isNull else { return nil }
      return try node.parse { text throws(QuantityError) in try Digest(hex: text) }
    }
    body = try digest(try fields.required("body"))
    certificate = try digest(try fields.required("certificate"))
    try fields.finish()
  }

  func encoded() -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("kind", kind.rawValue)
      writer.field("subject", subject)
      writer.field("question", question)
      writer.field("outcome", outcome)
      writer.field("number", number)
      writer.field("text", text)
      writer.field("body", body.map { .string("\($0)") } ?? JSONValue.null)
      writer.field("certificate", certificate.map { .string("\($0)") } ?? JSONValue.null)
    }
    return writer.finish()
  }
}
