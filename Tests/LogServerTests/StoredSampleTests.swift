import Application
import BlobFiles
import Foundation
import Journal
import LogClient
import LogServer
import Quantities
import StoreSQLite
import Testing

/// The sample as a data folder on the disk, for the server's own adapters and for the cross-check.
@Suite struct StoredSampleTests {
  /// Tests/CrossCheck/check-server serves a copy of it and submits the note beside it.
  private static let folder = SampleProgram.root.appending(path: "var/check-server").path

  @Test func aDataFolderIsServedFromTheDisk() async throws {
    let sample = try SampleProgram(notes: 300)
    try? FileManager.default.removeItem(atPath: Self.folder)
    let data = Self.folder + "/data"
    let files = PosixFileSystem()
    let blobs = FileBlobs(folder: data + "/blob", mark: "sample", on: files)
    for digest in try sample.blobs.list() {
      if let bytes = try sample.blobs.get(digest) { try blobs.put(bytes) }
    }
    let store = try SQLiteJournal(folder: data, for: .writing)
    var writer = try JournalWriter(store: store, blobs: blobs, signer: sample.signer)
    for bytes in try sample.store.leaves(0..<sample.writer.size) {
      let leaf = try Leaf(bytes: bytes)
      _ = try writer.submit([leaf.envelope.bytes], now: leaf.admittedAt)
    }
    #expect(writer.head == sample.writer.head)
    let note = try sample.note(1_000)
    try Data(note.envelope).write(to: URL(filePath: Self.folder + "/note.json"))
    try Data(note.text).write(to: URL(filePath: Self.folder + "/note.bin"))
    let server = try JournalServer(
      writer: writer, store: store, blobs: blobs, witnesses: [],
      settings: TestServers.settings, clock: sample.clock, accessLog: { _ in }, complain: { _ in })
    try await TestServers.running(server) { address in
      for path in ["checkpoint", "tile/0/000", "tile/0/001.p/45", "tile/entries/001.p/45"] {
        _ = try await TestServers.body(address, path)
      }
      for digest in try blobs.list().prefix(3) {
        let path = "blob/\(digest.hex.prefix(2))/\(digest.hex)"
        let served = try await TestServers.body(address, path)
        #expect(served == (try files.read(data + "/" + path, limitBytes: 1 << 20)))
      }
    }
    try store.close()
  }
}
