import NIOCore
import NIOHTTP1
import NIOPosix

/// Serves one text over HTTP at `/metrics`; meant for this machine alone.
public final class MetricsServer: Sendable {
  /// The port that it listens on.
  public let port: Int
  private let channel: any Channel

  /// Listens; `text` is asked for each answer. Throws what binding throws.
  public init(host: String, port: Int, text: @escaping @Sendable () -> String) async throws {
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.configureHTTPServerPipeline()
          try pipeline.addHandler(IdleEnd())
          try pipeline.addHandler(MetricsAnswer(text))
        }
      }
      .bind(host: host, port: port).get()
    self.port = channel.localAddress?.port ?? port
  }

  /// Ends listening.
  public func close() async { try? await channel.close() }
}

/// Ends a connection after ten seconds, so that nobody holds on to many.
private final class IdleEnd: ChannelInboundHandler {
  typealias InboundIn = NIOAny

  func channelActive(context: ChannelHandlerContext) {
    let channel = context.channel
    context.eventLoop.scheduleTask(in: .seconds(10)) { channel.close(promise: nil) }
    context.fireChannelActive()
  }
}

private final class MetricsAnswer: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let text: @Sendable () -> String
  private var head: HTTPRequestHead?

  init(_ text: @escaping @Sendable () -> String) { self.text = text }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body: break
    case .end:
      let isAsked = head?.method == .GET && head?.uri == "/metrics"
      let body = isAsked ? text() : "metrics are at /metrics\n"
      let headers: HTTPHeaders = [
        "content-type": ObserverMetrics.contentType, "content-length": "\(body.utf8.count)",
        "connection": "close",
      ]
      context.write(
        wrapOutboundOut(
          .head(
            HTTPResponseHead(
              version: .http1_1, status: isAsked ? .ok : .notFound, headers: headers))),
        promise: nil)
      context.write(
        wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil)
      let channel = context.channel
      let sent = context.eventLoop.makePromise(of: Void.self)
      sent.futureResult.whenComplete { _ in channel.close(promise: nil) }
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: sent)
    }
  }
}
