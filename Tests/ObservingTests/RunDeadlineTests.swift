import Probing
import Testing

@testable import Observing

@Suite struct RunDeadlineTests {
  private let now = Moment(wall: 1_772_755_200_001, monotonic: 5_000)

  @Test func whatIsUnderWayAndWhatNeverComesWakesNobody() {
    // A refresh that is due while another one runs, and a look at the leases under way.
    #expect(RunDeadline.earliest(of: [.min, now.wall, .max], or: nil, at: now) == nil)
    let wake = Moment(wall: now.wall + 7, monotonic: 5_007)
    #expect(RunDeadline.earliest(of: [.min, .max], or: wake, at: now) == wake)
  }

  @Test func theEarliestIsTakenByTheClockThatNobodySets() {
    let other = Moment(wall: now.wall + 6, monotonic: 5_006)
    let wake = Moment(wall: now.wall + 7, monotonic: 5_007)
    #expect(RunDeadline.earliest(of: [other.wall, .max], or: wake, at: now) == other)
    #expect(RunDeadline.earliest(of: [wake.wall + 1], or: wake, at: now) == wake)
    // No number that a clock or a policy can give ends the process.
    let far = RunDeadline.earliest(of: [.max - 1], or: nil, at: Moment(wall: 1, monotonic: .max))
    #expect(far == Moment(wall: .max - 1, monotonic: .max))
  }
}
