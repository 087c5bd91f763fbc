import Application
import BlobFiles
import Keys
import Quantities
import TestSupport
import Testing

@Suite struct BlobStoreTests {
  private static func path(_ digest: Digest) -> String { "\(digest.hex.prefix(2))/\(digest.hex)" }

  @Test func memoryKeepsTheContract() throws {
    let contract = BlobStoreContract(make: { MemoryBlobs() }) { store, digest in
      let memory = try #require(store as? MemoryBlobs)
      memory.damage(digest, with: [9, 9, 9])
    }
    try contract.run()
  }

  @Test func filesKeepTheContract() throws {
    var folders: [TemporaryFolder] = []
    let contract = BlobStoreContract(make: {
      let folder = try TemporaryFolder()
      folders.append(folder)
      return FileBlobs(folder: folder.path, mark: "1", on: PosixFileSystem())
    }) { _, digest in
      let folder = try #require(folders.last)
      var stored = try folder.read(Self.path(digest))
      // The last byte is of zlib's own checksum; a bit elsewhere may be idle.
      stored[stored.count - 1] ^= 0xFF
      try folder.write(stored, to: Self.path(digest))
    }
    try contract.run()
  }

  @Test func anotherBlobInABlobsPlaceIsAltered() throws {
    let folder = try TemporaryFolder()
    let store = FileBlobs(folder: folder.path, mark: "1", on: PosixFileSystem())
    // A whole stream, of the right length, of other bytes: nothing but the digest tells.
    let digests = try ["statement one", "statement two"].map { try store.put(Array($0.utf8)) }
    try folder.write(try folder.read(Self.path(digests[1])), to: Self.path(digests[0]))
    for length in [nil, Int64(13)] {
      #expect(throws: BlobFailure.altered(digests[0])) {
        try store.get(digests[0], lengthBytes: length)
      }
    }
    #expect(try store.get(digests[1]) == Array("statement two".utf8))
  }

  @Test func everyDamageOfAStoredFileIsAltered() throws {
    let folder = try TemporaryFolder()
    let store = FileBlobs(folder: folder.path, mark: "1", on: PosixFileSystem())
    let bytes = Array("one segment, or what is left of it\n".utf8)
    let digest = try store.put(bytes)
    let stored = try folder.read(Self.path(digest))
    var variants: [[UInt8]] = stored.indices.map { Array(stored.prefix($0)) }
    variants += stored.indices.map { index in
      var changed = stored
      changed[index] ^= 0x41
      return changed
    }
    variants.append(stored + [0])
    variants.append(stored + stored)
    variants.append(bytes)
    for variant in variants where variant != stored {
      try folder.write(variant, to: Self.path(digest))
      #expect(throws: BlobFailure.altered(digest)) { try store.get(digest) }
      #expect(throws: BlobFailure.altered(digest)) {
        try store.get(digest, lengthBytes: Int64(bytes.count))
      }
    }
  }

  @Test func aBombIsNotInflatedBeyondItsStatedLength() throws {
    let folder = try TemporaryFolder()
    let store = FileBlobs(folder: folder.path, mark: "1", on: PosixFileSystem())
    let zeros = [UInt8](repeating: 0, count: 64 << 20)
    let digest = try store.put(zeros)
    #expect(throws: BlobFailure.altered(digest)) { try store.get(digest, lengthBytes: 1_000_000) }
    #expect(throws: BlobFailure.altered(digest)) { try store.get(digest, lengthBytes: 1 << 40) }
    #expect(throws: BlobFailure.altered(digest)) { try store.get(digest, lengthBytes: -1) }
    #expect(try store.get(digest, lengthBytes: Int64(zeros.count))?.count == zeros.count)
  }

  @Test func filesLieAsDocumentedAndStrangersArePassedOver() throws {
    let folder = try TemporaryFolder()
    let store = FileBlobs(folder: folder.path, mark: "1", on: PosixFileSystem())
    let digest = try store.put([1, 2, 3])
    #expect(try folder.read(Self.path(digest)).prefix(2) == [0x78, 0x9C], "a zlib stream")
    let near = "\(digest.hex.prefix(2))"
    try folder.write([], to: "README")
    try folder.write([], to: "\(near)/note.txt")
    try folder.write([], to: "\(near)/.partial.0.1")
    try folder.write([], to: "\(near)/\(String(repeating: "0", count: 64))")
    #expect(try store.list() == [digest])
    #expect(try store.sweep() == 1)
    #expect(try store.sweep() == 0)
    #expect(try store.get(digest) == [1, 2, 3])
  }

  @Test func aLinkOrFolderInABlobsPlaceIsNotFollowed() throws {
    let folder = try TemporaryFolder()
    let files = PosixFileSystem()
    let store = FileBlobs(folder: folder.path, mark: "1", on: files)
    let digest = Sha256.digest(of: [5])
    try files.makeFolder(folder.path + "/" + Self.path(digest))
    #expect(try !store.has(digest))
    #expect(throws: BlobFailure.self) { try store.get(digest) }
  }

  @Test func powerLossAtAnyCallLosesNothingAcknowledgedAndServesNothingHalf() throws {
    let old = Array("stored before".utf8)
    let new = BlobStoreContract.random(seed: 3, count: 5_000)
    let oldDigest = Sha256.digest(of: old)
    let newDigest = Sha256.digest(of: new)
    var acknowledged = 0
    for keepsNames in [false, true] {
      for call in 0..<20 {
        let files = PowerLossFileSystem()
        let store = FileBlobs(folder: "/blob", mark: "1", on: files)
        try store.put(old)
        files.fail(at: call)
        let wasStored = (try? store.put(new)) != nil
        files.restart(keepsUnsyncedNames: keepsNames)
        let after = FileBlobs(folder: "/blob", mark: "2", on: files)
        #expect(try after.get(oldDigest) == old, "call \(call)")
        let found = try? after.get(newDigest)
        if wasStored {
          acknowledged += 1
          #expect(found == new, "call \(call)")
        } else {
          #expect(found == new || found == .some(nil), "call \(call)")
        }
        // Storing again mends whatever was left, and no rest stays.
        #expect(try after.put(new) == newDigest)
        #expect(try after.get(newDigest) == new)
        _ = try after.sweep()
        #expect(try after.list() == [oldDigest, newDigest].sorted())
      }
    }
    #expect(acknowledged > 0)
  }

  @Test func aRepeatedPutIsOnlyAcknowledgedWhenItsNameIsDurable() throws {
    // Cut off between rename and the folder's sync, the name is there but may be forgotten.
    let bytes = BlobStoreContract.random(seed: 4, count: 100)
    for call in 0..<20 {
      let files = PowerLossFileSystem()
      let store = FileBlobs(folder: "/blob", mark: "1", on: files)
      files.fail(at: call)
      guard (try? store.put(bytes)) == nil else { break }
      files.fail(at: nil)
      let digest = try FileBlobs(folder: "/blob", mark: "2", on: files).put(bytes)
      files.restart(keepsUnsyncedNames: false)
      #expect(try FileBlobs(folder: "/blob", mark: "3", on: files).get(digest) == bytes)
    }
  }

  @Test func failuresSayWhatWasTriedOnWhat() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "file")
    let store = FileBlobs(folder: folder.path + "/file", mark: "1", on: PosixFileSystem())
    do {
      try store.put([1])
      Issue.record("stored below a file")
    } catch let failure {
      guard case .unavailable(let message) = failure else {
        Issue.record("\(failure)")
        return
      }
      #expect(message.hasPrefix("Cannot "))
      #expect(message.contains(folder.path))
    }
  }
}
