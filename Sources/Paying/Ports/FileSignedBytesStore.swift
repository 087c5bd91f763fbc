public import BlobFiles
import Keys
public import Quantities

/// Signed transactions as files: a folder for each payment, named by the hash of its sign bytes,
/// and in it a file for each transaction, named by its own.
public struct FileSignedBytesStore<Files: FileSystem>: SignedBytesStore {
  private let folder: String
  private let mark: String
  private let files: Files

  /// The longest transaction that nodes take.
  private static var limitBytes: Int { 1 << 20 }

  /// Makes no folder before the first transaction; `mark` tells this process's temporary files from
  /// others'.
  public init(folder: String, mark: String, on files: Files) {
    self.folder = folder
    self.mark = mark
    self.files = files
  }

  private func folder(_ signBytes: Digest) -> String { folder + "/" + signBytes.hex }

  /// Keeps bytes; when it returns, file and names are on the disk.
  public func put(
    _ bytes: [UInt8], transaction: Digest, signBytes: Digest
  ) throws(PayingFailure) {
    let place = folder(signBytes)
    try touching {
      () throws(FileFailure) in
      try files.makeFolder(folder)
      try files.makeFolder(place)
      try DurableFile.write(
        bytes, to: place + "/" + transaction.hex, in: place, temporaryName: ".tmp." + mark,
        on: files)
      // A new folder is there after a loss of power only once the one that holds it is synced.
      try files.syncFolder(folder)
      if let end = folder.utf8.lastIndex(of: UInt8(ascii: "/")), end > folder.startIndex {
        try files.syncFolder(String(folder[..<end]))
      }
    }
  }

  /// The bytes that were kept; throws where they are no longer those.
  public func bytes(
    of transaction: Digest, signBytes: Digest
  ) throws(PayingFailure) -> [UInt8]? {
    let path = folder(signBytes) + "/" + transaction.hex
    let found = try touching { () throws(FileFailure) in
      try files.read(path, limitBytes: Self.limitBytes)
    }
    guard let found else { return nil }
    // What a disk gives back is not always what it was given.
    guard Sha256.digest(of: found) == transaction else { throw .storedBytesDiffer(transaction) }
    return found
  }

  /// The transactions that were kept of a payment, ascending.
  public func transactions(of signBytes: Digest) throws(PayingFailure) -> [Digest] {
    let place = folder(signBytes)
    let names = try touching { () throws(FileFailure) -> [String] in
      try files.names(in: place)
    }
    return names.compactMap { try? Digest(hex: $0) }.sorted()
  }

  private func touching<Value>(
    _ body: () throws(FileFailure) -> Value
  ) throws(PayingFailure) -> Value {
    do {
      return try body()
    } catch {
      throw .disk(error)
    }
  }
}
