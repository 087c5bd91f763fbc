import NIOPosix

/// Threads that may wait for a disk or for another machine.
enum DiskThread {
  /// Does what waits on a thread that may wait.
  static func run<Value: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Value
  ) async -> Result<Value, Failure> {
    let outcome = try? await NIOThreadPool.singleton.runIfActive {
      Result { () throws(Failure) -> Value in try body() }
    }
    guard let outcome else {
      preconditionFailure("The shared pool of threads never ends.")
    }
    return outcome
  }
}
