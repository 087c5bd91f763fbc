import Probing

/// Until when the loop waits, where nothing arrives before.
enum RunDeadline {
  /// The earliest of what the wall's clock is waited for and what the machine waits for.
  ///
  /// What lies behind is under way and ends with an arrival; `.max` is never: both are no reason to
  /// wake up. Nil: only an arrival is.
  static func earliest(of walls: [Int64], or wake: Moment?, at now: Moment) -> Moment? {
    let wall = walls.filter { now.wall < $0 && $0 < .max }.min()
    let other = wall.map { wall in
      let (later, isBeyond) = now.monotonic.addingReportingOverflow(wall - now.wall)
      return Moment(wall: wall, monotonic: isBeyond ? .max : later)
    }
    guard let wake, let other else { return wake ?? other }
    return wake.monotonic < other.monotonic ? wake : other
  }
}
