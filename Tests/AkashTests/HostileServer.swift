import Akash
import NIOCore
import NIOPosix
import ProviderTLS
import Synchronization

/// A server on loopback that shakes hands, waits to be asked, and then says what it likes.
final class HostileServer: Sendable {
  /// What it says, byte by byte; nothing is made good by a library.
  struct Speech: Sendable {
    /// What is said once.
    var bytes: [UInt8] = []
    /// What is said over and over again, as fast as it is heard.
    var refrain: [UInt8] = []
    /// Whether it hangs up afterwards.
    var hangsUp = false
    /// Whether it speaks without TLS, and without being asked.
    var isPlain = false
  }

  let port: Int
  private let channel: any Channel
  private let said = Said()

  final class Said: Sendable {
    let bytes = Atomic<Int>(0)
  }

  /// How much it could get rid of, buffers of the system included.
  var bytesSaid: Int { said.bytes.load(ordering: .relaxed) }

  init(
    _ question: ProviderQuestion, _ speech: Speech, identity: TLSIdentity? = nil
  ) throws {
    let context = try TLSContext(serverFor: question == .statusMessage ? .http2 : .http1)
    let identity = try identity ?? AkashFixture.identity("owner")
    let said = said
    channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if !speech.isPlain {
            try pipeline.addHandler(try TLSHandler(context, serving: identity))
          }
          try pipeline.addHandler(Speaker(speech, said))
        }
      }
      .bind(host: "127.0.0.1", port: 0).wait()
    port = channel.localAddress?.port ?? 0
  }

  func close() async { try? await channel.close() }

  var endpoint: ProviderEndpoint {
    ProviderEndpoint(host: "localhost", restPort: port, messagePort: port)
  }
}

private final class Speaker: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let speech: HostileServer.Speech
  private let said: HostileServer.Said
  private var isSpeaking = false
  private let refrain: ByteBuffer

  init(_ speech: HostileServer.Speech, _ said: HostileServer.Said) {
    self.speech = speech
    self.said = said
    let times = speech.refrain.isEmpty ? 0 : max(1, 16_000 / speech.refrain.count)
    refrain = ByteBuffer(bytes: (0..<times).flatMap { _ in speech.refrain })
  }

  func channelActive(context: ChannelHandlerContext) {
    if speech.isPlain { speak(context) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if !isSpeaking { speak(context) }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if isSpeaking { goOn(context) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func speak(_ context: ChannelHandlerContext) {
    isSpeaking = true
    if !speech.bytes.isEmpty { say(ByteBuffer(bytes: speech.bytes), context) }
    if speech.hangsUp { return context.close(promise: nil) }
    goOn(context)
  }

  private func goOn(_ context: ChannelHandlerContext) {
    guard refrain.readableBytes > 0 else { return }
    while context.channel.isActive, context.channel.isWritable { say(refrain, context) }
  }

  private func say(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
    said.bytes.add(bytes.readableBytes, ordering: .relaxed)
    context.writeAndFlush(NIOAny(bytes), promise: nil)
  }
}

/// HTTP/2 and HPACK as bytes, right or wrong.
enum HTTP2Bytes {
  enum Kind: UInt8 {
    case data, headers, priority, reset, settings, promise, ping, goAway, window, continuation
    case unknown = 0xEE
  }

  static func frame(
    _ kind: Kind, flags: UInt8 = 0, stream: UInt32 = 0, _ payload: [UInt8] = [],
    length: Int? = nil
  ) -> [UInt8] {
    let length = UInt32(length ?? payload.count)
    return [
      UInt8(truncatingIfNeeded: length >> 16), UInt8(truncatingIfNeeded: length >> 8),
      UInt8(truncatingIfNeeded: length), kind.rawValue, flags,
    ] + (0..<4).reversed().map { UInt8(truncatingIfNeeded: stream >> (8 * $0)) } + payload
  }

  static func field(_ name: String, _ value: String) -> [UInt8] {
    [0, UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(value.utf8.count)] + Array(value.utf8)
  }

  static let hello = frame(.settings)
  static let endHeaders: UInt8 = 4
  static let endStream: UInt8 = 1
  /// `:status` 200 and gRPC's content.
  static let head: [UInt8] = [0x88] + field("content-type", "application/grpc")
  static let answer = hello + frame(.headers, flags: endHeaders, stream: 1, head)
}
