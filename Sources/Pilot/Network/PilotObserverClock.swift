import DevNet
import Observing
import Probing

/// An observer's clock in the pilot: the pilot's time, which waits for the observer's work.
struct PilotObserverClock: ObserverClock {
  let time: PilotTime
  let member: Int

  func now() -> Moment {
    let millis = time.world.presentMillis
    return Moment(wall: millis, monotonic: millis)
  }

  func wait(until moment: Moment?, inFlight: Int, inbox: ObserverInbox) async {
    // What is under way ends by itself, and time stands until it has.
    guard inFlight == 0, inbox.isEmpty else { return await inbox.arrival() }
    await time.wait(member, untilMillis: moment?.wall)
  }
}
