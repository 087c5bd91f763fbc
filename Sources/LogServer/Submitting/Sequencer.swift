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
    let arrived: Int64
    let continuation: CheckedContinuation<Result<Submission, Failure>, Never>
  }

  nonisolated let queue: WriterQueue
  private let clock: any ServerClock
  private let lingerMilliseconds: Int64
  private let promiseAfterMilliseconds: Int64
  private let onBatch: @Sendable (Result<Void, JournalFailure>) -> Void
  private var waiting: [Waiting] = []
  private var isRunning = false
  private var isStopping = false

  /// `onBatch` is told after each batch, and of each failure, before any client is.
  init(
    _ queue: WriterQueue, clock: any ServerClock, lingerMilliseconds: Int64,
    promiseAfterMilliseconds: Int64,
    onBatch: @escaping @Sendable (Result<Void, JournalFailure>) -> Void
  ) {
    self.queue = queue
    self.clock = clock
    self.lingerMilliseconds = lingerMilliseconds
    self.promiseAfterMilliseconds = promiseAfterMilliseconds
    self.onBatch = onBatch
  }

  /// Judges an envelope, and returns when it is durably logged where admission takes it; or
  /// durably promised, where the log could not take it within the bound since it arrived.
  func submit(
    _ envelope: [UInt8], arrived: Int64
  ) async -> Result<Submission, Failure> {
    guard !isStopping else { return .failure(.stopping) }
    guard waiting.count < Self.limitWaiting else { return .failure(.behind) }
    return await withCheckedContinuation { continuation in
      waiting.append(
        Waiting(
          envelope: envelope, arrived: arrived, continuation: continuation))
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
      // Others may have come while some were promised: nothing overdue goes into the batch.
      while await promiseOverdue() {}
      let batch = Array(waiting.prefix(Self.limitBatch))
      waiting.removeFirst(batch.count)
      // What was promised is logged with the next batch, also where nothing else waits.
      let outcomes = await judge(batch.map(\.envelope))
      for (entry, outcome) in zip(batch, outcomes) { entry.continuation.resume(returning: outcome) }
    }
    isRunning = false
  }

  /// Promises what has waited beyond the bound, before the next append holds it up further; false
  /// where nothing was promised.
  private func promiseOverdue() async -> Bool {
    let now = clock.uptimeMilliseconds()
    let overdue = waiting.prefix(Self.limitBatch).prefix { entry in
      now - entry.arrived >= promiseAfterMilliseconds
    }
    guard !overdue.isEmpty else { return false }
    let entries = Array(overdue)
    let time = clock.present()
    let outcome = await queue.run { writer -> Result<[Submission], JournalFailure> in
      do throws(JournalFailure) {
        return .success(try writer.promise(entries.map(\.envelope), now: time))
      } catch {
        return .failure(error)
      }
    }
    // Those that cannot be promised are judged with the batch, which says why.
    guard case .success(let submissions) = outcome else { return false }
    waiting.removeFirst(entries.count)
    for (entry, submission) in zip(entries, submissions) {
      entry.continuation.resume(returning: .success(submission))
    }
    return true
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
      // A batch may log what was promised before, and nothing else.
      onBatch(.success(()))
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
