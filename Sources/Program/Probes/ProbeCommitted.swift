public import Encoding
import Evidence
public import Quantities

/// `probe.committed/1`: an observer binds itself to a secret seed of its probes.
public struct ProbeCommitted: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.probeCommitted
  /// The first second that the seed decides.
  public var from: Timestamp
  /// The first second after it.
  public var until: Timestamp
  /// The SHA-256 of the seed's 32 bytes.
  public var commitment: Digest

  /// Takes every field as it is.
  public init(from: Timestamp, until: Timestamp, commitment: Digest) {
    self.from = from
    self.until = until
    self.commitment = commitment
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    from = try fields.required("from").timestamp()
    until = try fields.required("until").timestamp()
    commitment = try fields.required("commitment").digest()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("from", from)
    writer.field("until", until)
    writer.field("commitment", commitment)
  }

  /// An observer.
  public func authority(in state: ProgramState) -> Authority { .observer(speakingOf: from) }

  /// Refuses the past, an empty span, a commitment seen before and two seeds for one second.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    try frame.requireStart(from)
    let span = try TimeSpan.required(from: from, until: until)
    if let probe = state.probes.probe(commitment) {
      throw .probeTaken(commitment, line: probe.line)
    }
    guard case .key(let author) = frame.author else { return }
    let own = state.probes.overlap(
      of: { state.keys.stands(PublicKeyText(author), for: PublicKeyText($0)) }, span)
    if let own { throw .probeOverlap(line: own.line) }
  }

  /// Adds the promise.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    guard case .key(let observer) = frame.author else {
      preconditionFailure("A promise is applied after it was admitted.")
    }
    state.probes.commit(self, observer: observer, line: frame.line)
  }
}
