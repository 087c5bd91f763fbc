import Evidence
import Quantities
import Rewards
import Synchronization

/// Segments and statements, each decoded once while there is room for it.
///
/// A freeze and a tally read the same segments, pools of the same days do too, and each statement
/// is the next one's past.
final class KeptInputs: Sendable {
  private struct SegmentKey: Hashable {
    let digest: Digest
    let type: SegmentType
  }

  private struct Kept {
    var segments: Shelf<SegmentKey, Segment>
    var statements: Shelf<Digest, Statement>
  }

  private let kept: Mutex<Kept>

  /// Keeps up to so many bytes of each; none: everything is decoded each time.
  init(limitBytes: Int = 0) {
    kept = Mutex(
      Kept(
        segments: Shelf(limitBytes: limitBytes), statements: Shelf(limitBytes: limitBytes / 4)))
  }

  /// The segment of a name, as it was published; nil where there is no file.
  func segment(
    _ digest: Digest, lengthBytes: Int64, type: SegmentType, in blobs: any BlobStore
  ) throws(BlobFailure) -> SegmentFinding? {
    let key = SegmentKey(digest: digest, type: type)
    if let segment = kept.withLock({ $0.segments[key] }) {
      guard Int64(segment.bytes.count) == lengthBytes else { throw .altered(digest) }
      return .segment(segment)
    }
    guard let bytes = try blobs.get(digest, lengthBytes: lengthBytes) else { return nil }
    guard let segment = try? Segment(bytes: bytes, type: type) else { return .malformed }
    kept.withLock { $0.segments.keep(segment, for: key, bytes: bytes.count) }
    return .segment(segment)
  }

  /// Lets go what was not asked for during the last turns.
  func beginTurn() {
    kept.withLock { kept in
      kept.segments.beginTurn()
      kept.statements.beginTurn()
    }
  }

  /// A statement that was decoded or computed.
  func statement(_ digest: Digest) -> Statement? { kept.withLock { $0.statements[digest] } }

  /// Keeps a statement; its bytes are what its name says.
  func keep(_ statement: Statement, named digest: Digest, bytes: Int) {
    kept.withLock { $0.statements.keep(statement, for: digest, bytes: bytes) }
  }
}

/// What the file of a segment holds.
enum SegmentFinding: Sendable {
  /// A segment of the type asked for.
  case segment(Segment)
  /// None.
  case malformed
}
