public import Encoding
public import Evidence
public import Quantities

/// `observer.appointed/1`: the committee lets a key publish evidence.
public struct ObserverAppointed: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.observerAppointed
  /// The observer.
  public var observer: ObserverKey
  /// The first second.
  public var from: Timestamp
  /// The first second after it; nil: open.
  public var until: Timestamp?

  /// Takes every field as it is.
  public init(observer: ObserverKey, from: Timestamp, until: Timestamp?) {
    self.observer = observer
    self.from = from
    self.until = until
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    observer = try fields.required("observer").observerKey()
    from = try fields.required("from").timestamp()
    until = try fields.required("until").timestampOrNull()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("observer", observer.text)
    writer.field("from", from)
    writer.field("until", until)
  }

  /// What it names.
  public var keys: [PublicKeyText] { [PublicKeyText(observer)] }

  /// The committee.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses a revoked key, the past, an empty term and one that overlaps another.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    try state.keys.requireUnrevoked(PublicKeyText(observer))
    try frame.requireStart(from)
    if let until { _ = try TimeSpan.required(from: from, until: until) }
    if let term = state.observers.overlap(of: observer, from: from, until: until) {
      throw .observerAppointed(from: term.from, until: term.until)
    }
  }

  /// Adds the term.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.observers.appoint(self, line: frame.line)
    state.keys.know([PublicKeyText(observer)])
  }
}
