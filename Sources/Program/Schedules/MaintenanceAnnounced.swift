public import Encoding
public import Quantities

/// `maintenance.announced/1`: a provider will be down, and says so before.
public struct MaintenanceAnnounced: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.maintenanceAnnounced
  /// The longest maintenance: 30 days.
  public static let limitSeconds = 30 * Timestamp.secondsPerDay
  /// The provider.
  public var provider: Address
  /// The first second.
  public var from: Timestamp
  /// The first second after it.
  public var to: Timestamp

  /// Takes every field as it is.
  public init(provider: Address, from: Timestamp, to: Timestamp) {
    self.provider = provider
    self.from = from
    self.to = to
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    provider = try fields.required("provider").address()
    from = try fields.required("from").timestamp()
    to = try fields.required("to").timestamp()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("provider", provider)
    writer.field("from", from)
    writer.field("to", to)
  }

  /// The provider.
  public var addresses: [Address] { [provider] }

  /// The provider.
  public func authority(in state: ProgramState) -> Authority { .provider(provider) }

  /// Refuses the past, an empty span and one of more than 30 days.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    try frame.requireStart(from)
    let span = try TimeSpan.required(from: from, until: to)
    guard span.seconds <= Self.limitSeconds else {
      throw .maintenanceTooLong(seconds: span.seconds, limit: Self.limitSeconds)
    }
  }

  /// Adds the announcement; whether it keeps the policy's notice is decided at each close.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    guard let span = try? TimeSpan(start: from, end: to) else {
      preconditionFailure("An announcement is applied after it was admitted.")
    }
    state.maintenance.append(
      AnnouncedMaintenance(
        provider: provider, span: span, announcedAt: frame.admittedAt, line: frame.line))
  }
}

/// A maintenance with when it was announced.
public struct AnnouncedMaintenance: Hashable, Sendable {
  /// The provider.
  public let provider: Address
  /// When it is down.
  public let span: TimeSpan
  /// When the log admitted the announcement: notice counts from here.
  public let announcedAt: Timestamp
  /// The line that announced it.
  public let line: Int
}
