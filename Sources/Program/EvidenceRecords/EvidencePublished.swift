public import Encoding
public import Evidence
public import Quantities

/// `evidence.published/1`: an observer names one of its segments by digest.
public struct EvidencePublished: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.evidencePublished
  /// The longest segment: 1 GiB.
  public static let limitBytes: Int64 = 1 << 30
  /// What kind of segment.
  public var type: SegmentType
  /// The observer's own counter over its segments of this type.
  public var sequence: UInt64
  /// The first second covered.
  public var start: Timestamp
  /// The first second after it.
  public var end: Timestamp
  /// The SHA-256 of the segment's bytes, uncompressed.
  public var digest: Digest
  /// How many bytes, uncompressed.
  public var lengthBytes: Int64

  /// Takes every field as it is.
  public init(
    type: SegmentType, sequence: UInt64, start: Timestamp, end: Timestamp, digest: Digest,
    lengthBytes: Int64
  ) {
    self.type = type
    self.sequence = sequence
    self.start = start
    self.end = end
    self.digest = digest
    self.lengthBytes = lengthBytes
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    type = try fields.required("type").segmentType()
    sequence = try fields.required("sequence").integer(in: 0...UInt64(Int64.max))
    start = try fields.required("start").timestamp()
    end = try fields.required("end").timestamp()
    digest = try fields.required("digest").digest()
    lengthBytes = try fields.required("length").integer(in: 0...Int64.max)
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("type", type.name)
    writer.field("sequence", sequence)
    writer.field("start", start)
    writer.field("end", end)
    writer.field("digest", digest)
    writer.field("length", lengthBytes)
  }

  /// The segment.
  public var computedInputs: [Digest] { [digest] }

  /// An observer.
  public func authority(in state: ProgramState) -> Authority { .observer(speakingOf: start) }

  /// Refuses digests published before, evidence of the future, and more than 1 GiB.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    _ = try TimeSpan.required(from: start, until: end)
    if let record = state.evidence.record(digest) {
      throw .evidenceTaken(digest, line: record.line)
    }
    guard end <= frame.admittedAt else {
      throw .evidenceInFuture(end: end, admittedAt: frame.admittedAt)
    }
    guard lengthBytes <= Self.limitBytes else {
      throw .evidenceTooLong(bytes: lengthBytes, limit: Self.limitBytes)
    }
  }

  /// Adds the record.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    guard case .key(let observer) = frame.author else {
      preconditionFailure("Evidence is applied after it was admitted.")
    }
    state.evidence.publish(
      EvidenceRecord(
        observer: observer, body: self, admittedAt: frame.admittedAt, line: frame.line))
  }
}
