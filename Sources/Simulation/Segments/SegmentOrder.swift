public import Evidence
public import Quantities

/// One file that an observer is to make: of which type and for which slots.
public struct SegmentOrder: Hashable, Sendable {
  /// The observer, by position in the world.
  public let observer: Int
  /// What it records.
  public let type: SegmentType
  /// Whole slots.
  public let span: TimeSpan

  /// Takes every field as it is.
  public init(observer: Int, type: SegmentType, span: TimeSpan) {
    self.observer = observer
    self.type = type
    self.span = span
  }
}

/// A file as it was published: what the fact says of it, and the bytes.
public struct MadeSegment: Sendable {
  /// Whose.
  public let observer: ObserverKey
  /// What it records.
  public let type: SegmentType
  /// The slots that the fact speaks of.
  public let span: TimeSpan
  /// The observer's own count.
  public let sequence: UInt64
  /// SHA-256 of the bytes.
  public let digest: Digest
  /// The length that the fact speaks of.
  public let publishedLength: Int64
  /// The bytes.
  public let bytes: [UInt8]
}
