import Encoding
import Keys
public import Quantities

/// A signed entry: a DSSE v1 envelope around a payload's exact bytes.
///
/// An envelope has one spelling: what was read is what would be written.
public struct Envelope: Hashable, Sendable {
  /// What the payload of every entry is.
  public static let payloadType = "application/vnd.stipend.entry+json"
  /// The longest payload, as for every entry.
  public static let limitPayloadBytes = 32 * 1_024
  /// The most signatures.
  public static let limitSignatures = 64
  /// The longest envelope: a leaf must fit a bundle's two bytes of length.
  public static let limitBytes = EntryBundle.limitEntryBytes
  private static let limitDepth = 4

  /// The payload's bytes.
  public let payload: [UInt8]
  /// The entry's identity: the SHA-256 of the payload, whoever signed it.
  public let identity: Digest
  /// 1…64 signatures, each signer once, not verified by reading.
  public let signatures: [EnvelopeSignature]

  /// Wraps a payload and its signatures; throws what breaks a limit, or a signer named twice.
  public init(
    payload: [UInt8], signatures: [EnvelopeSignature]
  ) throws(EnvelopeRefusal) {
    guard (1...Self.limitPayloadBytes).contains(payload.count) else {
      throw .payloadSize(bytes: payload.count, limit: Self.limitPayloadBytes)
    }
    guard (1...Self.limitSignatures).contains(signatures.count) else {
      throw .signatureCount(signatures.count, limit: Self.limitSignatures)
    }
    var seen: Set<KeyID> = []
    for (index, signature) in signatures.enumerated() {
      guard seen.insert(signature.signer).inserted else { throw .signerTwice(index: index) }
    }
    self.payload = payload
    self.signatures = signatures
    identity = Sha256.digest(of: payload)
  }

  /// Reads an envelope's bytes.
  public init(bytes: [UInt8]) throws(EnvelopeRefusal) {
    guard bytes.count <= Self.limitBytes else {
      throw .size(bytes: bytes.count, limit: Self.limitBytes)
    }
    let tree: JSONValue
    do {
      tree = try JSONReader.read(
        bytes, limitBytes: Self.limitBytes, limitDepth: Self.limitDepth)
    } catch {
      throw .json(error)
    }
    try self.init(JSONNode(tree))
    guard self.bytes == bytes else { throw .spelling }
  }

  /// Reads the members of an envelope; the caller compares the spelling.
  init(_ node: JSONNode) throws(EnvelopeRefusal) {
    let parts: (payload: String, type: String, signatures: [RawSignature])
    do {
      parts = try Self.parts(node)
    } catch {
      throw .field(error)
    }
    guard parts.type.utf8.elementsEqual(Self.payloadType.utf8) else { throw .payloadType }
    guard (1...Self.limitSignatures).contains(parts.signatures.count) else {
      throw .signatureCount(parts.signatures.count, limit: Self.limitSignatures)
    }
    let payload: [UInt8]
    do {
      payload = try Base64.bytes(parts.payload)
    } catch {
      throw .payloadBase64(error)
    }
    var signatures: [EnvelopeSignature] = []
    for (index, raw) in parts.signatures.enumerated() {
      guard let signer = KeyID(raw.signer) else { throw .keyID(index: index) }
      guard let bytes = try? Base64.bytes(raw.signature), let signature = try? Signature(bytes)
      else { throw .signatureForm(index: index) }
      signatures.append(EnvelopeSignature(signer: signer, signature: signature))
    }
    try self.init(payload: payload, signatures: signatures)
  }

  private struct RawSignature {
    let signer: String
    let signature: String
  }

  private static func parts(
    _ node: JSONNode
  ) throws(JSONFieldError) -> (payload: String, type: String, signatures: [RawSignature]) {
    var fields = try node.fields()
    let payload = try fields.required("payload").string()
    let type = try fields.required("payloadType").string()
    let signatures = try fields.required("signatures").array { node throws(JSONFieldError) in
      var fields = try node.fields()
      let raw = RawSignature(
        signer: try fields.required("keyid").string(),
        signature: try fields.required("sig").string())
      try fields.finish()
      return raw
    }
    try fields.finish()
    return (payload, type, signatures)
  }

  /// The envelope as it is sent and stored.
  public var bytes: [UInt8] {
    var writer = JSONWriter(reserving: payload.count * 4 / 3 + 256 * signatures.count)
    write(to: &writer)
    return writer.finish()
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("payload", Base64.text(payload))
      writer.field("payloadType", Self.payloadType)
      writer.array("signatures", signatures) { writer, signature in
        writer.object { writer in
          writer.field("keyid", signature.signer.text)
          writer.field("sig", Base64.text(signature.signature.bytes))
        }
      }
    }
  }
}
