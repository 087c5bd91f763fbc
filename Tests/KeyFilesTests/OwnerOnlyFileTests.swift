import Foundation
import Glibc
import KeyFiles
import Testing

@Suite struct OwnerOnlyFileTests {
  private func read(_ path: String) throws(OwnerOnlyError) -> [UInt8] {
    try OwnerOnlyFile.read(path, limitBytes: 100)
  }

  @Test func aNewFileIsForItsOwnerAloneAndSoIsItsFolder() throws {
    let folder = try SecretFolder()
    let path = "\(folder.path)/keys/a.json"
    let before = umask(0)
    defer { umask(before) }
    try OwnerOnlyFile.create([1, 2, 3], at: path, mark: "1")
    #expect(try folder.mode(path) == 0o600)
    #expect(try folder.mode("\(folder.path)/keys") == 0o700)
    #expect(try read(path) == [1, 2, 3])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/keys") == ["a.json"])
  }

  @Test func nothingIsEverOverwritten() throws {
    let folder = try SecretFolder()
    let path = try folder.write("old", "a.json")
    #expect(throws: OwnerOnlyError.exists(path)) {
      try OwnerOnlyFile.create([1], at: path, mark: "1")
    }
    #expect(try read(path) == Array("old".utf8))
    let link = "\(folder.path)/link"
    #expect(symlink("\(folder.path)/nowhere", link) == 0)
    #expect(throws: OwnerOnlyError.exists(link)) {
      try OwnerOnlyFile.create([1], at: link, mark: "1")
    }
    #expect(folder.names.sorted() == ["a.json", "link"])
  }

  @Test(arguments: [0o640, 0o604, 0o660, 0o644, 0o610, 0o601, 0o620, 0o602])
  func aFileThatOthersMayUseIsRefused(mode: Int) throws {
    let folder = try SecretFolder()
    let path = try folder.write("x", "a.json", mode: mode)
    let octal = "0" + String(mode, radix: 8)
    #expect(throws: OwnerOnlyError.tooOpen(path, mode: octal)) { try read(path) }
  }

  @Test(arguments: [0o750, 0o755, 0o777, 0o701, 0o710, 0o720])
  func aFolderThatOthersMayEnterIsRefused(mode: Int) throws {
    let folder = try SecretFolder()
    let path = try folder.write("x", "a.json")
    try folder.set(mode, of: folder.path)
    let refusal = OwnerOnlyError.folderTooOpen(folder.path, mode: "0" + String(mode, radix: 8))
    #expect(throws: refusal) { try read(path) }
    #expect(throws: refusal) {
      try OwnerOnlyFile.create([1], at: "\(folder.path)/b.json", mark: "1")
    }
  }

  @Test func onlyRegularFilesAreRead() throws {
    let folder = try SecretFolder()
    let target = try folder.write("x", "a.json")
    let link = "\(folder.path)/link"
    #expect(symlink(target, link) == 0)
    #expect(throws: OwnerOnlyError.notAFile(link)) { try read(link) }
    let pipe = "\(folder.path)/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(throws: OwnerOnlyError.notAFile(pipe)) { try read(pipe) }
    #expect(mkdir("\(folder.path)/d", 0o700) == 0)
    #expect(throws: OwnerOnlyError.notAFile("\(folder.path)/d")) { try read("\(folder.path)/d") }
  }

  @Test func missingAndLongFilesAreSaidToBeSo() throws {
    let folder = try SecretFolder()
    #expect(throws: OwnerOnlyError.missing("\(folder.path)/no")) { try read("\(folder.path)/no") }
    #expect(throws: OwnerOnlyError.missing("\(folder.path)/no")) {
      try read("\(folder.path)/no/a")
    }
    let path = try folder.write(String(repeating: "x", count: 101), "long")
    #expect(throws: OwnerOnlyError.tooLong(path, limitBytes: 100)) { try read(path) }
  }

  /// Only a privileged run can give a file away; others have nothing to show here.
  @Test(.enabled(if: geteuid() == 0)) func aFileOfAnotherUserIsRefused() throws {
    let folder = try SecretFolder()
    let path = try folder.write("x", "a.json")
    #expect(chown(path, 12_345, 12_345) == 0)
    #expect(throws: OwnerOnlyError.anotherOwner(path)) { try read(path) }
  }

  @Test func whatTheSystemRefusesIsSaidInItsWords() throws {
    let folder = try SecretFolder()
    let path = "\(folder.path)/a/b/c.json"
    #expect {
      try OwnerOnlyFile.create([1], at: path, mark: "1")
    } throws: { error in
      "\(error)".contains("cannot make the folder")
    }
  }
}
