public import Encoding
import Policy
public import Quantities

/// `provider.withdrawn/1`: an enrolment ends early.
public struct ProviderWithdrawn: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.providerWithdrawn
  /// The enrolment's id as first enrolled.
  public var enrolment: Label
  /// The first second after it.
  public var at: Timestamp

  /// Takes every field as it is.
  public init(enrolment: Label, at: Timestamp) {
    self.enrolment = enrolment
    self.at = at
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    enrolment = try fields.required("enrolment").label()
    at = try fields.required("at").timestamp()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("enrolment", enrolment)
    writer.field("at", at)
  }

  /// The enrolment's provider.
  public func authority(in state: ProgramState) -> Authority {
    .provider(state.enrolments.latest(of: enrolment)?.provider)
  }

  /// Refuses an unknown enrolment, the past, a time that is not before its end, and one inside an
  /// epoch in which another claim of the provider and class begins.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard let latest = state.enrolments.latest(of: enrolment) else {
      throw .enrolmentUnknown(enrolment)
    }
    try frame.requireEffect(at)
    guard at < latest.until else { throw .afterEnd(at: at, end: latest.until) }
    if let (cut, others) = state.enrolments.stretches(withdrawing: enrolment, at: at) {
      try state.requireCalendar(latest.pool).requireNoExchange(ending: cut, beginning: others)
    }
  }

  /// Ends every claim of the enrolment that ends later.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.enrolments.withdraw(enrolment, at: at)
  }
}
