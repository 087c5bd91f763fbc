import NIOCore
import NIOPosix
import Synchronization

/// What operations have brought, until the loop takes it; it holds no more than is under way.
public final class ObserverInbox: Sendable {
  private struct State {
    var arrivals: [Arrival] = []
    var isWoken = false
    var waiting: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// Empty.
  init() {}

  /// Whether nothing waits to be taken.
  public var isEmpty: Bool { state.withLock { $0.arrivals.isEmpty && !$0.isWoken } }

  /// Returns when something has arrived, or the run is to look for another reason.
  public func arrival() async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if !state.arrivals.isEmpty || state.isWoken {
          state.isWoken = false
          return true
        }
        precondition(state.waiting == nil, "One loop waits at an inbox.")
        state.waiting = continuation
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  /// The same, at the latest after so long by the machine's clock.
  public func arrival(orAfterMilliseconds pause: Int64) async {
    let alarm = MultiThreadedEventLoopGroup.singleton.next().scheduleTask(
      in: .milliseconds(pause)
    ) { [weak self] in self?.wake() }
    await arrival()
    alarm.cancel()
  }

  /// Makes whoever waits look.
  public func wake() {
    let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
      defer { state.waiting = nil }
      state.isWoken = state.waiting == nil
      return state.waiting
    }
    waiting?.resume()
  }

  func put(_ arrival: Arrival) {
    let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.arrivals.append(arrival)
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume()
  }

  func takeAll() -> [Arrival] {
    state.withLock { state in
      defer { state.arrivals = [] }
      return state.arrivals
    }
  }
}
