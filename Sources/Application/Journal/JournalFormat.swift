public import Journal
public import Quantities

/// What the stored bytes of a journal say, as far as its keeper must know.
public protocol JournalFormat: Sendable {
  /// SHA-256 of the payload in a leaf; nil for bytes that are no leaf.
  func identity(ofLeaf bytes: [UInt8]) -> Digest?
  /// Size and root in a checkpoint; nil for bytes that are none. No signature is verified.
  func head(ofCheckpoint bytes: [UInt8]) -> TreeHead?
}
