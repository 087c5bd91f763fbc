public import Journal
public import Program
public import Quantities

/// What a stored journal's keeper must know of its entries, read without judging them again: its
/// own writer judged each when it logged it.
///
/// Only entries that name one of a few kinds are decoded.
public struct JournalScan: Sendable {
  /// The program's id and its first entry; nil for a journal that does not begin with one.
  public private(set) var created: (program: Digest, body: ProgramCreated, isDemonstration: Bool)?
  /// The names and keys that entries give to the log, in log order.
  public private(set) var logNames: [(origin: String, key: String)] = []
  /// The blobs that entries withdrew.
  public private(set) var withdrawn: Set<Digest> = []
  /// The tree of the leaves.
  public private(set) var frontier = TreeFrontier()

  private static let kinds = [EntryKind.operatorSucceeded, .blobWithdrawn].map {
    Array($0.rawValue.utf8)
  }

  /// Reads a journal from its first leaf to its last.
  public init(_ store: any JournalStore) throws(JournalStoreFailure) {
    let size = try store.size()
    while Int64(frontier.size) < size {
      let next = Int64(frontier.size)
      let leaves = try store.leaves(next..<min(size, next + 1_024))
      guard !leaves.isEmpty else { throw .damaged("leaf \(next) is missing") }
      for bytes in leaves {
        take(bytes)
        frontier.append(TreeHash.leaf(bytes))
      }
    }
  }

  private mutating func take(_ bytes: [UInt8]) {
    guard let leaf = try? Leaf(bytes: bytes) else { return }
    let isFirst = frontier.size == 0
    guard isFirst || Self.kinds.contains(where: { leaf.envelope.payload.hold($0) }),
      let payload = try? Payload(bytes: leaf.envelope.payload)
    else { return }
    switch payload.body {
    case let body as ProgramCreated where isFirst:
      created = (payload.digest, body, payload.header.demonstration)
      logNames.append((body.logOrigin, body.logKey.text))
    case let body as OperatorSucceeded: logNames.append((body.origin, body.key.text))
    case let body as BlobWithdrawn: withdrawn.insert(body.digest)
    default: break
    }
  }
}

extension JournalStore {
  /// A checkpoint as it is published: the log's note, its witnesses' lines below; nil where the log
  /// never had that size.
  public func publishedNote(size: Int64) throws(JournalStoreFailure) -> [UInt8]? {
    guard var note = try checkpoint(size: size)?.note else { return nil }
    // The log's own line is one of those that a note can have.
    for cosignature in try cosignatures(size: size).prefix(SignedNote.limitSignatures - 1) {
      note += cosignature.line
      if note.last != 0x0A { note.append(0x0A) }
    }
    return note
  }
}

extension [UInt8] {
  /// Whether some bytes stand somewhere among these.
  fileprivate func hold(_ part: [UInt8]) -> Bool {
    guard let first = part.first, count >= part.count else { return false }
    var start = startIndex
    while let place = self[start...].firstIndex(of: first), place + part.count <= count {
      if self[place..<(place + part.count)].elementsEqual(part) { return true }
      start = place + 1
    }
    return false
  }
}
