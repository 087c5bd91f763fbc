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

extension ObserverClock {
  /// Both readings, taken together.
  var reading: Moment { now() }
}

/// A clock that stood somewhere else when it began, and runs faster than ours: for networks of
/// one's own whose days take minutes.
public struct AcceleratedObserverClock: ObserverClock {
  private let origin: Moment
  private let wall: Int64
  private let speed: Int64
  private let clock: any ObserverClock
  /// No longer than this is waited at once.
  private static let longestMilliseconds: Int64 = 1_000

  /// Begins now at a time in milliseconds since 1970, and goes so many times as fast as another.
  public init(_ clock: any ObserverClock, startMilliseconds: Int64, speed: Int64) {
    precondition(speed >= 1, "A clock goes forward.")
    self.clock = clock
    origin = clock.reading
    wall = startMilliseconds
    self.speed = speed
  }

  /// Both readings.
  public func now() -> Moment {
    let passed = (clock.reading.monotonic - origin.monotonic) * speed
    return Moment(wall: wall + passed, monotonic: origin.monotonic + passed)
  }

  /// Waits for the inbox or the moment.
  public func wait(until moment: Moment?, inFlight: Int, inbox: ObserverInbox) async {
    let left = moment.map { $0.wall - now().wall } ?? Self.longestMilliseconds
    let pause = min(max(left / speed, 1), Self.longestMilliseconds)
    await inbox.arrival(orAfterMilliseconds: pause)
  }
}
