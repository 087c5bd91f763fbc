import Dispatch
import Journal
import Program
import Synchronization

/// A bundle's entries read on another thread, signatures verified, while the bundle before is
/// judged. What it gives is in the entries' order, and the same whoever is faster.
final class ReadAhead: Sendable {
  /// One entry as read.
  enum Entry: Sendable {
    /// Read and verified.
    case verified(LoggedEntry)
    /// Read only; its signatures were verified before.
    case judged(Leaf, Payload)
    /// What is wrong with it; nothing after it is read.
    case fault(LeafFault)
  }

  private struct Done: Sendable {
    var entries: [Entry] = []
    var reader: EntryReader
  }

  private let done: Mutex<Done>
  private let finished = DispatchSemaphore(value: 0)

  /// Begins; of the first `judged` leaves the signatures were verified before.
  init(_ leaves: [[UInt8]], judged: Int, _ reader: EntryReader) {
    done = Mutex(Done(reader: reader))
    DispatchQueue.global().async { [self] in
      var result = Done(reader: reader)
      result.entries.reserveCapacity(leaves.count)
      for (index, bytes) in leaves.enumerated() {
        let entry = Self.read(bytes, isJudged: index < judged, &result.reader)
        result.entries.append(entry)
        if case .fault = entry { break }
      }
      done.withLock { [result] in $0 = result }
      finished.signal()
    }
  }

  private static func read(
    _ bytes: [UInt8], isJudged: Bool, _ reader: inout EntryReader
  ) -> Entry {
    do throws(LeafFault) {
      guard isJudged else { return .verified(try reader.read(leaf: bytes)) }
      let (leaf, payload) = try reader.read(judged: bytes)
      return .judged(leaf, payload)
    } catch {
      return .fault(error)
    }
  }

  /// Waits for the entries; the reader knows the keys that it met.
  func finish() -> (entries: [Entry], reader: EntryReader) {
    finished.wait()
    return done.withLock { ($0.entries, $0.reader) }
  }
}
