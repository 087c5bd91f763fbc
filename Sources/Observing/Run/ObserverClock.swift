import Glibc
import NIOCore
import NIOPosix
public import Probing

/// The time of a run, and the one place where it waits.
///
/// A clock that is moved from outside waits until every run that it serves stands here with nothing
/// under way and nothing arrived, and then moves to the earliest moment that any of them waits for.
public protocol ObserverClock: Sendable {
  /// Both readings, taken together.
  func now() -> Moment

  /// Returns when something has arrived, or at the moment, or earlier.
  ///
  /// `inFlight` is how many operations of the run will still put something into the inbox.
  func wait(until moment: Moment?, inFlight: Int, inbox: ObserverInbox) async
}

/// The machine's clocks.
public struct SystemObserverClock: ObserverClock {
  /// No longer than this is waited at once, so that a machine that slept is noticed.
  static let longestMilliseconds: Int64 = 1_000

  /// The machine's own.
  public init() {}

  /// UTC, and the time since the machine began, in which it also slept.
  public func now() -> Moment {
    Moment(wall: Self.milliseconds(CLOCK_REALTIME), monotonic: Self.milliseconds(CLOCK_BOOTTIME))
  }

  /// Waits for the inbox or the moment, a second at most.
  public func wait(until moment: Moment?, inFlight: Int, inbox: ObserverInbox) async {
    let now = now()
    let left = moment.map { min($0.wall - now.wall, $0.monotonic - now.monotonic) }
    let pause = min(max(left ?? Self.longestMilliseconds, 1), Self.longestMilliseconds)
    await inbox.arrival(orAfterMilliseconds: pause)
  }

  static func milliseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}

/// A clock that stood somewhere else when it began, and runs faster than ours: for networks of
/// one's own whose days take minutes.
public struct AcceleratedObserverClock: ObserverClock {
  private let origin: Moment
  private let wall: Int64
  private let speed: Int64
  private let clock = SystemObserverClock()

  /// Begins now at a time in milliseconds since 1970, and goes so many times as fast as ours.
  public init(startMilliseconds: Int64, speed: Int64) {
    precondition(speed >= 1, "A clock goes forward.")
    origin = clock.now()
    wall = startMilliseconds
    self.speed = speed
  }

  /// Both readings.
  public func now() -> Moment {
    let passed = (clock.now().monotonic - origin.monotonic) * speed
    return Moment(wall: wall + passed, monotonic: origin.monotonic + passed)
  }

  /// Waits for the inbox or the moment.
  public func wait(until moment: Moment?, inFlight: Int, inbox: ObserverInbox) async {
    let left = moment.map { $0.wall - now().wall } ?? SystemObserverClock.longestMilliseconds
    let pause = min(max(left / speed, 1), SystemObserverClock.longestMilliseconds)
    await inbox.arrival(orAfterMilliseconds: pause)
  }
}
