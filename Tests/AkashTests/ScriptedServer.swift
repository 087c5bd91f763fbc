import Akash
import NIOCore
import NIOHPACK
import NIOHTTP1
import NIOHTTP2
import NIOPosix
import NIOSSL
import ProviderTLS
import Synchronization

/// A provider on loopback that answers as it is told, well or badly.
final class ScriptedServer: Sendable {
  /// How it behaves once a connection stands.
  enum Manner: Sendable {
    /// Answers the call with this message.
    case message([UInt8])
    /// Answers the call with these frames and this status.
    case frames([[UInt8]], status: String, headers: [(String, String)] = [])
    /// Sends message bytes one by one, for ever.
    case drip
    /// Resets the stream.
    case reset
    /// Sends this many pings and no answer.
    case pings(Int)
    /// Answers GET with this status, these headers and this body.
    case rest(Int, [(String, String)], [UInt8])
    /// Accepts and says nothing.
    case silent
    /// Says these bytes without TLS.
    case plain([UInt8])
  }

  let port: Int
  private let channel: any Channel
  private let seen: Seen

  /// What came in.
  final class Seen: Sendable {
    let headers = Mutex<[(String, String)]>([])
    let serverNames = Mutex<[String]>([])
  }

  var headers: [(String, String)] { seen.headers.withLock { $0 } }

  /// `isOld` speaks TLS 1.2 and nothing newer, with a certificate as others have them.
  init(_ manner: Manner, certificate: String = "owner", isOld: Bool = false) throws {
    let old = isOld ? try Self.oldContext() : nil
    let identity = try AkashFixture.identity(certificate)
    var isRest = false
    if case .rest = manner { isRest = true }
    let context = try TLSContext(serverFor: isRest ? .http1 : .http2)
    let tls: @Sendable () throws -> any ChannelHandler = {
      if let old { return NIOSSLServerHandler(context: old) }
      return try TLSHandler(context, serving: identity)
    }
    let seen = Seen()
    self.seen = seen
    channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try Self.prepare(channel, manner, tls, seen) }
      }
      .bind(host: "127.0.0.1", port: 0).wait()
    port = channel.localAddress?.port ?? 0
  }

  private static func oldContext() throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(AkashFixture.path("signing.crt"))
        .map { .certificate($0) },
      privateKey: .privateKey(
        try NIOSSLPrivateKey(file: AkashFixture.path("signing.key"), format: .pem)))
    configuration.maximumTLSVersion = .tlsv12
    return try NIOSSLContext(configuration: configuration)
  }

  func close() { try? channel.close().wait() }

  /// Where it is, for a question of either kind.
  var endpoint: ProviderEndpoint {
    ProviderEndpoint(host: "localhost", restPort: port, messagePort: port)
  }

  private static func prepare(
    _ channel: any Channel, _ manner: Manner, _ tls: () throws -> any ChannelHandler, _ seen: Seen
  ) throws {
    let pipeline = channel.pipeline.syncOperations
    switch manner {
    case .silent: return
    case .plain(let bytes):
      return try pipeline.addHandler(PlainSpeaker(bytes))
    default: break
    }
    try pipeline.addHandler(tls())
    if case .rest(let status, let headers, let body) = manner {
      try pipeline.configureHTTPServerPipeline()
      return try pipeline.addHandler(RestResponder(status, headers, body, seen))
    }
    if case .pings(let count) = manner {
      try pipeline.addHandler(
        NIOHTTP2Handler(mode: .server, initialSettings: nioDefaultSettings))
      return try pipeline.addHandler(PingSender(count))
    }
    _ = try pipeline.configureHTTP2Pipeline(
      mode: .server, connectionConfiguration: .init(), streamConfiguration: .init()
    ) { stream in
      stream.eventLoop.makeCompletedFuture {
        try stream.pipeline.syncOperations.addHandler(CallResponder(manner, seen))
      }
    }
  }

  /// Makes the bytes of one frame: a flag, a length, and the message.
  static func frame(_ message: [UInt8], flag: UInt8 = 0, length: Int? = nil) -> [UInt8] {
    let length = UInt32(length ?? message.count)
    return [flag] + (0..<4).reversed().map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
      + message
  }
}

