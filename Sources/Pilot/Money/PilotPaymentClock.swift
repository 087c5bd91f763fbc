import DevNet
import Paying
import Quantities

/// The executor's time: the pilot's, which it moves by waiting.
struct PilotPaymentClock: PaymentClock {
  let time: PilotTime
  let member: Int

  func now() -> Timestamp { time.world.present }

  func wait(seconds: Int64) async {
    await time.wait(member, untilMillis: time.world.presentMillis + seconds * 1_000)
  }
}
