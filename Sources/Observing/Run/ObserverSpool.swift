public import BlobFiles
import Glibc
public import Probing
public import Quantities
import Synchronization

/// Where an observer's outcomes and segments lie until they are published, and after.
public protocol ObserverSpool: Sendable {
  /// The spool's parts as they are, by number.
  func parts() throws(FileFailure) -> [SpoolPart]
  /// Does what `ObserverAction.append` says; when it returns, the bytes are safe.
  func append(_ write: SpoolWrite) throws(FileFailure)
  /// Removes a part that holds nothing any more that is needed.
  func drop(part number: UInt64) throws(FileFailure)
  /// Keeps a segment under its digest; when it returns, it is safe.
  func store(_ segment: SegmentDraft) throws(FileFailure)
  /// A segment's bytes; nil where there are none.
  func segment(_ digest: Digest) throws(FileFailure) -> [UInt8]?
  /// Keeps the log's signed answer to an entry.
  func keep(receipt: [UInt8], of entry: Digest) throws(FileFailure)
}

/// A spool in a folder: `part-000000000001.spool`, `segment/aa/<sha256>`, `receipt/<sha256>`.
public final class FolderSpool: ObserverSpool {
  private let folder: String
  private let files = PosixFileSystem()
  private let blobs: FileBlobs<PosixFileSystem>
  private let mark = "\(getpid())"
  /// The longest part that is read.
  private static let limitPartBytes = 1 << 30

  /// In a folder, which is made with what is written first.
  public init(_ folder: String) {
    self.folder = folder
    blobs = FileBlobs(folder: "\(folder)/segment", mark: mark, on: files)
  }

  private func path(_ number: UInt64) -> String {
    let digits = "\(number)"
    return "\(folder)/part-\(String(repeating: "0", count: max(0, 12 - digits.utf8.count)))"
      + "\(digits).spool"
  }

  /// The parts by number.
  public func parts() throws(FileFailure) -> [SpoolPart] {
    var parts: [SpoolPart] = []
    for name in try files.names(in: folder).sorted() {
      guard name.hasPrefix("part-"), name.hasSuffix(".spool"),
        let number = UInt64(name.dropFirst(5).dropLast(6)),
        let bytes = try files.read("\(folder)/\(name)", limitBytes: Self.limitPartBytes)
      else { continue }
      parts.append(SpoolPart(number: number, bytes: bytes))
    }
    return parts.sorted { $0.number < $1.number }
  }

  /// Writes at its place, drops what lies behind, and waits for the disk.
  public func append(_ write: SpoolWrite) throws(FileFailure) {
    let path = path(write.part)
    if write.offset == 0 { try files.makeFolder(folder) }
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Self.failure("open", path) }
    defer { _ = Glibc.close(descriptor) }
    var written = 0
    while written < write.bytes.count {
      let count = write.bytes.withUnsafeBytes { bytes in
        Glibc.pwrite(
          descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written,
          off_t(write.offset + written))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure("write", path) }
      written += count
    }
    guard ftruncate(descriptor, off_t(write.offset + write.bytes.count)) == 0,
      fsync(descriptor) == 0
    else { throw Self.failure("sync", path) }
    if write.offset == 0 { try files.syncFolder(folder) }
  }

  /// Removes a part.
  public func drop(part number: UInt64) throws(FileFailure) { try files.remove(path(number)) }

  /// Keeps a segment's file, compressed.
  public func store(_ segment: SegmentDraft) throws(FileFailure) {
    do {
      _ = try blobs.put(segment.bytes)
    } catch {
      throw FileFailure("keep", "\(folder)/segment", reason: "\(error)")
    }
  }

  /// A segment's bytes.
  public func segment(_ digest: Digest) throws(FileFailure) -> [UInt8]? {
    do {
      return try blobs.get(digest, lengthBytes: nil)
    } catch {
      throw FileFailure("read", "\(folder)/segment", reason: "\(error)")
    }
  }

  /// Keeps a receipt.
  public func keep(receipt: [UInt8], of entry: Digest) throws(FileFailure) {
    let receipts = "\(folder)/receipt"
    try files.makeFolder(receipts)
    try DurableFile.write(
      receipt, to: "\(receipts)/\(entry.hex)", in: receipts, temporaryName: ".tmp.\(mark)",
      on: files)
  }

  private static func failure(_ action: String, _ path: String) -> FileFailure {
    FileFailure(action, path, reason: String(cString: strerror(errno)))
  }
}

/// A spool in memory: for simulations, and for tests of a disk that fails.
public final class MemorySpool: ObserverSpool {
  private struct State {
    var parts: [UInt64: [UInt8]] = [:]
    var segments: [Digest: [UInt8]] = [:]
    var isFull = false
  }

  private let state = Mutex(State())

  /// Empty.
  public init() {}

  /// Whether it takes nothing, as a full disk does.
  public func setFull(_ isFull: Bool) { state.withLock { $0.isFull = isFull } }

  /// The segments by digest, ascending.
  public var segments: [(digest: Digest, bytes: [UInt8])] {
    state.withLock { state in
      state.segments.keys.sorted().map { ($0, state.segments[$0] ?? []) }
    }
  }

  /// The parts by number.
  public func parts() throws(FileFailure) -> [SpoolPart] {
    state.withLock { state in
      state.parts.keys.sorted().map { SpoolPart(number: $0, bytes: state.parts[$0] ?? []) }
    }
  }

  /// Writes at its place.
  public func append(_ write: SpoolWrite) throws(FileFailure) {
    let isTaken = state.withLock { state in
      guard !state.isFull else { return false }
      var bytes = Array(state.parts[write.part, default: []].prefix(write.offset))
      bytes += write.bytes
      state.parts[write.part] = bytes
      return true
    }
    guard isTaken else { throw Self.full }
  }

  /// Removes a part.
  public func drop(part number: UInt64) throws(FileFailure) {
    state.withLock { $0.parts[number] = nil }
  }

  /// Keeps a segment.
  public func store(_ segment: SegmentDraft) throws(FileFailure) {
    let isTaken = state.withLock { state in
      guard !state.isFull else { return false }
      state.segments[segment.ticket.digest] = segment.bytes
      return true
    }
    guard isTaken else { throw Self.full }
  }

  /// A segment's bytes.
  public func segment(_ digest: Digest) throws(FileFailure) -> [UInt8]? {
    state.withLock { $0.segments[digest] }
  }

  /// Receipts of a simulation are nobody's proof.
  public func keep(receipt: [UInt8], of entry: Digest) throws(FileFailure) {}

  private static let full = FileFailure("write", "memory", reason: "no space left")
}
