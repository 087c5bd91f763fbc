import DevNet
import Paying
import Quantities

/// A clock that is moved to the moment it is asked to wait for.
struct PlayedClock: PaymentClock {
  let time: WorldTime

  func now() -> Timestamp { time.present }

  func wait(seconds: Int64) async { time.move(toMillis: time.presentMillis + seconds * 1_000) }
}
