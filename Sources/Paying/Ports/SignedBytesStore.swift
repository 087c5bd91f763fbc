public import Quantities

/// Where signed transactions are kept before they are sent (law 8).
public protocol SignedBytesStore: Sendable {
  /// Keeps bytes; when it returns, they survive a loss of power.
  func put(_ bytes: [UInt8], transaction: Digest, signBytes: Digest) throws(PayingFailure)
  /// The bytes that were kept; nil where there are none.
  func bytes(of transaction: Digest, signBytes: Digest) throws(PayingFailure) -> [UInt8]?
  /// The transactions that were kept of a payment, ascending.
  func transactions(of signBytes: Digest) throws(PayingFailure) -> [Digest]
}
