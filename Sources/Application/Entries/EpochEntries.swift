import Keys
public import Program
import Quantities
import Rewards

/// The entries by which a journal takes in what was computed of an epoch.
public struct EpochEntries: Sendable {
  private let reader: ProgramReader

  /// Reads the freezes that were stored.
  public init(_ reader: ProgramReader) {
    self.reader = reader
  }

  /// That an epoch was frozen.
  public func entry(of freeze: Freeze) -> any EntryBody { EpochFrozen(freeze) }

  /// That a statement follows from its stored freeze.
  public func entry(of closed: ClosedEpoch) throws(EpochRefusal) -> any EntryBody {
    let name = RecordName(.freeze, closed.id, version: closed.statement.version)
    guard let bytes = try reader.read(name) else {
      throw .missing(closed.id, [.freeze(closed.id, version: closed.statement.version)])
    }
    return StatementPublished(closed, freeze: Sha256.digest(of: bytes))
  }

  /// That an epoch was frozen and stated anew, and that its correction is posted, in this order.
  public func entries(
    of corrected: CorrectedEpoch
  ) throws(EpochRefusal) -> [any EntryBody] {
    let closed = corrected.closed
    let freeze = try reader.freeze(of: closed.id, version: closed.statement.version)
    return [EpochFrozen(freeze), try entry(of: closed), corrected.fact]
  }

  /// The files that readers of an entry need: what it names, and the roster that a freeze names.
  public static func files(of body: any EntryBody, in blobs: any BlobStore) -> [[UInt8]] {
    var files = body.neededBlobs.compactMap { try? blobs.get($0, lengthBytes: nil) }
    if body is EpochFrozen, let bytes = files.first, let freeze = try? Freeze(bytes: bytes),
      let roster = try? blobs.get(freeze.rosterDigest, lengthBytes: nil)
    {
      files.append(roster)
    }
    return files
  }
}
