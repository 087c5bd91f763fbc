public import Application
import BlobFiles
import NIOHTTP1
public import Quantities

/// The blobs that a server publishes, decompressed within bounds and verified.
public struct RemoteBlobs: BlobStore {
  /// The longest blob of unknown length: 128 MiB, which a statement of 100,000 providers fits in.
  public static let limitBytes: Int64 = PublishedBlobs.limitBytes

  private let connection: LogConnection

  /// Asks through a connection.
  public init(_ connection: LogConnection) {
    self.connection = connection
  }

  /// Bytes of a name.
  public func get(
    _ digest: Digest, lengthBytes: Int64?
  ) throws(BlobFailure) -> [UInt8]? {
    guard let length = Int(exactly: lengthBytes ?? Self.limitBytes),
      (0...FileBlobs<PosixFileSystem>.limitBytes).contains(Int64(length))
    else { throw .altered(digest) }
    let stored: [UInt8]?
    do {
      // zlib adds a few bytes to what it cannot compress.
      stored = try connection.get(Self.path(digest), limitBytes: length + length / 1_000 + 1_024)
    } catch {
      if case .tooLong = error {
        throw lengthBytes == nil ? .tooLarge(limitBytes: Self.limitBytes) : .altered(digest)
      }
      throw .unavailable("\(error)")
    }
    guard let stored else { return nil }
    let bytes: [UInt8]
    let found: Digest
    do {
      (bytes, found) =
        lengthBytes == nil
        ? try ZlibStream.decompress(stored, limitBytes: length)
        : try ZlibStream.decompress(stored, expected: length)
    } catch {
      if case .tooLong = error { throw .tooLarge(limitBytes: Self.limitBytes) }
      throw .altered(digest)
    }
    guard found == digest else { throw .altered(digest) }
    return bytes
  }

  /// Whether the server has bytes of that name, by its word.
  public func has(_ digest: Digest) throws(BlobFailure) -> Bool {
    do {
      let answer = try connection.askAndWait(
        .init(method: .HEAD, path: Self.path(digest), limitBytes: 0))
      switch answer.status {
      case 200: return true
      case 404, 410: return false
      default: throw connection.refusal(Self.path(digest), answer.status)
      }
    } catch {
      throw .unavailable("\(error)")
    }
  }

  /// A reader keeps nothing on a server.
  public func put(_ bytes: [UInt8]) throws(BlobFailure) -> Digest {
    throw .unavailable("\(connection.address): a blob is uploaded, not kept")
  }

  /// A server lists nothing: entries name what there is.
  public func list() throws(BlobFailure) -> [Digest] {
    throw .unavailable("\(connection.address): a server lists no blobs")
  }

  /// `blob/aa/<sha256>`.
  static func path(_ digest: Digest) -> String { "blob/\(digest.hex.prefix(2))/\(digest.hex)" }
}
