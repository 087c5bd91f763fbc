import NIOCore
import NIOHPACK
import NIOHTTP2
import ProviderTLS

/// A listener on loopback that answers unary calls without content, over HTTP/2 and TLS.
struct CallListener {
  let channel: any Channel

  /// What is answered to a call: a message, or a code and words.
  enum Answer: Sendable {
    case message([UInt8], drips: Bool)
    case failure(code: Int, String)
  }

  static func bind(
    host: String, port: Int, tls: TLSContext, isOpen: @escaping @Sendable () -> Bool,
    answer: @escaping @Sendable (_ path: String) -> Answer
  ) async throws -> CallListener {
    let channel = try await Listening.bind(host: host, port: port, tls: tls, isOpen: isOpen) {
      pipeline in
      _ = try pipeline.configureHTTP2Pipeline(
        mode: .server, connectionConfiguration: .init(), streamConfiguration: .init()
      ) { stream in
        stream.eventLoop.makeCompletedFuture {
          try stream.pipeline.syncOperations.addHandler(CallResponder(answer))
        }
      }
    }
    return CallListener(channel: channel)
  }
}

/// Answers the call of one stream.
private final class CallResponder: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame.FramePayload
  typealias OutboundOut = HTTP2Frame.FramePayload

  private let answer: @Sendable (String) -> CallListener.Answer
  private var path = ""

  init(_ answer: @escaping @Sendable (String) -> CallListener.Answer) { self.answer = answer }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .headers(let frame):
      path = frame.headers.first(name: ":path") ?? path
      if frame.endStream { respond(context) }
    case .data(let frame) where frame.endStream: respond(context)
    default: break
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func respond(_ context: ChannelHandlerContext) {
    let head: HPACKHeaders = [":status": "200", "content-type": "application/grpc"]
    switch answer(path) {
    case .failure(let code, let words):
      var all = head
      all.add(name: "grpc-status", value: "\(code)")
      all.add(name: "grpc-message", value: words)
      context.writeAndFlush(
        wrapOutboundOut(.headers(.init(headers: all, endStream: true))), promise: nil)
    case .message(let message, let drips):
      let length = UInt32(message.count)
      let frame =
        [0] + (0..<4).reversed().map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + message
      context.write(wrapOutboundOut(.headers(.init(headers: head))), promise: nil)
      guard !drips else {
        context.flush()
        return Drip.start(frame, on: context.channel) {
          NIOAny(HTTP2Frame.FramePayload.data(.init(data: .byteBuffer($0))))
        }
      }
      context.write(
        wrapOutboundOut(.data(.init(data: .byteBuffer(ByteBuffer(bytes: frame))))), promise: nil)
      let trailers: HPACKHeaders = ["grpc-status": "0"]
      context.writeAndFlush(
        wrapOutboundOut(.headers(.init(headers: trailers, endStream: true))), promise: nil)
    }
  }
}
