import NIOPosix

/// Threads for work that waits for a server: it may run in this process, and need the threads that
/// everybody shares for its answer.
enum WaitingThreads {
  /// As many as observers that one process runs, and a few more.
  static let pool: NIOThreadPool = {
    let pool = NIOThreadPool(numberOfThreads: 8)
    pool.start()
    return pool
  }()
}