private final class PlainSpeaker: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  let bytes: [UInt8]
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func channelActive(context: ChannelHandlerContext) {
    context.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes)), promise: nil)
  }
}

private final class RestResponder: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart
  let status: Int
  let headers: [(String, String)]
  let body: [UInt8]
  let seen: ScriptedServer.Seen

  init(
    _ status: Int, _ headers: [(String, String)], _ body: [UInt8], _ seen: ScriptedServer.Seen
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.seen = seen
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      seen.headers.withLock { $0 += head.headers.map { ($0.name, $0.value) } + [("uri", head.uri)] }
    case .body: break
    case .end:
      let head = HTTPResponseHead(
        version: .http1_1, status: .init(statusCode: status), headers: HTTPHeaders(headers))
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
  }
}

private final class PingSender: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame
  typealias OutboundOut = HTTP2Frame
  let count: Int
  init(_ count: Int) { self.count = count }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .headers = unwrapInboundIn(data).payload else { return }
    for _ in 0..<count {
      let ping = HTTP2Frame(
        streamID: .rootStream, payload: .ping(HTTP2PingData(withInteger: 1), ack: false))
      context.write(wrapOutboundOut(ping), promise: nil)
    }
    context.flush()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}

private final class CallResponder: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame.FramePayload
  typealias OutboundOut = HTTP2Frame.FramePayload
  let manner: ScriptedServer.Manner
  let seen: ScriptedServer.Seen

  init(_ manner: ScriptedServer.Manner, _ seen: ScriptedServer.Seen) {
    self.manner = manner
    self.seen = seen
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .headers(let frame):
      seen.headers.withLock { $0 += frame.headers.map { ($0.name, $0.value) } }
    case .data(let frame) where frame.endStream: answer(context)
    default: break
    }
  }

  private func answer(_ context: ChannelHandlerContext) {
    switch manner {
    case .message(let message): send([ScriptedServer.frame(message)], "0", [], context)
    case .frames(let frames, let status, let headers): send(frames, status, headers, context)
    case .drip:
      head([], context)
      context.flush()
      drip(context.channel)
    case .reset:
      context.writeAndFlush(wrapOutboundOut(.rstStream(.internalError)), promise: nil)
    case .pings, .rest, .silent, .plain: break
    }
  }

  private func drip(_ channel: any Channel) {
    let byte = HTTP2Frame.FramePayload.data(
      .init(data: .byteBuffer(ByteBuffer(bytes: [0])), endStream: false))
    channel.eventLoop.scheduleRepeatedTask(
      initialDelay: .milliseconds(10), delay: .milliseconds(50)
    ) { task in
      guard channel.isActive else { return task.cancel() }
      channel.writeAndFlush(byte, promise: nil)
    }
  }

  private func head(_ extra: [(String, String)], _ context: ChannelHandlerContext) {
    var values = [(":status", "200"), ("content-type", "application/grpc")]
    for (name, value) in extra {
      if let position = values.firstIndex(where: { $0.0 == name }) {
        values[position].1 = value
      } else {
        values.append((name, value))
      }
    }
    let headers = HPACKHeaders(values)
    context.write(wrapOutboundOut(.headers(.init(headers: headers))), promise: nil)
  }

  private func send(
    _ frames: [[UInt8]], _ status: String, _ extra: [(String, String)],
    _ context: ChannelHandlerContext
  ) {
    head(extra, context)
    for frame in frames {
      context.write(
        wrapOutboundOut(.data(.init(data: .byteBuffer(ByteBuffer(bytes: frame))))), promise: nil)
    }
    let trailers: HPACKHeaders = ["grpc-status": status, "grpc-message": "no"]
    context.writeAndFlush(
      wrapOutboundOut(.headers(.init(headers: trailers, endStream: true))), promise: nil)
  }
}
