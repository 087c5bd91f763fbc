import Glibc
import Observing
import Probing

/// The machine's clocks, as an observer reads them and waits by them.
struct SystemObserverClock: ObserverClock {
  /// No longer than this is waited at once, so that a machine that slept is noticed.
  private static let longestMilliseconds: Int64 = 1_000

  /// UTC, and the time since the machine began, in which it also slept.
  func now() -> Moment {
    Moment(wall: Self.milliseconds(CLOCK_REALTIME), monotonic: Self.milliseconds(CLOCK_BOOTTIME))
  }

  /// Waits for the inbox or the moment, a second at most.
  func wait(until moment: Moment?, inFlight: Int, inbox: ObserverInbox) async {
    let now = now()
    let left = moment.map { min($0.wall - now.wall, $0.monotonic - now.monotonic) }
    let pause = min(max(left ?? Self.longestMilliseconds, 1), Self.longestMilliseconds)
    await inbox.arrival(orAfterMilliseconds: pause)
  }

  private static func milliseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}
