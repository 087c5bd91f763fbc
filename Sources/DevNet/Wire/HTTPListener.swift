import NIOCore
import NIOHTTP1
import ProviderTLS

/// A listener on loopback that answers GETs with what a function says.
struct HTTPListener {
  let channel: any Channel

  /// A question as it came: `path?query`, and the header that names a height.
  struct Question: Sendable {
    let target: String
    let height: String?
  }

  /// Binds; `isOpen` is asked for every connection, and one that finds it closed is dropped.
  static func bind(
    host: String, port: Int, tls: TLSContext?, isOpen: @escaping @Sendable () -> Bool = { true },
    answer: @escaping @Sendable (Question) -> HTTPAnswer
  ) async throws -> HTTPListener {
    let channel = try await Listening.bind(host: host, port: port, tls: tls, isOpen: isOpen) {
      pipeline in
      try pipeline.configureHTTPServerPipeline()
      try pipeline.addHandler(GetResponder(answer))
    }
    return HTTPListener(channel: channel)
  }

  var port: Int { channel.localAddress?.port ?? 0 }
}

/// Answers one GET after another on a connection.
private final class GetResponder: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let answer: @Sendable (HTTPListener.Question) -> HTTPAnswer
  private var head: HTTPRequestHead?

  init(_ answer: @escaping @Sendable (HTTPListener.Question) -> HTTPAnswer) {
    self.answer = answer
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body: break
    case .end:
      guard let head else { return }
      respond(to: head, context)
    }
  }

  private func respond(to head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    var answer = HTTPAnswer(status: 405, body: Array(#"{"message":"method not allowed"}"#.utf8))
    if head.method == .GET {
      answer = self.answer(
        HTTPListener.Question(
          target: head.uri, height: head.headers.first(name: "x-cosmos-block-height")))
    }
    let headers: HTTPHeaders = [
      "content-type": "application/json", "content-length": "\(answer.body.count)",
      "connection": head.isKeepAlive ? "keep-alive" : "close",
    ]
    context.write(
      wrapOutboundOut(
        .head(
          HTTPResponseHead(
            version: .http1_1, status: .init(statusCode: answer.status), headers: headers))),
      promise: nil)
    guard !answer.drips else {
      context.flush()
      return Drip.start(answer.body, on: context.channel) {
        NIOAny(HTTPServerResponsePart.body(.byteBuffer($0)))
      }
    }
    context.write(
      wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
    let sent = context.eventLoop.makePromise(of: Void.self)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: sent)
    if !head.isKeepAlive {
      let channel = context.channel
      sent.futureResult.whenComplete { _ in channel.close(promise: nil) }
    }
  }
}

/// Sends bytes one a second, for as long as anybody waits.
enum Drip {
  static func start(
    _ bytes: [UInt8], on channel: any Channel, _ part: @escaping @Sendable (ByteBuffer) -> NIOAny
  ) {
    let rest = NIOLoopBound(Rest(bytes), eventLoop: channel.eventLoop)
    channel.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { task in
      guard channel.isActive, let byte = rest.value.bytes.popFirst() else { return task.cancel() }
      channel.pipeline.syncOperations.writeAndFlush(
        part(ByteBuffer(bytes: [byte])), promise: nil)
    }
  }

  private final class Rest {
    var bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }
  }
}
