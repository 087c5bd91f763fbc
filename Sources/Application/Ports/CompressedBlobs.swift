public import Quantities

/// A blob store that can give a blob as it is published: one zlib stream, as it lies there.
public protocol CompressedBlobs: BlobStore {
  /// The stored stream, at most so many bytes, neither decompressed nor verified; nil when there is
  /// none.
  func compressed(_ digest: Digest, limitBytes: Int) throws(BlobFailure) -> [UInt8]?
}
