public import Journal
public import Quantities

/// The format of the Journal room: leaves with envelopes, checkpoints as signed notes.
public struct StoredFormat: JournalFormat {
  /// The one format there is.
  public init() {}

  /// SHA-256 of the payload.
  public func identity(ofLeaf bytes: [UInt8]) -> Digest? {
    try? Leaf(bytes: bytes).envelope.identity
  }

  /// Size and root.
  public func head(ofCheckpoint bytes: [UInt8]) -> TreeHead? {
    try? SignedCheckpoint(bytes: bytes).checkpoint.head
  }
}
