import CosmosClient
import Paying
import Synchronization

/// How many answers to what was sent were lost, as executors tell it.
final class LostAnswers: Sendable {
  private let number = Mutex(0)

  var count: Int { number.withLock { $0 } }

  func take(_ note: PayingNote) {
    guard case .sent(_, _, .lost(_)) = note else { return }
    number.withLock { $0 += 1 }
  }
}
