import NIOPosix

/// Threads that may wait for a disk.
enum DiskThread {
  /// Does what waits on a thread that may wait.
  static func run<Value: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Value
  ) async -> Result<Value, Failure> {
    await NIOThreadPool.singleton.waiting(body)
  }
}

/// Threads that may wait for another machine, apart from those for the disk: whoever asks a log
/// that this same process serves must not hold the threads that its answer is read by.
enum RemoteThread {
  private static let pool = {
    let pool = NIOThreadPool(numberOfThreads: 8)
    pool.start()
    return pool
  }()

  /// Does what waits on a thread that may wait.
  static func run<Value: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Value
  ) async -> Result<Value, Failure> {
    await pool.waiting(body)
  }
}

extension NIOThreadPool {
  fileprivate func waiting<Value: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Value
  ) async -> Result<Value, Failure> {
    let outcome = try? await runIfActive {
      Result { () throws(Failure) -> Value in try body() }
    }
    guard let outcome else {
      preconditionFailure("A shared pool of threads never ends.")
    }
    return outcome
  }
}
