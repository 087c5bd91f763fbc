public import Quantities

/// Bytes named by their SHA-256: segments, policies, catalogues, rosters.
///
/// Every adapter runs the same contract suite. What comes back has been hashed again, so that a
/// caller can trust a name.
public protocol BlobStore: Sendable {
  /// The bytes of that name; nil when there are none.
  ///
  /// With a length, bytes of another length are `altered`, and never more than it is read.
  func get(_ digest: Digest, lengthBytes: Int64?) throws(BlobFailure) -> [UInt8]?

  /// Keeps bytes durably under their digest; the same bytes again change nothing.
  @discardableResult
  func put(_ bytes: [UInt8]) throws(BlobFailure) -> Digest

  /// Whether there are bytes of that name, without reading them.
  func has(_ digest: Digest) throws(BlobFailure) -> Bool

  /// Every name, ascending.
  func list() throws(BlobFailure) -> [Digest]
}

/// Why a blob store did not do what it was asked.
public enum BlobFailure: Error, Hashable, Sendable {
  /// The bytes kept under the name are damaged, or not those that the name promises.
  case altered(Digest)
  /// The bytes are more than the store takes.
  case tooLarge(limitBytes: Int64)
  /// The world outside failed: what was tried, on what, and what the system said.
  case unavailable(String)
}

extension BlobStore {
  /// The bytes of that name, of any length that the store takes.
  public func get(_ digest: Digest) throws(BlobFailure) -> [UInt8]? {
    try get(digest, lengthBytes: nil)
  }

  /// The bytes of a name that something else cannot do without.
  func needed(_ digest: Digest, _ role: BlobRole) throws(ProgramFailure) -> [UInt8] {
    let bytes: [UInt8]?
    do {
      bytes = try get(digest, lengthBytes: nil)
    } catch {
      throw error.failure(of: digest, role)
    }
    guard let bytes else { throw .blob(digest, role, .missing) }
    return bytes
  }
}

extension BlobFailure {
  /// The failure as that of a program that needs the blob.
  func failure(of digest: Digest, _ role: BlobRole) -> ProgramFailure {
    switch self {
    case .altered, .tooLarge: .blob(digest, role, .altered)
    case .unavailable(let message): .blobs(message)
    }
  }
}
