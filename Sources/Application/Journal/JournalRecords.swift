import Encoding
import Journal
import Keys
public import Program
import Quantities
import Synchronization

/// A journal as a program's records: the facts view of its leaves, and the freezes, statements and
/// tables that its entries name.
///
/// What is computed is kept as a blob at once, and found under its name when an entry says so;
/// until then this process alone finds it.
public final class JournalRecords: ProgramRecords {
  fileprivate struct View {
    var facts: [UInt8] = []
    var signers: [Signers] = []
    var named: [RecordName: Digest] = [:]
    var written: [RecordName: Digest] = [:]
    var reader = EntryReader()
  }

  private let store: (any JournalStore)?
  private let blobs: any BlobStore
  private let view = Mutex(View())

  /// Reads a journal's store and blobs; nothing is read before it is asked for.
  public init(store: any JournalStore, blobs: any BlobStore) {
    self.store = store
    self.blobs = blobs
  }

  /// Entries that were read and judged elsewhere.
  public init(entries: [LoggedEntry], blobs: any BlobStore) {
    store = nil
    self.blobs = blobs
    view.withLock { view in
      for entry in entries { view.take(entry) }
    }
  }

  /// The facts view of all leaves there are now, each signature verified once.
  public func facts() throws(RecordFailure) -> [UInt8] {
    try changing { view throws(RecordFailure) in
      try refresh(&view)
      return view.facts
    }
  }

  /// Lines of a journal are signed: nothing is appended but by its writer.
  public func appendFacts(_ lines: [UInt8]) throws(RecordFailure) {
    throw RecordFailure(
      "This folder holds a journal; entries are signed and submitted, never appended to a file.")
  }

  /// Whose signatures a line bears; lines count from 1.
  public func signers(ofLine line: Int) -> Signers? {
    view.withLock { view in
      view.signers.indices.contains(line - 1) ? view.signers[line - 1] : nil
    }
  }

  /// The bytes that an entry, or this process, gave a name.
  public func read(_ name: RecordName) throws(RecordFailure) -> [UInt8]? {
    let digest = try changing { view throws(RecordFailure) in
      try refresh(&view)
      return view.named[name] ?? view.written[name]
    }
    guard let digest else { return nil }
    do {
      return try blobs.get(digest)
    } catch {
      throw RecordFailure("\(name.path), blob \(digest.hex): \(error)")
    }
  }

  /// Keeps bytes as a blob, to be named by an entry.
  public func write(_ bytes: [UInt8], as name: RecordName) throws(RecordFailure) {
    let digest: Digest
    do {
      digest = try blobs.put(bytes)
    } catch {
      throw RecordFailure("\(name.path): \(error)")
    }
    view.withLock { $0.written[name] = digest }
  }

  /// Every name that an entry, or this process, gave.
  public func names() throws(RecordFailure) -> [RecordName] {
    try changing { view throws(RecordFailure) in
      try refresh(&view)
      return Set(view.named.keys).union(view.written.keys).sorted()
    }
  }

  private func changing<Value: Sendable>(
    _ body: (inout sending View) throws(RecordFailure) -> sending Value
  ) throws(RecordFailure) -> Value {
    try view.withLock(body)
  }

  private func refresh(_ view: inout View) throws(RecordFailure) {
    guard let store else { return }
    do {
      let size = try store.size()
      while Int64(view.signers.count) < size {
        let from = Int64(view.signers.count)
        let leaves = try store.leaves(from..<min(size, from + 1_024))
        guard !leaves.isEmpty else { throw JournalStoreFailure.damaged("Leaf \(from) is missing.") }
        for bytes in leaves {
          let entry = try view.reader.read(leaf: bytes)
          view.take(entry)
        }
      }
    } catch let failure as JournalStoreFailure {
      throw RecordFailure("The journal cannot be read: \(failure)")
    } catch let fault as LeafFault {
      throw RecordFailure("Entry \(view.signers.count) of the journal is refused: \(fault.code)")
    } catch {
      preconditionFailure("Reading leaves throws one of these two: \(error)")
    }
  }
}

extension JournalRecords.View {
  fileprivate mutating func take(_ entry: LoggedEntry) {
    facts += FactsLine(admittedAt: entry.leaf.admittedAt, payload: entry.payload.bytes).bytes
    signers.append(entry.signers)
    switch entry.payload.body {
    case let frozen as EpochFrozen:
      name(.freeze, frozen.pool, frozen.epoch, frozen.version, frozen.freeze)
    case let stated as StatementPublished:
      name(.statement, stated.pool, stated.epoch, stated.version, stated.statement)
      name(.table, stated.pool, stated.epoch, stated.version, stated.table)
    default: break
    }
  }

  private mutating func name(
    _ kind: RecordName.Kind, _ pool: Label, _ epoch: Int, _ version: Int, _ digest: Digest
  ) {
    let name = RecordName(kind, EpochID(pool: pool, number: epoch), version: version)
    // Admission lets each be named once; whoever comes first stands.
    if named[name] == nil { named[name] = digest }
  }
}
