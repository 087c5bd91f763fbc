import BlobFiles
import Foundation

/// An observer's own folder, which one process uses at a time.
struct ObserverHome {
  let spool: String
  let raw: String
  let cache: String
  private let lock: FolderLock

  /// Makes the folder, and takes its lock.
  init(_ folder: String) throws {
    spool = "\(folder)/spool"
    raw = "\(folder)/raw"
    cache = "\(folder)/cache"
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw Ending.unavailable(
        .fileUnwritten, "\(folder) cannot be made: \(error.localizedDescription)",
        "Check the folder, its permissions and the space left.")
    }
    do throws(FolderLockRefusal) {
      lock = try FolderLock("\(folder)/observer.lock")
    } catch {
      throw Self.ending(error)
    }
  }

  private static func ending(_ refusal: FolderLockRefusal) -> Ending {
    if case .busy = refusal {
      return Ending(
        3, "observer-busy", "\(refusal).", "One observer uses a folder; end the other one first.")
    }
    return Ending.unavailable(
      .fileUnwritten, "\(refusal).", "Check the folder, its permissions and the space left.")
  }

  /// Gives the lock back.
  func release() { lock.release() }
}
