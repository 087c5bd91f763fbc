import Application
import BlobFiles

/// The right to write a data folder: a lock on `journal.lock`, which ends with its process.
enum WriterLock {
  static let fileName = "journal.lock"

  /// Takes the lock, or throws `busy` with the process that has it.
  static func take(folder: String) throws(JournalStoreFailure) -> FolderLock {
    do {
      return try FolderLock(folder + "/" + fileName)
    } catch {
      switch error {
      case .busy(_, let process): throw .busy(process: process)
      case .readOnly: throw .readOnly
      case .full: throw .full
      case .files(let failure): throw .unavailable(failure.description)
      }
    }
  }

  /// The process that holds a folder's lock; nil when nobody does.
  static func holder(folder: String) -> Int32?? { FolderLock.holder(folder + "/" + fileName) }
}
