import DevNet
import LogServer
import Quantities

/// The log's clock: the world's present, so that a program's days take seconds.
struct PilotClock: ServerClock {
  let time: WorldTime

  func present() -> Timestamp { time.present }

  func uptimeMilliseconds() -> Int64 { time.presentMillis }
}
