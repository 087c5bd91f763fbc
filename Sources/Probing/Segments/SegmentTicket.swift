public import Evidence
public import Quantities

/// Which file a segment is: what its log entries say of it.
public struct SegmentTicket: Hashable, Sendable {
  /// The key whose evidence it is.
  public let key: ObserverKey
  /// What it records.
  public let type: SegmentType
  /// The seconds that it covers.
  public let span: TimeSpan
  /// The key's own count over its segments of this type.
  public let sequence: UInt64
  /// The digest of the one before.
  public let previous: Digest?
  /// The SHA-256 of its bytes.
  public let digest: Digest
  /// How many bytes.
  public let lengthBytes: Int64

  /// Takes every field as it is.
  public init(
    key: ObserverKey, type: SegmentType, span: TimeSpan, sequence: UInt64, previous: Digest?,
    digest: Digest, lengthBytes: Int64
  ) {
    self.key = key
    self.type = type
    self.span = span
    self.sequence = sequence
    self.previous = previous
    self.digest = digest
    self.lengthBytes = lengthBytes
  }
}

/// A segment that is made and not yet safe: its file is to be written under its digest.
public struct SegmentDraft: Hashable, Sendable {
  /// Which file.
  public let ticket: SegmentTicket
  /// The bytes; SHA-256 of them is the ticket's digest.
  public let bytes: [UInt8]

  /// Joins both.
  public init(ticket: SegmentTicket, bytes: [UInt8]) {
    self.ticket = ticket
    self.bytes = bytes
  }
}
