import NIOCore
import NIOHTTP1

/// A question as it came: `path?query`, and the header that names a height.
struct HTTPQuestion: Sendable {
  let target: String
  let height: String?
}

/// Answers one GET after another on a connection.
final class GetResponder: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let answer: @Sendable (HTTPQuestion) -> HTTPAnswer
  private var head: HTTPRequestHead?

  init(_ answer: @escaping @Sendable (HTTPQuestion) -> HTTPAnswer) {
    self.answer = answer
  }

  /// Makes a connection, over TLS or not, one that is answered so.
  static func install(
    _ channel: any Channel, answer: @escaping @Sendable (HTTPQuestion) -> HTTPAnswer
  ) throws {
    let pipeline = channel.pipeline.syncOperations
    try pipeline.configureHTTPServerPipeline()
    try pipeline.addHandler(GetResponder(answer))
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
        HTTPQuestion(
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
