import NIOCore
import NIOPosix
import ProviderTLS

/// Reaches canaries over TCP, and by a handshake of TLS 1.3 where the target says so.
///
/// Nothing is asked of them, and whoever answers is not judged: only that the way there works.
public final class CanaryClient: CanaryAsking {
  private let context: TLSContext
  private let connectSeconds: Int64
  private let group: MultiThreadedEventLoopGroup

  /// Opens nothing before the first try.
  public init(connectSeconds: Int64 = 5) throws {
    context = try TLSContext(clientFor: .http1)
    self.connectSeconds = connectSeconds
    group = .singleton
  }

  /// Tries once.
  public func reaches(_ target: CanaryTarget) async -> Bool {
    let loop = group.next()
    let reached = Reached(loop.makePromise(of: Bool.self))
    let alarm = loop.scheduleTask(in: .seconds(connectSeconds)) { reached.tell(false) }
    let context = context
    let connecting = ClientBootstrap(group: loop)
      .connectTimeout(.seconds(connectSeconds))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard target.usesTLS else { return }
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(try Self.handshake(target, context, reached))
          try pipeline.addHandler(LastWord(reached))
        }
      }
      .connect(host: target.host, port: target.port)
    connecting.whenComplete { result in
      switch result {
      case .failure: reached.tell(false)
      case .success(let channel):
        reached.promise.futureResult.whenComplete { _ in channel.close(promise: nil) }
        if !target.usesTLS { reached.tell(true) }
      }
    }
    let outcome = try? await reached.promise.futureResult.get()
    alarm.cancel()
    return outcome ?? false
  }

  /// A name is sent where the target has one; an address is no name.
  private static func handshake(
    _ target: CanaryTarget, _ context: TLSContext, _ reached: Reached
  ) throws(TLSFailure) -> TLSHandler {
    let isName = target.host.utf8.contains { $0 > 0x39 } && !target.host.contains(":")
    return try TLSHandler(context, serverName: isName ? target.host : nil) { _ in
      reached.tell(true)
    }
  }
}

/// What was found first; later findings change nothing.
private final class Reached: Sendable {
  let promise: EventLoopPromise<Bool>
  private let isTold: NIOLoopBoundBox<Bool>

  init(_ promise: EventLoopPromise<Bool>) {
    self.promise = promise
    isTold = .makeBoxSendingValue(false, eventLoop: promise.futureResult.eventLoop)
  }

  func tell(_ outcome: Bool) {
    promise.futureResult.eventLoop.execute { [self] in
      guard !isTold.value else { return }
      isTold.value = true
      promise.succeed(outcome)
    }
  }
}

/// Says that a connection ended before its handshake did.
private final class LastWord: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  private let reached: Reached

  init(_ reached: Reached) { self.reached = reached }

  func channelInactive(context: ChannelHandlerContext) { reached.tell(false) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    reached.tell(false)
    context.close(promise: nil)
  }
}
