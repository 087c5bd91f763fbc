import Synchronization

/// Bytes of bodies that are held in memory at a time, so that many clients cannot exhaust it.
final class ByteAllowance: Sendable {
  private let held = Mutex(0)
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  /// Takes so many; false where that would be too many.
  func take(_ count: Int) -> Bool {
    held.withLock { held in
      guard count <= limit - held else { return false }
      held += count
      return true
    }
  }

  /// Gives them back.
  func release(_ count: Int) {
    held.withLock { $0 -= count }
  }
}
