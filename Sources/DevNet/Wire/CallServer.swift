import GRPCCore
import GRPCNIOTransportHTTP2Posix
import NIOCore
import NIOPosix

/// grpc-swift's server behind our own TLS, which alone can show the network's certificates.
struct CallServer {
  /// The port that it listens at.
  let port: Int
  /// Ends with why it ended.
  private let serving: Task<(any Error)?, Never>

  /// Listens and answers; throws what binding throws.
  static func start(
    _ place: Listening.Place, doors: ProviderDoors, service: some RegistrableRPCService
  ) async throws -> CallServer {
    let transport = HTTP2ServerTransport.Custom(
      listenerFactory: DoorFactory(place: place, doors: doors))
    let server = GRPCServer(transport: transport, services: [service])
    let serving = Task<(any Error)?, Never> {
      do {
        try await server.serve()
        return nil
      } catch {
        return (error as? RuntimeError)?.cause ?? error
      }
    }
    guard let address = await transport.listeningAddress else {
      throw await serving.value ?? ChannelError.eof
    }
    return CallServer(port: address.ipv4?.port ?? 0, serving: serving)
  }

  /// Ends listening and what is answered at the moment.
  func close() async {
    serving.cancel()
    _ = await serving.value
  }
}

/// Puts the providers' doors where grpc-swift's own TLS would stand.
private struct DoorFactory: HTTP2ServerTransport.ListenerFactory {
  let place: Listening.Place
  let doors: ProviderDoors

  var eventLoopGroup: any EventLoopGroup { MultiThreadedEventLoopGroup.singleton }

  func makeListeningChannel(
    listenerConfigurator: HTTP2ServerTransport.ListenerConfigurator,
    connectionConfigurator: HTTP2ServerTransport.ConnectionConfigurator
  ) async throws -> NIOAsyncChannel<
    HTTP2ServerTransport.ConnectionConfigurator.ConnectionChannel, Never
  > {
    let bootstrap = Listening.bootstrap().serverChannelInitializer {
      listenerConfigurator.configure(channel: $0)
    }
    let open:
      @Sendable (any Channel) -> EventLoopFuture<
        HTTP2ServerTransport.ConnectionConfigurator.ConnectionChannel
      > = { channel in
        channel.eventLoop.makeCompletedFuture {
          try doors.enter(channel, .message)
        }.flatMap { connectionConfigurator.configure(channel: channel, tls: .none) }
      }
    switch place {
    case .address(let host, let port):
      return try await bootstrap.bind(host: host, port: port, childChannelInitializer: open)
    case .loopback(let port):
      return try await bootstrap.bind(
        try Listening.loopbackSocket(port: port), childChannelInitializer: open)
    }
  }
}
