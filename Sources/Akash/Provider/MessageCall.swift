import NIOCore
import NIOHPACK
import NIOHTTP2

/// One unary call over HTTP/2: a request of no bytes, and one message back.
final class MessageCall: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame.FramePayload
  typealias OutboundOut = HTTP2Frame.FramePayload

  private let exchange: Exchange
  private var body: [UInt8] = []
  private var hasHead = false
  /// A flag and a length before each message.
  private static let prefixBytes = 5

  init(_ exchange: Exchange) { self.exchange = exchange }

  func channelActive(context: ChannelHandlerContext) {
    let endpoint = exchange.endpoint
    let name = endpoint.host.utf8.contains(UInt8(ascii: ":")) ? "[\(endpoint.host)]" : endpoint.host
    // Never `authorization`: providers up to 0.14 fall over it.
    let headers: HPACKHeaders = [
      ":method": "POST", ":scheme": "https", ":path": exchange.question.path,
      ":authority": "\(name):\(exchange.question.port(of: endpoint))",
      "content-type": "application/grpc", "te": "trailers", "grpc-accept-encoding": "identity",
      "grpc-timeout": "\(exchange.limits.answerSeconds)S", "user-agent": "stipend",
    ]
    context.write(wrapOutboundOut(.headers(.init(headers: headers))), promise: nil)
    let empty = context.channel.allocator.buffer(bytes: [UInt8](repeating: 0, count: 5))
    context.writeAndFlush(
      wrapOutboundOut(.data(.init(data: .byteBuffer(empty), endStream: true))), promise: nil)
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .headers(let frame): take(frame.headers, isLast: frame.endStream)
    case .data(let frame):
      guard case .byteBuffer(let buffer) = frame.data else { return }
      guard body.count + buffer.readableBytes <= limitBytes + Self.prefixBytes else {
        return exchange.fail(.tooLong(limitBytes: limitBytes))
      }
      body.append(contentsOf: buffer.readableBytesView)
      if frame.endStream { exchange.fail(.protocolViolation("no trailers after the message")) }
    default: break
    }
  }

  private var limitBytes: Int { exchange.question.limitBytes }

  private func take(_ headers: HPACKHeaders, isLast: Bool) {
    if !hasHead {
      guard let status = headers.first(name: ":status").flatMap({ Int($0) }) else {
        return exchange.fail(.protocolViolation("no status"))
      }
      if (100..<200).contains(status), !isLast { return }
      hasHead = true
      guard status == 200 else {
        return exchange.fail((300..<400).contains(status) ? .redirected : .httpStatus(status))
      }
      guard headers.first(name: "content-type")?.hasPrefix("application/grpc") == true else {
        return exchange.fail(.protocolViolation("the answer is no gRPC"))
      }
      guard ["identity", nil].contains(headers.first(name: "grpc-encoding")) else {
        return exchange.fail(.protocolViolation("compressed, which was not asked for"))
      }
    }
    if isLast { finish(headers) }
  }

  private func finish(_ trailers: HPACKHeaders) {
    guard let code = trailers.first(name: "grpc-status").flatMap({ Int($0) }) else {
      return exchange.fail(.protocolViolation("no grpc-status"))
    }
    guard code == 0 else {
      let message = PrintableText.excerpt(trailers.first(name: "grpc-message") ?? "")
      return exchange.fail(.callStatus(code: code, message: message))
    }
    guard body.count >= Self.prefixBytes else {
      return exchange.fail(.protocolViolation("no message"))
    }
    guard body[0] == 0 else {
      return exchange.fail(.protocolViolation("compressed, which was not asked for"))
    }
    let length = body[1..<5].reduce(0) { $0 << 8 | Int($1) }
    guard length == body.count - Self.prefixBytes else {
      return exchange.fail(.protocolViolation("the message is not of the length that it says"))
    }
    exchange.succeed(Array(body[Self.prefixBytes...]))
  }

  func channelInactive(context: ChannelHandlerContext) {
    exchange.fail(.brokenOff("the stream ended"))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    exchange.fail(error)
  }
}
