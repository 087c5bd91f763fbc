import Journal
import Program
import Quantities

/// The names and keys of a stored journal's log, read without judging its entries again: its own
/// writer judged each when it logged it.
///
/// Only entries that name the one kind that changes them are decoded.
public struct JournalScan: Sendable {
  /// The names and keys that entries give to the log, in log order.
  public private(set) var logNames: [(origin: String, key: String)] = []

  private static let kind = Array(EntryKind.operatorSucceeded.rawValue.utf8)

  /// Reads a journal from its first leaf to its last.
  public init(_ store: any JournalStore) throws(JournalStoreFailure) {
    let size = try store.size()
    var next: Int64 = 0
    while next < size {
      let leaves = try store.leaves(next..<min(size, next + 1_024))
      guard !leaves.isEmpty else { throw .damaged("leaf \(next) is missing") }
      for (offset, bytes) in leaves.enumerated() { take(bytes, isFirst: next + Int64(offset) == 0) }
      next += Int64(leaves.count)
    }
  }

  private mutating func take(_ bytes: [UInt8], isFirst: Bool) {
    guard let leaf = try? Leaf(bytes: bytes) else { return }
    guard isFirst || leaf.envelope.payload.hold(Self.kind),
      let payload = try? Payload(bytes: leaf.envelope.payload)
    else { return }
    switch payload.body {
    case let body as ProgramCreated where isFirst:
      logNames.append((body.logOrigin, body.logKey.text))
    case let body as OperatorSucceeded: logNames.append((body.origin, body.key.text))
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
