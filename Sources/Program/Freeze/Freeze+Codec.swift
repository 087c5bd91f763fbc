public import Encoding
import Evidence
import Quantities

extension Freeze {
  /// The most bytes of a freeze that is read.
  public static let limitBytes = 64 * 1024 * 1024

  /// The canonical bytes.
  public var bytes: [UInt8] {
    var writer = JSONWriter(reserving: 1_024 + 320 * (segments.count + leftOut.count))
    writer.object { writer in
      writer.field("freeze", 1)
      writer.field("program", program)
      writer.field("pool", pool)
      writer.field("epoch", epoch)
      writer.field("version", version)
      writer.field("start", span.start)
      writer.field("end", span.end)
      writer.field("rules", rules)
      writer.object("facts") { facts in
        facts.field("lines", factsLines)
        facts.field("digest", factsDigest)
      }
      writer.field("policy", policy)
      writer.field("catalogue", catalogue)
      writer.object("roster") { roster in
        roster.field("size", rosterSize)
        roster.field("digest", rosterDigest)
      }
      writer.field("previous", previous)
      if let price {
        writer.field("price", String(price.scaled))
      } else {
        writer.nullField("price")
      }
      writer.array("segments", segments) { $1.write(to: &$0) }
      writer.array("leftOut", leftOut) { $1.write(to: &$0) }
    }
    return writer.finish()
  }

  /// Reads a freeze's bytes strictly; any other spelling of the same is refused.
  public init(bytes: [UInt8]) throws(FreezeReadingError) {
    let tree: JSONValue
    do {
      tree = try JSONReader.read(bytes, limitBytes: Self.limitBytes, limitDepth: 4)
    } catch {
      throw .json(error)
    }
    do {
      self = try Freeze(JSONNode(tree))
    } catch {
      throw .field(error)
    }
    guard self.bytes == bytes else { throw .spelling }
  }

  private init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    _ = try fields.required("freeze").integer(in: 1...1)
    program = try fields.required("program").digest()
    pool = try fields.required("pool").label()
    epoch = try fields.required("epoch").epochNumber()
    version = try fields.required("version").integer(in: 1...999_999)
    span = try fields.span()
    rules = try fields.required("rules").integer(in: 1...1_000)
    var facts = try fields.required("facts").fields()
    factsLines = try facts.required("lines").integer(in: 1...Int(Int32.max))
    factsDigest = try facts.required("digest").digest()
    try facts.finish()
    policy = try fields.required("policy").digest()
    catalogue = try fields.required("catalogue").digest()
    var roster = try fields.required("roster").fields()
    rosterSize = try roster.required("size").integer(in: 0...Int(Int32.max))
    rosterDigest = try roster.required("digest").digest()
    try roster.finish()
    previous = try fields.required("previous").digestOrNull()
    price = try fields.required("price").priceOrNull()
    segments = try fields.required("segments").array { node throws(JSONFieldError) in
      try FrozenSegment(node)
    }
    leftOut = try fields.required("leftOut").array { node throws(JSONFieldError) in
      try LeftOutSegment(node)
    }
    try fields.finish()
    try Self.requireAscending(segments.map(\.digest), at: node)
    try Self.requireAscending(leftOut.map(\.digest), at: node)
  }

  private static func requireAscending(
    _ digests: [Digest], at node: JSONNode
  ) throws(JSONFieldError) {
    for (first, second) in zip(digests, digests.dropFirst()) where first >= second {
      throw node.error(.refused("digests must ascend, each once: \(second.hex)"))
    }
  }
}

/// Why a freeze's bytes were refused.
public enum FreezeReadingError: Error, Hashable, Sendable {
  /// They are not strict JSON.
  case json(JSONError)
  /// A field is wrong.
  case field(JSONFieldError)
  /// They say it in another spelling than the canonical one.
  case spelling
}

extension FreezeReadingError: CustomStringConvertible {
  /// The rule and its place, as one fragment of a sentence.
  public var description: String {
    switch self {
    case .json(let error): "it is not strict JSON (\(error))"
    case .field(let error): "a field is wrong (\(error))"
    case .spelling: "it says the same in another spelling than the canonical one"
    }
  }
}

extension FrozenSegment {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("digest", digest)
      writer.field("length", lengthBytes)
      writer.field("observer", observer.text)
      writer.field("type", type.name)
      writer.field("start", span.start)
      writer.field("end", span.end)
    }
  }

  fileprivate init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    let digest = try fields.required("digest").digest()
    let length = try fields.required("length").integer(in: 0...EvidencePublished.limitBytes)
    let observer = try fields.required("observer").observerKey()
    let type = try fields.required("type").segmentType()
    self.init(
      digest: digest, lengthBytes: length, observer: observer, type: type,
      span: try fields.span())
    try fields.finish()
  }
}

extension LeftOutSegment {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("digest", digest)
      writer.field("reason", reason.rawValue)
    }
  }

  fileprivate init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    let digest = try fields.required("digest").digest()
    let reason = try fields.required("reason")
    guard let known = LeftOutReason(rawValue: try reason.string()) else {
      throw reason.error(.refused("no reason for leaving a segment out"))
    }
    try fields.finish()
    self.init(digest: digest, reason: known)
  }
}

extension JSONFields {
  /// `start` and `end`, at least one second apart.
  fileprivate mutating func span() throws(JSONFieldError) -> TimeSpan {
    let start = try required("start").timestamp()
    let node = try required("end")
    let end = try node.timestamp()
    guard start < end, let span = try? TimeSpan(start: start, end: end) else {
      throw node.error(.refused("must be after start"))
    }
    return span
  }
}

extension JSONNode {
  /// A price × 10^18 in digits, or null.
  func priceOrNull() throws(JSONFieldError) -> Price18? {
    if isNull { return nil }
    let scaled = try decimalDigits()
    do {
      return try Price18(scaled: scaled)
    } catch {
      throw self.error(.refused("\(error)"))
    }
  }
}
