import Dispatch
import Foundation
import LogServer
import Quantities

/// The machine's clocks.
struct SystemClock: ServerClock {
  func present() -> Timestamp {
    let seconds = Int64(Date().timeIntervalSince1970)
    guard let time = try? Timestamp(seconds: seconds) else {
      // A machine whose clock stands before 1970 or after 2200 dates nothing.
      return seconds < 0 ? .earliest : .latest
    }
    return time
  }

  func uptimeMilliseconds() -> Int64 {
    Int64(DispatchTime.now().uptimeNanoseconds / 1_000_000)
  }
}
