import NIOCore
import NIOPosix
import Synchronization

/// Finds the addresses of names on threads of its own.
///
/// The system's lookup blocks, for many seconds where a name's own server keeps silent, and that
/// server is the provider's: on few threads, a few such names would keep everybody else's waiting.
final class NameLookup: Sendable {
  private let threads: Int
  private let find: @Sendable (_ host: String, _ port: Int) throws -> SocketAddress
  private let pool = Mutex<NIOThreadPool?>(nil)

  /// Starts no thread before the first name; `find` may block.
  init(
    threads: Int,
    find: @escaping @Sendable (_ host: String, _ port: Int) throws -> SocketAddress = {
      try SocketAddress.makeAddressResolvingHost($0, port: $1)
    }
  ) {
    self.threads = threads
    self.find = find
  }

  deinit {
    pool.withLock { $0 }?.shutdownGracefully { _ in }
  }

  /// The first address of a host; one that is written as an address needs no thread.
  func address(
    of host: String, port: Int, on loop: any EventLoop
  ) -> EventLoopFuture<SocketAddress> {
    if let address = try? SocketAddress(ipAddress: host, port: port) {
      return loop.makeSucceededFuture(address)
    }
    return started().runIfActive(eventLoop: loop) { [find] in try find(host, port) }
  }

  private func started() -> NIOThreadPool {
    pool.withLock { pool in
      if let pool { return pool }
      let made = NIOThreadPool(numberOfThreads: threads)
      made.start()
      pool = made
      return made
    }
  }
}
