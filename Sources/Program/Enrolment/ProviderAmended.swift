public import Encoding
import Policy
public import Quantities

/// `provider.amended/1`: an enrolment goes on with another number of units.
public struct ProviderAmended: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.providerAmended
  /// The enrolment's id as first enrolled.
  public var enrolment: Label
  /// How many GPUs from then on.
  public var units: Int
  /// From when.
  public var at: Timestamp

  /// Takes every field as it is.
  public init(enrolment: Label, units: Int, at: Timestamp) {
    self.enrolment = enrolment
    self.units = units
    self.at = at
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    enrolment = try fields.required("enrolment").label()
    units = try fields.required("units").units()
    at = try fields.required("at").timestamp()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("enrolment", enrolment)
    writer.field("units", units)
    writer.field("at", at)
  }
}

extension ProviderAmended {
  /// The enrolment's provider.
  public func authority(in state: ProgramState) -> Authority {
    .provider(state.enrolments.latest(of: enrolment)?.provider)
  }

  /// The id of the claim that the amendment begins: `<enrolment>.N`.
  private func nextID(in state: ProgramState) throws(Rejection) -> Label {
    let number = state.enrolments.claimCount(of: enrolment) + 1
    guard let id = try? Label("\(enrolment.text).\(number)") else {
      throw .idTooLong(enrolment, amendment: number)
    }
    return id
  }

  /// Refuses an unknown enrolment, units as they are, times that divide an epoch, and an enrolment
  /// that is withdrawn or not in force then.
  ///
  /// A new claim has uptime of its own: begun inside an epoch it would leave an outage behind.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard let latest = state.enrolments.latest(of: enrolment) else {
      throw .enrolmentUnknown(enrolment)
    }
    try state.requireNewClaim(try nextID(in: state))
    try UnitLimit.require(units)
    guard units != latest.units else { throw .unitsUnchanged(units) }
    try frame.requireEffect(at)
    let calendar = try state.requireCalendar(latest.pool)
    guard calendar.isStart(at) else {
      throw .amendmentInsideEpoch(
        at: at, pool: latest.pool, next: calendar.firstStart(after: at))
    }
    guard latest.withdrawnAt == nil, latest.isInForce(at: at) else {
      throw .enrolmentNotInForce(enrolment, at: at)
    }
  }

  /// Ends the latest claim and begins the next, with the same end.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    guard let latest = state.enrolments.latest(of: enrolment), let id = try? nextID(in: state)
    else { preconditionFailure("An amendment is applied after it was admitted.") }
    state.enrolments.amend(enrolment, at: at)
    state.claimLines[id] = frame.line
    state.enrolments.add(
      EnrolmentClaim(
        id: id, enrolment: enrolment, pool: latest.pool, provider: latest.provider,
        gpuClass: latest.gpuClass, units: units, from: at, statedUntil: latest.statedUntil,
        until: latest.until, line: frame.line))
  }
}
