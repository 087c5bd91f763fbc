public import Akash

/// A way in which a provider answers to harm without end, and how the client may end it.
public struct HostileManner: Sendable {
  /// What it does.
  public let name: String
  /// What it is asked.
  public let question: ProviderQuestion
  /// What it says.
  public let speech: HostileServer.Speech
  /// The codes with which asking it may end.
  public let codes: Set<String>

  private typealias H2 = HTTP2Bytes

  /// All that go on as long as they are heard.
  public static let all = frames + lines

  private static func frames(
    _ name: String, _ bytes: [UInt8], _ refrain: [UInt8]
  ) -> HostileManner {
    HostileManner(
      name: name, question: .statusMessage,
      speech: HostileServer.Speech(bytes: bytes, refrain: refrain),
      codes: ["provider-protocol", "provider-too-long", "provider-broken-off"])
  }

  private static func lines(
    _ name: String, _ text: String, _ refrain: String, _ code: String
  ) -> HostileManner {
    HostileManner(
      name: name, question: .restStatus,
      speech: HostileServer.Speech(bytes: Array(text.utf8), refrain: Array(refrain.utf8)),
      codes: [code])
  }

  /// Frames of HTTP/2.
  public static let frames: [HostileManner] = [
    frames("pings", H2.hello, H2.frame(.ping, [0, 0, 0, 0, 0, 0, 0, 1])),
    frames("settings", [], H2.hello),
    frames("settings with values", [], H2.frame(.settings, [0, 1, 0, 0, 0x10, 0])),
    frames("resets", H2.answer, H2.frame(.reset, stream: 1, [0, 0, 0, 8])),
    frames("resets of others", H2.hello, H2.frame(.reset, stream: 7, [0, 0, 0, 8])),
    frames("priorities", H2.hello, H2.frame(.priority, stream: 1, [0, 0, 0, 3, 1])),
    frames("windows", H2.hello, H2.frame(.window, [0, 0, 0, 1])),
    frames("windows of 2^31", H2.hello, H2.frame(.window, [0x7F, 0xFF, 0xFF, 0xFF])),
    frames("empty data", H2.answer, H2.frame(.data, stream: 1)),
    frames("data of one byte", H2.answer, H2.frame(.data, stream: 1, [0])),
    frames("padded data", H2.answer, H2.frame(.data, flags: 8, stream: 1, [3, 0, 0, 0])),
    frames("unknown frames", H2.hello, H2.frame(.unknown, stream: 1, [1, 2, 3])),
    frames("farewells", H2.hello, H2.frame(.goAway, [0, 0, 0, 1, 0, 0, 0, 0])),
    frames("promises", H2.hello, H2.frame(.promise, flags: 4, stream: 1, [0, 0, 0, 2] + H2.head)),
    frames("streams of its own", H2.hello, H2.frame(.headers, flags: 4, stream: 2, H2.head)),
    frames(
      "interim answers", H2.hello,
      H2.frame(.headers, flags: 4, stream: 1, H2.field(":status", "103"))),
    frames("heads", H2.answer, H2.frame(.headers, flags: 4, stream: 1, H2.head)),
    frames("trailers", H2.answer, H2.frame(.headers, flags: 4, stream: 1, H2.field("x", "y"))),
    frames(
      "continuations", H2.hello + H2.frame(.headers, stream: 1, H2.head),
      H2.frame(.continuation, stream: 1, H2.field("a", "b"))),
    frames(
      "empty continuations", H2.hello + H2.frame(.headers, stream: 1, H2.head),
      H2.frame(.continuation, stream: 1)),
    frames("frames of 2^24 bytes", H2.hello + H2.frame(.data, stream: 1, length: 0xFF_FFFF), [0]),
    frames("HTTP/1.1", [], Array("HTTP/1.1 200 OK\r\n\r\n".utf8)),
    frames("zeros", [], [0]),
  ]

  /// Lines of HTTP/1.1.
  public static let lines: [HostileManner] = [
    lines("interim answers", "", "HTTP/1.1 103 Early Hints\r\n\r\n", "provider-too-long"),
    lines("headers", head, "a: b\r\n", "provider-protocol"),
    lines("one header", head + "a: ", "b", "provider-protocol"),
    lines("one name", head, "a", "provider-protocol"),
    lines("trailers", chunked + "0\r\n", "t: v\r\n", "provider-protocol"),
    lines("one trailer", chunked + "0\r\nt: ", "v", "provider-protocol"),
    lines("chunks of one byte", chunked, "1\r\nx\r\n", "provider-too-long"),
    lines("an extension of a chunk", chunked + "1;", "x", "provider-too-long"),
    lines("a body without end", head + "\r\n", "x", "provider-too-long"),
    lines("a reason without end", "HTTP/1.1 200 ", "x", "provider-too-long"),
    lines("empty lines", "", "\r\n", "provider-too-long"),
    lines("zeros", "", "\0", "provider-protocol"),
  ]

  private static let head = "HTTP/1.1 200 OK\r\n"
  private static let chunked = head + "transfer-encoding: chunked\r\n\r\n"
}
