public import Quantities

/// A blob store that can take a blob away, as a withdrawal asks of whoever keeps a copy.
public protocol RemovableBlobs: BlobStore {
  /// Takes a blob away; one that is not there is passed over.
  func remove(_ digest: Digest) throws(BlobFailure)
}
