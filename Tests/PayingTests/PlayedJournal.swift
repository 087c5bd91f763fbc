import CosmosTx
import Paying
import Payouts
import Quantities
import Synchronization

/// A journal in memory that admits as the real one does, and breaks off where it is told to.
final class PlayedJournal: PayoutJournal {
  private struct State {
    var book: PayoutBook
    var records: [PayoutRecord] = []
    var unsigned: [Digest: Transaction] = [:]
  }

  private let state: Mutex<State>
  private let breaks: BreakingPoint

  init(rule: PayoutMachineRule, breaks: BreakingPoint = BreakingPoint()) {
    state = Mutex(State(book: PayoutBook(rule: rule)))
    self.breaks = breaks
  }

  /// The same journal for another process, which breaks at points of its own.
  private init(_ other: [PayoutRecord], _ book: PayoutBook, _ breaks: BreakingPoint) {
    state = Mutex(State(book: book, records: other))
    self.breaks = breaks
  }

  var all: [PayoutRecord] { state.withLock { $0.records } }
  var book: PayoutBook { state.withLock { $0.book } }

  /// Writes without the executor, as a command does that prepares.
  func write(_ record: PayoutRecord) throws(PayoutRefusal) {
    try state.withLock { state throws(PayoutRefusal) in
      try state.book.admit(record)
      state.records.append(record)
    }
  }

  func records(from position: Int) async throws(PayingFailure) -> [PayoutRecord] {
    state.withLock { Array($0.records.dropFirst(position)) }
  }

  func unsigned(_ signBytes: Digest) async throws(PayingFailure) -> Transaction? {
    state.withLock { $0.unsigned[signBytes] }
  }

  /// Keeps what a payment signs, as the plan behind it would say.
  func keep(_ transaction: Transaction, of signBytes: Digest) {
    state.withLock { $0.unsigned[signBytes] = transaction }
  }

  func append(_ record: PayoutRecord) async throws(PayingFailure) -> PayoutAppendAnswer {
    try breaks.pass()
    do {
      try write(record)
    } catch {
      return .refused("\(error)")
    }
    try breaks.pass()
    return .appended
  }
}

/// Where a process ends: after so many steps, before or after what a step does.
final class BreakingPoint: Sendable {
  private let left: Mutex<Int?>

  /// Never, unless a number of steps is given.
  init(after steps: Int? = nil) { left = Mutex(steps) }

  /// Whether it has been reached.
  var isReached: Bool { left.withLock { ($0 ?? 1) <= 0 } }

  /// From now on nothing breaks.
  func mend() { left.withLock { $0 = nil } }

  func pass() throws(PayingFailure) {
    let isOver = left.withLock { left in
      guard let steps = left else { return false }
      left = max(0, steps - 1)
      return steps <= 0
    }
    if isOver { throw .journal("the process ended here") }
  }
}
