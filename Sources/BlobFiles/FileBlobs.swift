public import Application
import Keys
public import Quantities
import Synchronization

/// The blobs of a data folder: `blob/aa/<sha256>`, each compressed by zlib.
///
/// A file is written under a temporary name, synced and renamed, and its folder synced, so that a
/// name that is there stands for whole bytes.
public final class FileBlobs<Files: FileSystem>: BlobStore {
  private let root: String
  private let files: Files
  /// Tells apart the temporary files of one process; the mark tells processes apart.
  private let counter = Mutex(0)
  private let mark: String
  private let limitUnknownBytes: Int64

  /// The longest blob: 1 GiB, as long as a segment may be.
  public static var limitBytes: Int64 { 1 << 30 }

  /// The blobs below `folder`, which is made when the first is stored.
  ///
  /// `mark` must differ between processes that write to the same folder; a process id will do.
  /// Of a folder that somebody else filled, no more than `limitUnknownBytes` is read where the
  /// caller does not know the length.
  public init(
    folder: String, mark: String, on files: Files, limitUnknownBytes: Int64 = limitBytes
  ) {
    root = folder
    self.mark = mark
    self.files = files
    self.limitUnknownBytes = min(limitUnknownBytes, Self.limitBytes)
  }

  /// Bytes of a name, decompressed and verified.
  public func get(
    _ digest: Digest, lengthBytes: Int64?
  ) throws(BlobFailure) -> [UInt8]? {
    let limit = min(lengthBytes ?? limitUnknownBytes, Self.limitBytes)
    guard let length = Int(exactly: limit), length >= 0 else { throw .altered(digest) }
    guard let stored = try stored(digest, lengthBytes: length, isExact: lengthBytes != nil)
    else { return nil }
    let (bytes, found) = try decompress(stored, digest, lengthBytes.map { _ in length })
    guard found == digest else { throw .altered(digest) }
    return bytes
  }

  private func stored(
    _ digest: Digest, lengthBytes: Int, isExact: Bool
  ) throws(BlobFailure) -> [UInt8]? {
    do {
      // zlib adds a few bytes to what it cannot compress.
      let limit = lengthBytes + lengthBytes / 1_000 + 1_024
      return try files.read(path(of: digest), limitBytes: limit)
    } catch {
      guard error.isTooLong else { throw .unavailable(error.description) }
      throw isExact ? .altered(digest) : .tooLarge(limitBytes: limitUnknownBytes)
    }
  }

  private func decompress(
    _ stored: [UInt8], _ digest: Digest, _ expected: Int?
  ) throws(BlobFailure) -> (bytes: [UInt8], digest: Digest) {
    do {
      if let expected { return try ZlibStream.decompress(stored, expected: expected) }
      return try ZlibStream.decompress(stored, limitBytes: Int(limitUnknownBytes))
    } catch {
      switch error {
      case .malformed, .otherLength: throw .altered(digest)
      case .tooLong: throw .tooLarge(limitBytes: limitUnknownBytes)
      }
    }
  }

  /// Compresses and stores bytes; a whole copy that is there stays, a damaged one is mended.
  @discardableResult
  public func put(_ bytes: [UInt8]) throws(BlobFailure) -> Digest {
    guard Int64(bytes.count) <= Self.limitBytes else {
      throw .tooLarge(limitBytes: Self.limitBytes)
    }
    let digest = Sha256.digest(of: bytes)
    if try holdsWhole(digest, lengthBytes: bytes.count) { return digest }
    let compressed = ZlibStream.compress(bytes)
    let folder = folder(of: digest)
    let number = counter.withLock { count in
      count += 1
      return count
    }
    try outside { () throws(FileFailure) in
      try files.makeFolder(folder)
      try DurableFile.write(
        compressed, to: path(of: digest), in: folder,
        temporaryName: "\(Self.temporaryPrefix)\(mark).\(number)", on: files)
    }
    return digest
  }

  private func holdsWhole(_ digest: Digest, lengthBytes: Int) throws(BlobFailure) -> Bool {
    guard try has(digest) else { return false }
    do {
      guard try get(digest, lengthBytes: Int64(lengthBytes)) != nil else { return false }
    } catch {
      if case .unavailable = error { throw error }
      return false
    }
    // The copy may stem from a run that was cut off before it synced the folder.
    try outside { () throws(FileFailure) in try files.syncFolder(folder(of: digest)) }
    return true
  }

  /// Whether there is a file of that name.
  public func has(_ digest: Digest) throws(BlobFailure) -> Bool {
    try outside { () throws(FileFailure) in try files.exists(path(of: digest)) }
  }

  /// Every name, ascending; files that are no blobs are passed over.
  public func list() throws(BlobFailure) -> [Digest] {
    try outside { () throws(FileFailure) in
      var digests: [Digest] = []
      for folder in try files.names(in: root) where Self.isFolder(folder) {
        for name in try files.names(in: root + "/" + folder) {
          guard let digest = try? Digest(hex: name), name.utf8.starts(with: folder.utf8)
          else { continue }
          digests.append(digest)
        }
      }
      return digests.sorted()
    }
  }

  /// Takes away what earlier runs left of files that they did not finish; gives how many.
  ///
  /// Only while nobody else writes.
  public func sweep() throws(BlobFailure) -> Int {
    try outside { () throws(FileFailure) in
      var count = 0
      for folder in try files.names(in: root) where Self.isFolder(folder) {
        for name in try files.names(in: root + "/" + folder)
        where name.utf8.starts(with: Self.temporaryPrefix.utf8) {
          try files.remove(root + "/" + folder + "/" + name)
          count += 1
        }
      }
      return count
    }
  }

  private func folder(of digest: Digest) -> String { root + "/" + digest.hex.prefix(2) }

  private func path(of digest: Digest) -> String { folder(of: digest) + "/" + digest.hex }

  private func outside<Value>(
    _ body: () throws(FileFailure) -> Value
  ) throws(BlobFailure) -> Value {
    do {
      return try body()
    } catch {
      throw .unavailable(error.description)
    }
  }
}

extension FileBlobs: RemovableBlobs {
  /// Takes a blob's file away.
  public func remove(_ digest: Digest) throws(BlobFailure) {
    guard try has(digest) else { return }
    try outside { () throws(FileFailure) in
      try files.remove(path(of: digest))
      try files.syncFolder(folder(of: digest))
    }
  }
}

extension FileBlobs: CompressedBlobs {
  /// The file of a name as it is.
  public func compressed(
    _ digest: Digest, limitBytes: Int
  ) throws(BlobFailure) -> [UInt8]? {
    do {
      return try files.read(path(of: digest), limitBytes: limitBytes)
    } catch {
      throw error.isTooLong
        ? .tooLarge(limitBytes: Int64(limitBytes)) : .unavailable(error.description)
    }
  }
}

extension FileBlobs {
  private static var temporaryPrefix: String { ".partial." }

  private static func isFolder(_ name: String) -> Bool {
    name.utf8.count == 2
      && name.utf8.allSatisfy {
        $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")
          || $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "f")
      }
  }
}
