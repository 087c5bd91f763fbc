import Application
import BlobFiles
import Journal
import Keys
import LogClient
import LogServer
import Program
import Quantities
import Synchronization
import Testing

@Suite struct ReadingTests {
  @Test func everyTileAndBundleOfTheLogIsServedAsItIs() async throws {
    let sample = try SampleProgram(notes: 260)
    let size = Int(sample.writer.size)
    #expect(size == 261)
    try await TestServers.withServer(sample) { address in
      try await TestServers.withClient(address) { connection in
        try await TestServers.blocking {
          let log = RemoteLog(connection)
          let head = sample.writer.head
          let checkpoint = try SignedCheckpoint(bytes: log.checkpoint())
          try checkpoint.verify(log: [sample.signer.verifier])
          #expect(checkpoint.checkpoint.head == head)
          var hashes = try TileHashReader(head, from: Tiles(log: log))
          for address in TileGeometry.changes(from: 0, to: size) {
            let bytes = try #require(try log.tile(address), "\(address)")
            if address.content == .entries {
              let leaves = try EntryBundle.decode(bytes, at: address)
              try hashes.verify(leaves, bundle: address.index)
            }
          }
          // A full tile serves where a partial one is not asked for by the log's own size.
          #expect(try log.tile(TileAddress(.hashes(level: 0), index: 1, width: 6)) == nil)
          #expect(try log.tile(TileAddress(.entries, index: 1, width: 6)) == nil)
          #expect(try log.tile(TileAddress(.hashes(level: 3), index: 0)) == nil)
          #expect(try log.tile(TileAddress(.entries, index: TileAddress.limitIndex)) == nil)
          let index = try log.index()
          #expect(index.program == sample.program && index.isDemonstration)
          #expect(index.key == sample.signer.verifier)
        }
      }
    }
  }

  @Test func aServerGivesTheSameBytesAsAnExport() async throws {
    let sample = try SampleProgram(notes: 300)
    let export = Exported()
    _ = try ExportJournal(store: sample.store, blobs: sample.blobs)
      .run(to: export, blobs: MemoryBlobs())
    let files = export.files.withLock { $0 }
    #expect(files.count > 5)
    try await TestServers.withServer(sample) { address in
      for (path, bytes) in files {
        let answer = try await TestServers.body(address, path)
        #expect(answer == bytes, "\(path)")
      }
    }
  }

  /// An export in memory.
  private final class Exported: ExportTarget {
    let files = Mutex<[(String, [UInt8])]>([])

    func write(_ bytes: [UInt8], to path: String) throws(RecordFailure) {
      files.withLock { $0.append((path, bytes)) }
    }

    func removePartials(of tile: TileAddress) throws(RecordFailure) {}
  }

  @Test func blobsAreServedAndVerified() async throws {
    let sample = try SampleProgram(notes: 1)
    let text = try sample.note(0).text
    let digest = Sha256.digest(of: text)
    try await TestServers.withServer(sample) { address in
      try await TestServers.withClient(address) { connection async throws -> Void in
        try await TestServers.blocking { () throws -> Void in
          let blobs = RemoteBlobs(connection)
          #expect(try blobs.get(digest) == text)
          #expect(try blobs.get(digest, lengthBytes: Int64(text.count)) == text)
          #expect(throws: BlobFailure.altered(digest)) {
            try blobs.get(digest, lengthBytes: Int64(text.count) - 1)
          }
          #expect(try blobs.has(digest))
          #expect(try !blobs.has(.zero))
          #expect(try blobs.get(.zero) == nil)
          sample.blobs.damage(digest, with: Array("other".utf8))
          #expect(throws: BlobFailure.self) { try blobs.get(digest) }
        }
      }
    }
  }

  @Test func aWithdrawnBlobIsGone() async throws {
    var sample = try SampleProgram(notes: 1)
    let text = try sample.note(0).text
    let digest = Sha256.digest(of: text)
    let body = BlobWithdrawn(digest: digest, reason: try Label("personal-data"))
    let outcome = try sample.writer.submit(
      [try sample.entry(body, 100).envelope], now: sample.clock.present())
    guard case .logged = outcome[0] else { throw Unexpected(what: "\(outcome)") }
    let log = Lines()
    try await TestServers.withServer(sample, log: log) { address in
      let answer = try await TestServers.exchange(
        address,
        Array(
          ("GET /blob/\(digest.hex.prefix(2))/\(digest.hex) HTTP/1.1\r\nHost: x\r\n"
            + "Connection: close\r\n\r\n").utf8))
      #expect(answer.hasPrefix("HTTP/1.1 410"))
      #expect(answer.contains("blob-withdrawn"))
      try await TestServers.withClient(address) { connection in
        let found = try await TestServers.blocking { try RemoteBlobs(connection).get(digest) }
        #expect(found == nil)
      }
    }
    #expect(log.all.first?.contains(#""resource":"blob","status":410"#) == true)
  }

  @Test(arguments: [
    ("GET /health", 200), ("HEAD /checkpoint", 200), ("GET /index.json", 200), ("GET /", 404),
    ("GET /tile/0/0", 404), ("GET /tile/0/000.p/0", 404), ("GET /tile/0/000.p/256", 404),
    ("GET /tile/0/../../etc/passwd", 404), ("GET /blob/00/../../journal.sqlite", 404),
    ("GET /tile/9/000", 404), ("GET /tile/entries/x999/x999/x999/x999/x999/999", 404),
    ("GET /blob/00/AA", 404), ("DELETE /checkpoint", 405), ("GET /entries", 405),
    ("POST /tile/0/000.p/1", 405), ("GET //checkpoint", 404), ("GET /%63heckpoint", 404),
  ])
  func pathsAreAnsweredAsTheyShould(request: String, status: Int) async throws {
    let sample = try SampleProgram()
    let answer = try await TestServers.withServer(sample) { address in
      try await TestServers.exchange(
        address, Array("\(request) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8))
    }
    #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
    if request.hasPrefix("HEAD") { #expect(answer.hasSuffix("\r\n\r\n")) }
  }

  @Test func whatIsNoHTTPIsRefusedAndTheServerGoesOn() async throws {
    let sample = try SampleProgram()
    try await TestServers.withServer(sample) { address in
      let answer = try await TestServers.exchange(address, Array("\u{0}\u{1}\u{2}\r\n\r\n".utf8))
      #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 400"))
      let long = "GET / HTTP/1.1\r\nX: \(String(repeating: "a", count: 40_000))\r\n\r\n"
      let refused = try await TestServers.exchange(address, Array(long.utf8))
      #expect(!refused.hasPrefix("HTTP/1.1 2"))
      try await TestServers.withClient(address) { connection in
        _ = try await TestServers.checkpoint(connection)
      }
    }
  }

  struct Tiles: TileSource {
    let log: any LogSource

    func bytes(of tile: TileAddress) throws(LogSourceFailure) -> [UInt8] {
      guard let bytes = try log.tile(tile) else { throw .missing("\(tile)") }
      return bytes
    }
  }
}
