public import Quantities

/// A close that a script plans: when it is taken, and of which version.
public struct PlannedClose: Hashable, Sendable {
  /// The pool.
  public let pool: Label
  /// The epoch's number, from 1.
  public let epoch: Int
  /// 1, or more for a correction, whose statement is then to be posted.
  public let version: Int
  /// The clock at the close.
  public let takenAt: Timestamp

  /// Takes every field as it is.
  public init(pool: Label, epoch: Int, version: Int = 1, takenAt: Timestamp) {
    self.pool = pool
    self.epoch = epoch
    self.version = version
    self.takenAt = takenAt
  }
}

extension PlannedClose: Comparable {
  /// Orders by time, then pool, epoch and version.
  public static func < (left: PlannedClose, right: PlannedClose) -> Bool {
    (left.takenAt, left.pool, left.epoch, left.version)
      < (right.takenAt, right.pool, right.epoch, right.version)
  }
}
