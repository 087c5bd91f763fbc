import NIOCore
import NIOHTTP1

/// One GET over HTTP/1.1.
final class RestCall: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let exchange: Exchange
  private var body: [UInt8] = []

  init(_ exchange: Exchange) { self.exchange = exchange }

  func channelActive(context: ChannelHandlerContext) {
    let endpoint = exchange.endpoint
    let name = endpoint.host.utf8.contains(UInt8(ascii: ":")) ? "[\(endpoint.host)]" : endpoint.host
    let headers: HTTPHeaders = [
      "host": "\(name):\(exchange.question.port(of: endpoint))", "user-agent": "stipend",
      "accept": "application/json", "connection": "close",
    ]
    let head = HTTPRequestHead(
      version: .http1_1, method: .GET, uri: exchange.question.path, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      let status = Int(head.status.code)
      // Interim answers never come so far, but the one that changes the protocol does.
      guard status == 200 else {
        return exchange.fail((300..<400).contains(status) ? .redirected : .httpStatus(status))
      }
      guard ["identity", nil].contains(head.headers.first(name: "content-encoding")) else {
        return exchange.fail(.protocolViolation("compressed, which was not asked for"))
      }
    case .body(let buffer):
      let limit = exchange.question.limitBytes
      guard body.count + buffer.readableBytes <= limit else {
        return exchange.fail(.tooLong(limitBytes: limit))
      }
      body.append(contentsOf: buffer.readableBytesView)
    case .end: exchange.succeed(body)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    exchange.fail(error is HTTPParserError ? ProviderFailure.protocolViolation("no HTTP") : error)
  }
}
