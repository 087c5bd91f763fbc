public import Encoding
public import Quantities

/// `evidence.delivered/1`: the file of a published segment is with the log.
public struct EvidenceDelivered: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.evidenceDelivered
  /// The segment, as it was published.
  public var digest: Digest

  /// Takes the digest as it is.
  public init(digest: Digest) {
    self.digest = digest
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    digest = try fields.required("digest").digest()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("digest", digest)
  }

  /// The file.
  public var neededBlobs: [Digest] { [digest] }

  /// The key that published it, or one that took its place.
  public func authority(in state: ProgramState) -> Authority {
    .keeper(state.evidence.record(digest)?.observer)
  }

  /// Refuses what was never published, and a second delivery.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard state.evidence.record(digest) != nil else { throw .evidenceUnknown(digest) }
    if let delivery = state.evidence.delivery(digest) {
      throw .evidenceDelivered(digest, line: delivery.line)
    }
  }

  /// Notes the delivery.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.evidence.deliver(digest, admittedAt: frame.admittedAt, line: frame.line)
  }
}
