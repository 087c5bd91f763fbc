public import Encoding
public import Quantities

/// `activity.left/1`: a provider or deployer leaves an activity pool before its stated end.
public struct ActivityLeft: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.activityLeft
  /// The participation.
  public var participation: Label
  /// When it ends.
  public var at: Timestamp

  /// Takes both fields as they are.
  public init(participation: Label, at: Timestamp) {
    self.participation = participation
    self.at = at
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    participation = try fields.required("participation").label()
    at = try fields.required("at").timestamp()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("participation", participation)
    writer.field("at", at)
  }

  /// The participation's wallet.
  public func authority(in state: ProgramState) -> Authority {
    .provider(state.activity.participation(participation)?.body.wallet)
  }

  /// Refuses an unknown participation, the past, and a time that is not before its end.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard let standing = state.activity.participation(participation) else {
      throw .participationUnknown(participation)
    }
    try frame.requireEffect(at)
    guard at < standing.until else { throw .afterEnd(at: at, end: standing.until) }
  }

  /// Ends the participation.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.activity.leave(participation, at: at)
  }
}
