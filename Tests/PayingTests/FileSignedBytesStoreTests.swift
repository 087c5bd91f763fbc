import BlobFiles
import Foundation
import Keys
import Paying
import Quantities
import Synchronization
import TestSupport
import Testing

/// Signed bytes on the disk: there before anything is sent, and nothing else than they were.
@Suite struct FileSignedBytesStoreTests {
  /// The machine's files, with a list of what was asked of them.
  private final class WatchedFiles: FileSystem {
    let asked = Mutex<[String]>([])
    let refuses: String
    private let files = PosixFileSystem()

    init(refuses: String = "nothing") { self.refuses = refuses }

    private func note(_ what: String, _ path: String) throws(FileFailure) {
      asked.withLock { $0.append(what) }
      if what == refuses { throw FileFailure(what, path, reason: "told so") }
    }

    func makeFolder(_ path: String) throws(FileFailure) { try files.makeFolder(path) }
    func create(_ path: String) throws(FileFailure) -> OpenFile {
      try note("create", path)
      return try files.create(path)
    }
    func write(
      _ bytes: UnsafeRawBufferPointer, to file: OpenFile
    ) throws(FileFailure) { try files.write(bytes, to: file) }
    func sync(_ file: OpenFile) throws(FileFailure) {
      try note("sync", "")
      try files.sync(file)
    }
    func close(_ file: OpenFile) throws(FileFailure) { try files.close(file) }
    func rename(_ from: String, to path: String) throws(FileFailure) {
      try note("rename", path)
      try files.rename(from, to: path)
    }
    func syncFolder(_ path: String) throws(FileFailure) {
      try note("sync folder", path)
      try files.syncFolder(path)
    }
    func remove(_ path: String) throws(FileFailure) { try files.remove(path) }
    func read(_ path: String, limitBytes: Int) throws(FileFailure) -> [UInt8]? {
      try files.read(path, limitBytes: limitBytes)
    }
    func exists(_ path: String) throws(FileFailure) -> Bool { try files.exists(path) }
    func names(in folder: String) throws(FileFailure) -> [String] { try files.names(in: folder) }
  }

  private let folder: TemporaryFolder
  private let bytes = Array("signed".utf8)
  private var hash: Digest { Sha256.digest(of: bytes) }
  private let payment = Sha256.digest(of: [1])

  init() throws { folder = try TemporaryFolder() }

  private func store(_ files: WatchedFiles = WatchedFiles())
    -> FileSignedBytesStore<WatchedFiles>
  {
    FileSignedBytesStore(folder: folder.path + "/signed", mark: "1", on: files)
  }

  @Test func whatWasPutIsFoundAfterARestart() throws {
    #expect(try store().transactions(of: payment).isEmpty)
    #expect(try store().bytes(of: hash, signBytes: payment) == nil)
    try store().put(bytes, transaction: hash, signBytes: payment)
    try store().put(bytes, transaction: hash, signBytes: payment)
    #expect(try store().transactions(of: payment) == [hash])
    #expect(try store().bytes(of: hash, signBytes: payment) == bytes)
  }

  @Test func bytesAndNamesAreOnTheDiskBeforePutReturns() throws {
    let files = WatchedFiles()
    try store(files).put(bytes, transaction: hash, signBytes: payment)
    let asked = files.asked.withLock { $0 }
    // The file, its folder, the folder of payments, and the one that holds that.
    #expect(
      asked == [
        "create", "sync", "rename", "sync folder", "sync folder", "sync folder",
      ])
    for what in ["create", "sync", "rename", "sync folder"] {
      #expect(throws: PayingFailure.self, "\(what)") {
        try store(WatchedFiles(refuses: what)).put(
          bytes, transaction: hash, signBytes: payment)
      }
    }
  }

  @Test func bytesThatChangedOnTheDiskAreNotSent() throws {
    try store().put(bytes, transaction: hash, signBytes: payment)
    _ = try folder.write("altered", to: "signed/\(payment.hex)/\(hash.hex)")
    #expect(throws: PayingFailure.storedBytesDiffer(hash)) {
      try store().bytes(of: hash, signBytes: payment)
    }
  }
}
