public import Application
import BlobFiles
import Glibc

/// What is around a journal in its data folder: rests, locks, rights, space.
public struct FolderDoctor {
  private let folder: String

  /// The doctor of a data folder.
  public init(folder: String) {
    self.folder = folder
  }

  /// Less space than this is told.
  public static let lowSpaceBytes: Int64 = 256 << 20

  /// What was found, the most serious kinds first.
  public func findings() -> [DoctorFinding] {
    var findings: [DoctorFinding] = []
    if mode(folder).map({ $0 & 0o022 != 0 }) == true {
      findings.append(.openToOthers(path: folder))
    }
    for name in names("keys") where mode("\(folder)/keys/\(name)").map({ $0 & 0o077 != 0 }) == true
    {
      findings.append(.secretReadable(path: "\(folder)/keys/\(name)"))
    }
    if let space = space(), space < Self.lowSpaceBytes { findings.append(.spaceLow(bytes: space)) }
    let leftovers = leftovers().count
    if leftovers > 0 { findings.append(.leftovers(count: leftovers)) }
    if let holder = WriterLock.holder(folder: folder) {
      findings.append(.writerAtWork(process: holder))
    }
    return findings
  }

  /// Takes away what is safe to take away, holding the writer's lock; gives what was mended.
  public func mend() throws(JournalStoreFailure) -> [DoctorFinding] {
    let lock = try WriterLock.take(folder: folder)
    defer { lock.release() }
    let mended = findings().filter(\.isMendable)
    for finding in mended {
      switch finding {
      case .openToOthers(let path): restrict(path, 0o022)
      case .secretReadable(let path): restrict(path, 0o077)
      case .leftovers: for path in leftovers() { unlink(path) }
      default: break
      }
    }
    _ = rmdir(folder + "/restoring")
    return mended
  }

  private func restrict(_ path: String, _ bits: mode_t) {
    guard let mode = mode(path) else { return }
    _ = chmod(path, mode & 0o7777 & ~bits)
  }

  /// Files under the temporary names that we write, and what a cut-off restore left.
  private func leftovers() -> [String] {
    var paths: [String] = []
    for shard in names("blob") where shard.utf8.count == 2 {
      for name in names("blob/" + shard) where name.hasPrefix(".partial.") {
        paths.append("\(folder)/blob/\(shard)/\(name)")
      }
    }
    for name in names("restoring") where name.hasPrefix("journal.") {
      paths.append("\(folder)/restoring/\(name)")
    }
    return paths.sorted()
  }

  private func names(_ name: String) -> [String] {
    let names = try? PosixFileSystem().names(in: folder + "/" + name)
    return names?.sorted() ?? []
  }

  private func mode(_ path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode : nil
  }

  private func space() -> Int64? {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return nil }
    return Int64(clamping: UInt64(status.f_bavail)) * Int64(clamping: UInt64(status.f_frsize))
  }
}
