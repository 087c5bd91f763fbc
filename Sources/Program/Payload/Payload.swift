import Encoding
import Keys
public import Quantities

/// One entry as its author wrote it: the exact bytes, and what they say.
///
/// The bytes are final (DESIGN law 10). A payload has exactly one spelling, so that the same entry
/// cannot come again in other bytes.
public struct Payload: Sendable {
  /// The most bytes of a payload.
  public static let limitBytes = 32 * 1024
  /// The nesting that any body stays below.
  static let limitDepth = 8

  /// The bytes that are hashed and, later, signed.
  public let bytes: [UInt8]
  /// Their SHA-256: the entry's identity.
  public let digest: Digest
  /// The fields common to all kinds.
  public let header: PayloadHeader
  /// The kind's name.
  public let kind: KindName
  /// What it says; nil for a kind that this release does not know.
  public let body: (any EntryBody)?

  /// Reads a payload's bytes; throws the first rule of shape that they break.
  public init(bytes: [UInt8]) throws(Rejection) {
    guard bytes.count <= Self.limitBytes else {
      throw .payloadSize(bytes: bytes.count, limit: Self.limitBytes)
    }
    let decoded = try PayloadDecoder.decode(bytes)
    self.bytes = bytes
    digest = Sha256.digest(of: bytes)
    header = decoded.header
    kind = decoded.kind
    body = decoded.body
  }

  /// Writes a payload; throws `payloadSize` when it is too long.
  public init(_ header: PayloadHeader, _ body: some EntryBody) throws(Rejection) {
    kind = KindName(type(of: body).kind)
    bytes = PayloadWriter.bytes(header, kind) { body.write(to: &$0) }
    guard bytes.count <= Self.limitBytes else {
      throw .payloadSize(bytes: bytes.count, limit: Self.limitBytes)
    }
    digest = Sha256.digest(of: bytes)
    self.header = header
    self.body = body
  }
}

extension Payload: Hashable {
  /// Equal in bytes.
  public static func == (left: Payload, right: Payload) -> Bool {
    left.digest == right.digest && left.bytes == right.bytes
  }

  /// Hashes the digest.
  public func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}
