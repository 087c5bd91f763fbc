import Application
import Journal
import Keys
import Policy
import Program
import Quantities
import Simulation
import Synchronization

/// A random program in a signed journal, with what it said at several moments.
struct KeptHistory {
  /// What entries said so far, and the books beside it.
  struct Moment {
    let state: ProgramState
    let books: Books
  }

  let leaves: [[UInt8]]
  let payloads: [[UInt8]]
  let moments: [Moment]
  let blobs: MemoryBlobs
  let published: PublishedFiles
  let origin: NoteName

  init(seed: UInt64, catalogue: GPUCatalogue, catalogueBytes: [UInt8]) throws {
    let history = RandomHistory(seed: seed, catalogue: catalogue, catalogueBytes: catalogueBytes)
    origin = try NoteName("\(history.program.documents.policy.name).example/log")
    let store = MemoryJournal()
    blobs = MemoryBlobs()
    let keeping = try JournalKeeping(
      store: store, blobs: blobs, origin: origin, keyring: history.program.keyring)
    var run = SimulationRun(history.program, keeping: keeping)
    _ = try run.run()
    leaves = try store.leaves(0..<Int64.max)
    published = PublishedFiles()
    _ = try ExportJournal(store: store, blobs: blobs).run(to: published, blobs: MemoryBlobs())
    var fold = JournalFold(blobs: blobs)
    var books = Books()
    var moments: [Moment] = []
    var payloads: [[UInt8]] = []
    for (index, leaf) in leaves.enumerated() {
      try fold.take(leaf: leaf)
      let bytes = try Leaf(bytes: leaf).envelope.payload
      payloads.append(bytes)
      guard let state = fold.log?.state else { continue }
      books.take(try Payload(bytes: bytes), state: state)
      if index % max(leaves.count / 5, 1) == 0 || index == leaves.count - 1 {
        moments.append(Moment(state: state, books: books))
      }
    }
    self.moments = moments
    self.payloads = payloads
  }
}

/// An export in memory, read as a published log.
final class PublishedFiles: ExportTarget, LogSource {
  private let files = Mutex([String: [UInt8]]())

  /// Every file, by path.
  var all: [(path: String, bytes: [UInt8])] {
    files.withLock { $0.map { ($0.key, $0.value) } }.sorted { $0.path < $1.path }
  }

  func write(_ bytes: [UInt8], to path: String) throws(RecordFailure) {
    files.withLock { $0[path] = bytes }
  }

  func removePartials(of tile: TileAddress) throws(RecordFailure) {
    files.withLock { files in
      for width in 1..<TileAddress.fullWidth {
        files[TileAddress(tile.content, index: tile.index, width: width).path] = nil
      }
    }
  }

  func checkpoint() throws(LogSourceFailure) -> [UInt8] {
    file("checkpoint") ?? []
  }

  func tile(_ address: TileAddress) throws(LogSourceFailure) -> [UInt8]? {
    file(address.path) ?? file(address.full.path)
  }

  private func file(_ path: String) -> [UInt8]? {
    files.withLock { $0[path] }
  }
}

/// A log of which one file was changed.
struct ChangedFile: LogSource {
  let source: PublishedFiles
  let path: String
  let bytes: [UInt8]

  func checkpoint() throws(LogSourceFailure) -> [UInt8] {
    path == "checkpoint" ? bytes : try source.checkpoint()
  }

  func tile(_ address: TileAddress) throws(LogSourceFailure) -> [UInt8]? {
    address.path == path ? bytes : try source.tile(address)
  }
}
