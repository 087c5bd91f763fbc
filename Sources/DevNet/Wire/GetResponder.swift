import NIOCore
import NIOHTTP1

/// A question as it came: `path?query`, and the header that names a height.
struct HTTPQuestion: Sendable {
  let target: String
  let height: String?
  /// What was posted; nil where it was asked only.
  var posted: [UInt8]?
}

/// Answers one GET or POST after another on a connection.
final class GetResponder: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let answer: @Sendable (HTTPQuestion) -> HTTPAnswer
  private let takesPosts: Bool
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  /// The most that may be posted: a transaction's limit in base64, and what is around it.
  private static let limitBytes = 2 << 20

  init(takesPosts: Bool, _ answer: @escaping @Sendable (HTTPQuestion) -> HTTPAnswer) {
    self.takesPosts = takesPosts
    self.answer = answer
  }

  /// Makes a connection, over TLS or not, one that is answered so.
  static func install(
    _ channel: any Channel, takesPosts: Bool = false,
    answer: @escaping @Sendable (HTTPQuestion) -> HTTPAnswer
  ) throws {
    let pipeline = channel.pipeline.syncOperations
    try pipeline.configureHTTPServerPipeline()
    try pipeline.addHandler(GetResponder(takesPosts: takesPosts, answer))
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
    case .body(let part):
      guard takesPosts, body.count + part.readableBytes <= Self.limitBytes else { return }
      body += part.readableBytesView
    case .end:
      guard let head else { return }
      respond(to: head, context)
    }
  }

  private func respond(to head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    var answer = HTTPAnswer(status: 405, body: Array(#"{"message":"method not allowed"}"#.utf8))
    let isPost = head.method == .POST && takesPosts
    if head.method == .GET || isPost {
      answer = self.answer(
        HTTPQuestion(
          target: head.uri, height: head.headers.first(name: "x-cosmos-block-height"),
          posted: isPost ? body : nil))
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
