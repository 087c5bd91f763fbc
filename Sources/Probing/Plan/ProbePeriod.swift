public import Quantities

/// The stretch of time of one seed: a UTC day.
public struct ProbePeriod: Hashable, Sendable {
  /// Seconds of a period.
  public static let lengthSeconds = Timestamp.secondsPerDay

  /// The first second.
  public let start: Timestamp

  /// The period that holds a second.
  public init(containing time: Timestamp) {
    start = time.date.startOfDay
  }

  /// The first second after it; the last second of 2200 has none and ends with it.
  public var end: Timestamp { (try? start.adding(seconds: Self.lengthSeconds)) ?? .latest }

  /// The period after it.
  public var next: ProbePeriod { ProbePeriod(containing: end) }
}

extension ProbePeriod: Comparable {
  /// Orders by time.
  public static func < (left: ProbePeriod, right: ProbePeriod) -> Bool {
    left.start < right.start
  }
}
