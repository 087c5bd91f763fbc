import Journal
public import Quantities

/// Promises: places in the log that are given away before their entries can be written there.
///
/// A promised entry was judged where it will stand, so that it cannot be refused later; it is
/// logged before any entry that was not promised, also after a restart.
extension JournalWriter {
  /// The longest that a promised entry may take: an hour.
  public static var promiseSeconds: Int64 { 3_600 }

  /// Judges envelopes in order, and gives the admitted ones the next places, durably.
  public mutating func promise(
    _ envelopes: [[UInt8]], now: Timestamp
  ) throws(JournalFailure) -> [Submission] {
    try comeBack()
    var batch = reserved
    let first = batch.leaves.count
    var outcomes: [Submission] = []
    do {
      for bytes in envelopes { outcomes.append(try judge(bytes, now: now, into: &batch)) }
      let promises = batch.leaves.dropFirst(first).enumerated().map { offset, leaf in
        JournalPromise(
          identity: leaf.envelope.identity, admitBy: Self.admitBy(leaf.admittedAt, now: now),
          envelope: leaf.envelope.bytes, position: size + Int64(first + offset),
          admittedAt: leaf.admittedAt)
      }
      for promise in promises { try keep(promise) }
      reserved = batch
      return outcomes.map { Self.promised($0, promises) }
    } catch {
      try reopen()
      throw error
    }
  }

  /// Logs what was promised and is not logged yet.
  public mutating func keepPromises() throws(JournalFailure) {
    try comeBack()
    do {
      try commit(reserved)
    } catch {
      try reopen()
      throw error
    }
  }

  private static func admitBy(_ admittedAt: Timestamp, now: Timestamp) -> Timestamp {
    max((try? now.adding(seconds: promiseSeconds)) ?? now, admittedAt)
  }

  private static func promised(
    _ outcome: Submission, _ promises: [JournalPromise]
  ) -> Submission {
    guard case .logged(let index, let identity) = outcome,
      let promise = promises.first(where: { $0.identity == identity })
    else { return outcome }
    return .promised(index: index, identity: identity, admitBy: promise.admitBy)
  }

  private func keep(_ promise: JournalPromise) throws(JournalFailure) {
    do {
      try store.promise(promise)
    } catch {
      throw .store(error)
    }
  }

  /// Judges again what an earlier run promised, each at the place and time that it was given.
  mutating func takeUpPromises() throws(JournalFailure) {
    let promises: [JournalPromise]
    do {
      promises = try store.promises()
    } catch {
      throw .store(error)
    }
    var batch = reserved
    for promise in promises.sorted(by: { $0.position < $1.position }) {
      if promise.position == size + Int64(batch.leaves.count),
        case .logged = try judge(promise.envelope, now: promise.admittedAt, into: &batch)
      {
        continue
      }
      unkept.append(promise)
    }
    reserved = batch
  }
}
