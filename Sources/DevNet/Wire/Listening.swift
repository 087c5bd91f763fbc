import Glibc
import NIOCore
import NIOPosix

/// How every listener of the network binds, on loopback and nowhere else.
enum Listening {
  /// Where a listener stands.
  enum Place: Hashable, Sendable {
    /// At one address.
    case address(String, port: Int)
    /// At all addresses of the loopback interface: one descriptor for any number of providers.
    case loopback(port: Int)
  }

  /// What all have in common.
  static func bootstrap() -> ServerBootstrap {
    ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 1_024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
  }

  /// Binds; `install` puts what answers into each connection, and one where it fails is dropped.
  static func bind(
    _ place: Place, install: @escaping @Sendable (any Channel) throws -> Void
  ) async throws -> any Channel {
    let bootstrap = bootstrap().childChannelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        try install(channel)
        try channel.pipeline.syncOperations.addHandler(QuietEnd())
      }
    }
    switch place {
    case .address(let host, let port): return try await bootstrap.bind(host: host, port: port).get()
    case .loopback(let port):
      return try await bootstrap.withBoundSocket(try loopbackSocket(port: port)).get()
    }
  }

  /// A socket at every address, to which only the loopback interface leads.
  static func loopbackSocket(port: Int) throws -> CInt {
    let socket = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { throw IOError(errnoCode: errno, reason: "socket") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    var yes: CInt = 1
    let device = Array("lo".utf8)
    let isBound =
      setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size)) == 0
      && setsockopt(socket, SOL_SOCKET, SO_BINDTODEVICE, device, socklen_t(device.count)) == 0
      && withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          Glibc.bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
      }
    guard isBound else {
      let code = errno
      Glibc.close(socket)
      throw IOError(errnoCode: code, reason: "bind to the loopback interface")
    }
    return socket
  }
}

/// Closes a connection that failed, and says nothing: the other side is not ours to judge.
private final class QuietEnd: ChannelInboundHandler {
  typealias InboundIn = NIOAny

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
