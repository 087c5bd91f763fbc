public import Journal

/// A published log as a reader finds it: a folder, or what was fetched from a server. Nothing that
/// it gives is trusted.
public protocol LogSource: Sendable {
  /// The newest checkpoint, at most `LogSourceLimit.noteBytes`.
  func checkpoint() throws(LogSourceFailure) -> [UInt8]

  /// A tile of hashes or a bundle of entries, at most as long as such a tile can be; nil when there
  /// is none of that width. A source that keeps only the full tile may answer with that.
  func tile(_ address: TileAddress) throws(LogSourceFailure) -> [UInt8]?
}

/// The longest answers that a reader takes in.
public enum LogSourceLimit {
  /// A checkpoint with its signatures.
  public static let noteBytes = 262_144
  /// A full tile of hashes.
  public static let tileBytes = 256 * 32
  /// A full bundle, each entry behind its two bytes of length.
  public static let bundleBytes = 256 * (EntryBundle.limitEntryBytes + 2)

  /// The longest tile or bundle of an address.
  public static func bytes(of address: TileAddress) -> Int {
    switch address.content {
    case .hashes: tileBytes
    case .entries: bundleBytes
    }
  }
}

/// The blobs beside a published log.
public enum PublishedBlobs {
  /// The longest that is read where nothing says its length: 128 MiB, which a statement of 100,000
  /// providers fits in. A few kilobytes can claim to hold a gigabyte.
  public static let limitBytes: Int64 = 128 << 20
}

/// Why a published log did not give what it was asked for.
public enum LogSourceFailure: Error, Hashable, Sendable {
  /// It is not there, and without it there is no log.
  case missing(String)
  /// The answer is longer than such an answer can be.
  case tooLong(String, limitBytes: Int)
  /// The world outside failed: what was tried and what the system said.
  case unavailable(String)
}
