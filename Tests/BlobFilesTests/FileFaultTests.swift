import Application
import BlobFiles
import Keys
import Quantities
import TestSupport
import Testing

/// One failed call, a full disk and a read-only one, at every call of a write.
@Suite struct FileFaultTests {
  private let bytes = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* $0) }

  @Test(arguments: FaultyFileSystem.Fault.allCases)
  func aBlobIsWholeOrNotThere(fault: FaultyFileSystem.Fault) throws {
    var call = 0
    var refused = 0
    while true {
      let folder = try TemporaryFolder()
      let files = FaultyFileSystem()
      let blobs = FileBlobs(folder: folder.path, mark: "1", on: files)
      let first = try blobs.put([1, 2, 3])
      files.arm(fault, at: call)
      let outcome = Result { try blobs.put(bytes) }
      let calls = files.calls
      files.arm(nil)
      let digest = Sha256.digest(of: bytes)
      #expect(try blobs.get(first) == [1, 2, 3], "\(fault) at \(call)")
      for name in try blobs.list() { #expect(try blobs.get(name) != nil, "\(fault) at \(call)") }
      switch outcome {
      case .success(let name): #expect(try name == digest && blobs.get(name) == bytes)
      case .failure(let error):
        refused += 1
        guard case .unavailable(let message)? = error as? BlobFailure else {
          Issue.record("\(fault) at \(call): \(error)")
          return
        }
        if fault == .full { #expect(message.contains("No space left on device")) }
      }
      // The fault gone, the same bytes are taken, and nothing is left over that a sweep leaves.
      #expect(try blobs.put(bytes) == digest, "\(fault) at \(call)")
      _ = try blobs.sweep()
      #expect(try blobs.list() == [first, digest].sorted())
      call += 1
      if calls < call { break }
    }
    #expect(refused > 2)
  }

  @Test(arguments: FaultyFileSystem.Fault.allCases)
  func aPublishedFileIsTheOldOneOrTheNew(fault: FaultyFileSystem.Fault) throws {
    var call = 0
    while true {
      let folder = try TemporaryFolder()
      let files = FaultyFileSystem()
      let export = FolderExport(folder.path, mark: "1", on: files)
      try export.write([7], to: "checkpoint")
      files.arm(fault, at: call)
      let isWritten = (try? export.write(bytes, to: "checkpoint")) != nil
      let calls = files.calls
      files.arm(nil)
      let found = try files.read(folder.path + "/checkpoint", limitBytes: 10_000)
      #expect(found == bytes || (!isWritten && found == [7]), "\(fault) at \(call)")
      try export.write(bytes, to: "checkpoint")
      call += 1
      if calls < call { break }
    }
    #expect(call > 3)
  }
}
