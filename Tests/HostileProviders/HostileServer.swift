public import Akash
import NIOCore
import NIOPosix
public import ProviderTLS
import Synchronization

/// A server on loopback that shakes hands, waits to be asked, and then says what it likes.
public final class HostileServer: Sendable {
  /// What it says, byte by byte; nothing is made good by a library.
  public struct Speech: Sendable {
    /// What is said once.
    public var bytes: [UInt8] = []
    /// What is said over and over again, as fast as it is heard.
    public var refrain: [UInt8] = []
    /// Whether it hangs up afterwards.
    public var hangsUp = false
    /// Whether it speaks without TLS, and without being asked.
    public var isPlain = false

    /// Says nothing unless told to.
    public init(
      bytes: [UInt8] = [], refrain: [UInt8] = [], hangsUp: Bool = false, isPlain: Bool = false
    ) {
      self.bytes = bytes
      self.refrain = refrain
      self.hangsUp = hangsUp
      self.isPlain = isPlain
    }
  }

  /// Its port at 127.0.0.1.
  public let port: Int
  private let channel: any Channel
  private let said = Said()

  final class Said: Sendable {
    let bytes = Atomic<Int>(0)
  }

  /// How much it could get rid of, buffers of the system included.
  public var bytesSaid: Int { said.bytes.load(ordering: .relaxed) }

  /// Listens at any free port.
  public init(
    _ question: ProviderQuestion, _ speech: Speech, identity: TLSIdentity
  ) throws {
    let context = try TLSContext(serverFor: question == .statusMessage ? .http2 : .http1)
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

  /// Ends listening.
  public func close() async { try? await channel.close() }

  /// Where it is, for a question of either kind.
  public var endpoint: ProviderEndpoint {
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
