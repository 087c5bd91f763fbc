import Encoding
public import Quantities

/// What the log holds of an entry: when it was admitted, and its envelope, as final bytes.
///
/// The bytes are hashed and stored as they are (DESIGN law 10); they have one spelling.
public struct Leaf: Hashable, Sendable {
  /// The longest leaf: what a bundle's two bytes of length can state.
  public static let limitBytes = EntryBundle.limitEntryBytes
  private static let limitDepth = 5

  /// The bytes.
  public let bytes: [UInt8]
  /// When the operator admitted it (DESIGN law 13).
  public let admittedAt: Timestamp
  /// The signed entry.
  public let envelope: Envelope

  /// Writes the leaf of an admitted entry.
  public init(admittedAt: Timestamp, envelope: Envelope) throws(LeafRefusal) {
    let bytes = Self.written(admittedAt, envelope)
    guard bytes.count <= Self.limitBytes else {
      throw .size(bytes: bytes.count, limit: Self.limitBytes)
    }
    self.bytes = bytes
    self.admittedAt = admittedAt
    self.envelope = envelope
  }

  /// Reads a leaf's bytes; the signatures are not verified here.
  public init(bytes: [UInt8]) throws(LeafRefusal) {
    guard bytes.count <= Self.limitBytes else {
      throw .size(bytes: bytes.count, limit: Self.limitBytes)
    }
    let tree: JSONValue
    do {
      tree = try JSONReader.read(bytes, limitBytes: Self.limitBytes, limitDepth: Self.limitDepth)
    } catch {
      throw .json(error)
    }
    let parts: (seconds: Int64, envelope: JSONNode)
    do {
      var fields = try JSONNode(tree).fields()
      parts = (
        try fields.required("admittedAt").integer(in: 0...Timestamp.limitSeconds),
        try fields.required("envelope")
      )
      try fields.finish()
    } catch {
      throw .field(error)
    }
    guard let admittedAt = try? Timestamp(seconds: parts.seconds) else {
      preconditionFailure("The bounds are those of a timestamp.")
    }
    do {
      envelope = try Envelope(parts.envelope)
    } catch {
      throw .envelope(error)
    }
    self.admittedAt = admittedAt
    self.bytes = bytes
    guard Self.written(admittedAt, envelope) == bytes else { throw .spelling }
  }

  private static func written(_ admittedAt: Timestamp, _ envelope: Envelope) -> [UInt8] {
    var writer = JSONWriter(reserving: envelope.payload.count * 4 / 3 + 512)
    writer.object { writer in
      writer.field("admittedAt", admittedAt.seconds)
      writer.key("envelope")
      envelope.write(to: &writer)
    }
    return writer.finish()
  }

  /// Its hash in the tree.
  public var hash: Digest { TreeHash.leaf(bytes) }

  /// Refuses a leaf admitted before the one that it follows.
  public func check(after previous: Timestamp) throws(LeafRefusal) {
    guard admittedAt >= previous else { throw .timeBack(from: previous, to: admittedAt) }
  }
}
