import Encoding
public import Quantities

/// What is kept of a request: no address, no key, nothing that the client wrote.
public struct AccessRecord: Hashable, Sendable {
  /// When it was answered.
  public let time: Timestamp
  /// `GET`, `HEAD`, `POST`, `PUT`; anything else: `other`.
  public let method: String
  /// What was asked for.
  public let resource: Resource
  /// The HTTP status.
  public let status: Int
  /// Bytes of the answer's body.
  public let bodyBytes: Int
  /// How long it took until the answer was made.
  public let milliseconds: Int64

  /// What the paths of a server stand for.
  public enum Resource: String, Hashable, Sendable {
    case checkpoint, tile, bundle, blob, index, health, entry, upload, witness, other
  }

  /// One line of JSON.
  public var line: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("time", time.text)
      writer.field("method", method)
      writer.field("resource", resource.rawValue)
      writer.field("status", status)
      writer.field("bytes", bodyBytes)
      writer.field("milliseconds", milliseconds)
    }
    return writer.finish() + [0x0A]
  }
}
