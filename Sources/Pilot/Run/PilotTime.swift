import DevNet
import Quantities
import Synchronization

/// The time that everybody in the pilot goes by: it stands still while anybody works, and moves to
/// the next moment that somebody waits for when all of them wait.
///
/// Days of a program pass as fast as the machine can play them, and the same things happen at the
/// same moments in every run.
final class PilotTime: Sendable {
  /// The world's present, which this moves.
  let world: WorldTime
  private let state = Mutex(State())

  private struct State {
    var members: [Int: Member] = [:]
    var next = 0
  }

  /// Somebody who works, or waits for a moment.
  private struct Member {
    /// Nil while it works.
    var waiting: CheckedContinuation<Void, Never>?
    /// The moment that it waits for, in thousandths of a second; nil: only to be called.
    var until: Int64?
    /// It was called while it worked: its next wait is over at once.
    var isCalled = false
  }

  /// Begins at the world's present.
  init(_ world: WorldTime) { self.world = world }

  /// Adds somebody, working.
  func join() -> Int {
    state.withLock { state in
      state.next += 1
      state.members[state.next] = Member()
      return state.next
    }
  }

  /// Takes somebody out, so that nobody waits for it.
  func leave(_ member: Int) {
    state.withLock { _ = $0.members.removeValue(forKey: member)?.waiting?.resume() }
    moveOn()
  }

  /// Waits until a moment has come or until called; whoever has something under way does not wait
  /// here, so that time stands.
  func wait(_ member: Int, untilMillis moment: Int64?) async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        guard var waiting = state.members[member], !waiting.isCalled else {
          state.members[member]?.isCalled = false
          return true
        }
        waiting.waiting = continuation
        waiting.until = moment
        state.members[member] = waiting
        return false
      }
      if isOver { return continuation.resume() }
      moveOn()
    }
  }

  /// Ends somebody's wait: something has come for it.
  func call(_ member: Int) {
    let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard let waiting = state.members[member]?.waiting else {
        state.members[member]?.isCalled = true
        return nil
      }
      state.members[member]?.waiting = nil
      return waiting
    }
    waiting?.resume()
  }

  /// If all wait, moves to the earliest moment and wakes who waits for it.
  private func moveOn() {
    let woken = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      let inTurn = state.members.sorted { $0.key < $1.key }
      guard inTurn.allSatisfy({ $0.value.waiting != nil }),
        let moment = inTurn.compactMap({ $0.value.until }).min()
      else { return [] }
      world.move(toMillis: moment)
      return inTurn.compactMap { number, member in
        guard (member.until ?? .max) <= world.presentMillis else { return nil }
        state.members[number]?.waiting = nil
        return member.waiting
      }
    }
    for continuation in woken { continuation.resume() }
  }
}
