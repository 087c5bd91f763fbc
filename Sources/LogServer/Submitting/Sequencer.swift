import Application
import Journal
import Quantities

/// Brings entries of many clients into batches, so that they share one sync of the disk.
actor Sequencer {
  /// The most entries of a batch.
  static let limitBatch = 256
  /// The most entries that wait; more are sent away.
  static let limitWaiting = 1_024

  /// Why an entry was not judged.
  enum Failure: Error {
    /// Too many wait.
    case behind
    /// The server is about to end.
    case stopping
    /// The journal did not do what it was asked.
    case journal(JournalFailure)
  }

  private struct Waiting {
    let envelope: [UInt8]
    let continuation: CheckedContinuation<Result<Submission, Failure>, Never>
  }

  nonisolated let queue: WriterQueue
  private let clock: any ServerClock
  private let lingerMilliseconds: Int64
  private let onBatch: @Sendable (Result<Void, JournalFailure>) -> Void
  private var waiting: [Waiting] = []
  private var isRunning = false
  private var isStopping = false

  /// `onBatch` is told after each batch that logged something, and of each failure, before any
  /// client is.
  init(
    _ queue: WriterQueue, clock: any ServerClock, lingerMilliseconds: Int64,
    onBatch: @escaping @Sendable (Result<Void, JournalFailure>) -> Void
  ) {
    self.queue = queue
    self.clock = clock
    self.lingerMilliseconds = lingerMilliseconds
    self.onBatch = onBatch
  }

  /// Judges an envelope, and returns when it is durably logged where admission takes it.
  func submit(_ envelope: [UInt8]) async -> Result<Submission, Failure> {
    guard !isStopping else { return .failure(.stopping) }
    guard waiting.count < Self.limitWaiting else { return .failure(.behind) }
    return await withCheckedContinuation { continuation in
      waiting.append(Waiting(envelope: envelope, continuation: continuation))
      if !isRunning {
        isRunning = true
        Task { await drain() }
      }
    }
  }

  /// Takes nothing more; what waits is still judged.
  func stop() { isStopping = true }

  private func drain() async {
    if lingerMilliseconds > 0 {
      try? await Task.sleep(for: .milliseconds(lingerMilliseconds))
    }
    while !waiting.isEmpty {
      let batch = Array(waiting.prefix(Self.limitBatch))
      waiting.removeFirst(batch.count)
      let outcomes = await judge(batch.map(\.envelope))
      for (entry, outcome) in zip(batch, outcomes) { entry.continuation.resume(returning: outcome) }
    }
    isRunning = false
  }

  private func judge(_ envelopes: [[UInt8]]) async -> [Result<Submission, Failure>] {
    let now = clock.present()
    let outcome = await queue.run { writer -> Result<[Submission], JournalFailure> in
      do throws(JournalFailure) {
        return .success(try writer.submit(envelopes, now: now))
      } catch {
        return .failure(error)
      }
    }
    switch outcome {
    case .success(let submissions):
      if submissions.contains(where: { if case .logged = $0 { true } else { false } }) {
        onBatch(.success(()))
      }
      return submissions.map { .success($0) }
    case .failure(.store(let failure)):
      onBatch(.failure(.store(failure)))
      return envelopes.map { _ in .failure(.journal(.store(failure))) }
    case .failure(let failure):
      // One entry that cannot be judged must not take the others of its batch with it.
      guard envelopes.count > 1 else {
        onBatch(.failure(failure))
        return [.failure(.journal(failure))]
      }
      var alone: [Result<Submission, Failure>] = []
      for envelope in envelopes { alone += await judge([envelope]) }
      return alone
    }
  }
}
