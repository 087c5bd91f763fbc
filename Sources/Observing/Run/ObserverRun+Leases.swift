import Akash
import CosmosClient
import Evidence
import Policy
import Probing
import Program
import Quantities

extension ObserverRun {
  /// How long a chain that gave no leases is left alone, in milliseconds.
  private static let pauseMilliseconds: Int64 = 60_000

  /// Goes on with the next slot, not before a time in milliseconds.
  func follow(_ next: LeaseFollowing, notBefore wall: Int64 = .min) {
    following = next
    nextLook = max(next.dueAt.seconds * 1_000, wall)
  }

  /// Looks at the chain's leases once the slot is over, one look at a time.
  func lookIfDue(_ now: Moment) {
    guard now.wall >= nextLook, let following, let state = program?.state else { return }
    self.following = nil
    nextLook = .max
    let (chain, present, roster) = (ports.chain, present, state.roster.addresses)
    let paying = state.history.newest.policy.pools.filter { $0.activity != nil }.map(\.span)
    begin {
      .leases(
        await following.look(to: present, chain: chain, roster: roster, paying: paying))
    }
  }

  func take(_ look: LeaseFollowing.Look) {
    for report in look.reports { feed(.leases(report)) }
    for finding in look.news.flatMap(\.findings) {
      note(.warning, finding.code, "Leases: \(finding).")
    }
    if let failure = look.suspended {
      note(.warning, failure.code, "Leases wait for the chain: \(failure).")
    }
    let pause = look.suspended == nil ? 0 : Self.pauseMilliseconds
    follow(look.next, notBefore: ports.clock.reading.wall + pause)
  }
}
