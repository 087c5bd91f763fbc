public import Encoding
public import Evidence
public import Quantities

/// `observer.retired/1`: the committee ends an observer's term.
public struct ObserverRetired: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.observerRetired
  /// The observer.
  public var observer: ObserverKey
  /// The first second after the term.
  public var at: Timestamp

  /// Takes every field as it is.
  public init(observer: ObserverKey, at: Timestamp) {
    self.observer = observer
    self.at = at
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    observer = try fields.required("observer").observerKey()
    at = try fields.required("at").timestamp()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("observer", observer.text)
    writer.field("at", at)
  }

  /// The committee.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses the past, and an observer that is not appointed then.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    try frame.requireEffect(at)
    guard state.observers.isAppointed(observer, at: at) else {
      throw .observerNotAppointed(at: at)
    }
  }

  /// Ends the term.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.observers.retire(self)
  }
}
