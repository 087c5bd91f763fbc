/// HTTP/2 and HPACK as bytes, right or wrong.
public enum HTTP2Bytes {
  /// The kinds of frames, and one that does not exist.
  public enum Kind: UInt8 {
    case data, headers, priority, reset, settings, promise, ping, goAway, window, continuation
    case unknown = 0xEE
  }

  /// A frame, of a length that may be a lie.
  public static func frame(
    _ kind: Kind, flags: UInt8 = 0, stream: UInt32 = 0, _ payload: [UInt8] = [],
    length: Int? = nil
  ) -> [UInt8] {
    let length = UInt32(length ?? payload.count)
    return [
      UInt8(truncatingIfNeeded: length >> 16), UInt8(truncatingIfNeeded: length >> 8),
      UInt8(truncatingIfNeeded: length), kind.rawValue, flags,
    ] + (0..<4).reversed().map { UInt8(truncatingIfNeeded: stream >> (8 * $0)) } + payload
  }

  /// A header field in full.
  public static func field(_ name: String, _ value: String) -> [UInt8] {
    [0, UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(value.utf8.count)] + Array(value.utf8)
  }

  /// Empty settings, with which a server begins.
  public static let hello = frame(.settings)
  /// The flag that ends a block of headers.
  public static let endHeaders: UInt8 = 4
  /// The flag that ends a stream.
  public static let endStream: UInt8 = 1
  /// `:status` 200 and gRPC's content.
  public static let head: [UInt8] = [0x88] + field("content-type", "application/grpc")
  /// The beginning of an answer to the first call.
  public static let answer = hello + frame(.headers, flags: endHeaders, stream: 1, head)
}
