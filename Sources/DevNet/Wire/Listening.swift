import NIOCore
import NIOPosix
import ProviderTLS

/// How every listener of the network binds to loopback and receives connections.
enum Listening {
  /// Binds; `isOpen` is asked for every connection, and one that finds it closed is dropped.
  /// `install` puts what answers between TLS, where there is any, and the end.
  static func bind(
    host: String, port: Int, tls: TLSContext?, isOpen: @escaping @Sendable () -> Bool,
    install: @escaping @Sendable (ChannelPipeline.SynchronousOperations) throws -> Void
  ) async throws -> any Channel {
    try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          guard isOpen() else { return try pipeline.addHandler(ClosedDoor()) }
          if let tls { try pipeline.addHandler(TLSHandler(tls)) }
          try install(pipeline)
          try pipeline.addHandler(QuietEnd())
        }
      }
      .bind(host: host, port: port).get()
  }
}

/// Drops a connection as soon as it stands.
private final class ClosedDoor: ChannelInboundHandler {
  typealias InboundIn = NIOAny

  func channelActive(context: ChannelHandlerContext) { context.close(promise: nil) }
}

/// Closes a connection that failed, and says nothing: the other side is not ours to judge.
private final class QuietEnd: ChannelInboundHandler {
  typealias InboundIn = NIOAny

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
