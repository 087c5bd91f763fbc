import Paying
import Quantities
import Synchronization

/// Signed bytes in memory that outlive an executor.
final class PlayedStore: SignedBytesStore {
  private let kept = Mutex<[Digest: [Digest: [UInt8]]]>([:])
  private let breaks: BreakingPoint

  init(breaks: BreakingPoint = BreakingPoint()) { self.breaks = breaks }

  func put(
    _ bytes: [UInt8], transaction: Digest, signBytes: Digest
  ) throws(PayingFailure) {
    try breaks.pass()
    kept.withLock { $0[signBytes, default: [:]][transaction] = bytes }
    try breaks.pass()
  }

  func bytes(
    of transaction: Digest, signBytes: Digest
  ) throws(PayingFailure) -> [UInt8]? {
    kept.withLock { $0[signBytes]?[transaction] }
  }

  func transactions(of signBytes: Digest) throws(PayingFailure) -> [Digest] {
    kept.withLock { $0[signBytes]?.keys.sorted() ?? [] }
  }
}
