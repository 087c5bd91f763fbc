import Dispatch
import Rewards
import Synchronization

/// The machine's processors as the workforce of a close.
struct Processors: Workforce {
  /// Less than this is not worth a thread's beginning.
  var leastPerRange = 1_024
  /// More ranges than processors, so that one that is held up by others' work does less.
  private static let mostRanges = 16

  func share<Part: Sendable, Failure: Error>(
    _ count: Int, _ work: @Sendable (Range<Int>) throws(Failure) -> Part
  ) throws(Failure) -> [Part] {
    let ranges = min(Self.mostRanges, count / leastPerRange)
    guard ranges > 1 else { return [try work(0..<count)] }
    let results = Mutex([Result<Part, Failure>?](repeating: nil, count: ranges))
    DispatchQueue.concurrentPerform(iterations: ranges) { index in
      let range = count * index / ranges..<count * (index + 1) / ranges
      let result = Result { () throws(Failure) in try work(range) }
      results.withLock { $0[index] = result }
    }
    var parts: [Part] = []
    for result in results.withLock({ $0 }) {
      guard let result else { preconditionFailure("Every range was worked on.") }
      parts.append(try result.get())
    }
    return parts
  }

  /// Does two pieces of work, at once where a processor is free, and gives what both came to.
  ///
  /// The caller waits for no thread to become free: it does both itself when none is.
  static func both<First: Sendable, Second: Sendable>(
    _ first: @Sendable () -> First, _ second: @Sendable () -> Second
  ) -> (First, Second) {
    let results = Mutex<(first: First?, second: Second?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { index in
      if index == 0 {
        let result = first()
        results.withLock { $0.first = result }
      } else {
        let result = second()
        results.withLock { $0.second = result }
      }
    }
    guard case (let first?, let second?) = results.withLock({ ($0.first, $0.second) }) else {
      preconditionFailure("Both were done.")
    }
    return (first, second)
  }
}
