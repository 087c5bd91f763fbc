public import Application
import Journal
import Keys
import Program
import Quantities

/// A copy of a published record that somebody changed, as a reader would find it.
///
/// The copy is laid over the record: what was changed is answered in its place.
public struct TamperedRecord: Sendable {
  /// What was done to it, in one sentence.
  public let story: String
  /// The log as the copy has it.
  public let source: any LogSource
  /// The blobs as the copy has them.
  public let blobs: any BlobStore
}

/// Makes tampered copies of one record.
public struct Tampering: Sendable {
  private let source: any LogSource
  private let blobs: any BlobStore
  private let head: TreeHead
  private let origin: NoteName
  private let leaves: [[UInt8]]

  /// Reads a record that is sound.
  public init(
    _ source: any LogSource, blobs: any BlobStore
  ) throws(LogSourceFailure) {
    self.source = source
    self.blobs = blobs
    let checkpoint = sound(try SignedCheckpoint(bytes: try source.checkpoint())).checkpoint
    head = checkpoint.head
    origin = checkpoint.origin
    var leaves: [[UInt8]] = []
    for index in 0...((head.size - 1) / TileAddress.fullWidth) {
      let width = TileGeometry.width(of: .entries, index: index, size: head.size)
      let address = TileAddress(.entries, index: index, width: width)
      guard let bytes = try source.tile(address) else { throw .missing(address.path) }
      leaves += sound(try EntryBundle.decode(bytes, at: address))
    }
    self.leaves = leaves
  }

  /// One copy of each kind.
  public func copies() throws(BlobFailure) -> [TamperedRecord] {
    [oneByte(), dropped()] + (try swappedStatement()) + missingBlob() + [backDated()]
  }

  private func record(_ story: String, _ log: any LogSource) -> TamperedRecord {
    TamperedRecord(story: story, source: log, blobs: blobs)
  }

  private func oneByte() -> TamperedRecord {
    let victim = leaves.count / 3
    var changed = leaves
    // A digit of the signature's base64: the entry still reads well.
    let place = changed[victim].count - 12
    changed[victim][place] = changed[victim][place] == 0x41 ? 0x42 : 0x41
    return record(
      "one byte of entry \(victim) changed", LaidOver(source: source, leaves: changed))
  }

  private func dropped() -> TamperedRecord {
    let victim = leaves.count / 2
    var changed = leaves
    changed.remove(at: victim)
    return record("entry \(victim) dropped", LaidOver(source: source, leaves: changed))
  }

  /// The operator itself puts a time back, and signs the tree anew with the log's key.
  private func backDated() -> TamperedRecord {
    let victim = leaves.count * 3 / 4
    var changed = leaves
    let leaf = sound(try Leaf(bytes: leaves[victim]))
    let earlier = sound(try Timestamp(seconds: leaf.admittedAt.seconds - 30 * 86_400))
    changed[victim] = sound(try Leaf(admittedAt: earlier, envelope: leaf.envelope)).bytes
    return record(
      "entry \(victim) back-dated by 30 days, and the log signed anew with its own key",
      ResignedLog(changed, origin: origin, key: Invented.signer("log")))
  }

  private func statements() -> [Digest] {
    leaves.compactMap { bytes in
      let payload = (try? Leaf(bytes: bytes)).flatMap { try? Payload(bytes: $0.envelope.payload) }
      return (payload?.body as? StatementPublished)?.statement
    }
  }

  private func swappedStatement() throws(BlobFailure) -> [TamperedRecord] {
    let statements = statements()
    let victim = statements.count / 2
    guard victim > 0, let other = try blobs.get(statements[victim - 1]) else { return [] }
    return [
      TamperedRecord(
        story: "statement \(victim + 1) swapped for the one before it", source: source,
        blobs: ChangedBlobs(blobs, statements[victim], bytes: other))
    ]
  }

  private func missingBlob() -> [TamperedRecord] {
    guard let statement = statements().last else { return [] }
    return [
      TamperedRecord(
        story: "the last statement's file taken away", source: source,
        blobs: ChangedBlobs(blobs, statement, bytes: nil))
    ]
  }
}
