/// Who does work that falls into ranges, none of which needs another: one worker, or several.
///
/// Whoever calls brings the threads, as it brings SHA-256. Results stand in the order of the
/// ranges, so that a statement does not tell how many worked on it (law 2).
public protocol Workforce: Sendable {
  /// Gives out consecutive ranges, at least one, that together are `0..<count`, and collects what
  /// each came to in their order; throws what the first that failed threw.
  func share<Part: Sendable, Failure: Error>(
    _ count: Int, _ work: @Sendable (Range<Int>) throws(Failure) -> Part
  ) throws(Failure) -> [Part]
}

/// One worker, who does everything in one go.
public struct SingleWorker: Workforce {
  /// The one.
  public init() {}

  /// Gives out the whole range.
  public func share<Part: Sendable, Failure: Error>(
    _ count: Int, _ work: @Sendable (Range<Int>) throws(Failure) -> Part
  ) throws(Failure) -> [Part] {
    [try work(0..<count)]
  }
}
