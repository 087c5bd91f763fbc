public import Encoding
import Policy
public import Quantities

/// `schedule.declared/1`: a provider is there for a part of each day only (O-31).
public struct ScheduleDeclared: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.scheduleDeclared
  /// The provider.
  public var provider: Address
  /// The pool that it speaks of.
  public var pool: Label
  /// The first second.
  public var from: Timestamp
  /// The first second after it; nil: for ever.
  public var until: Timestamp?
  /// The second of the UTC day at which the window opens.
  public var open: Int64
  /// The second of the UTC day at which it closes; equal to `open`: the whole day.
  public var close: Int64

  /// Takes every field as it is.
  public init(
    provider: Address, pool: Label, from: Timestamp, until: Timestamp?, open: Int64, close: Int64
  ) {
    self.provider = provider
    self.pool = pool
    self.from = from
    self.until = until
    self.open = open
    self.close = close
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    provider = try fields.required("provider").address()
    pool = try fields.required("pool").label()
    from = try fields.required("from").timestamp()
    until = try fields.required("until").timestampOrNull()
    open = try fields.required("open").integer(Int64.self)
    close = try fields.required("close").integer(Int64.self)
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("provider", provider)
    writer.field("pool", pool)
    writer.field("from", from)
    writer.field("until", until)
    writer.field("open", open)
    writer.field("close", close)
  }

  /// The provider.
  public var addresses: [Address] { [provider] }

  /// The provider.
  public func authority(in state: ProgramState) -> Authority { .provider(provider) }

  /// Refuses committed pools, the past, times that divide an epoch, and seconds that no day has.
  ///
  /// A schedule that began inside an epoch could leave out an outage that has been.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    let calendar = EpochCalendar(try state.requirePool(pool, [.epoch, .research]))
    try frame.requireStart(from)
    if let until { _ = try TimeSpan.required(from: from, until: until) }
    guard calendar.isStart(from) else {
      throw .scheduleInsideEpoch(
        at: from, pool: pool, next: calendar.firstStart(after: from))
    }
    if let until, !calendar.isBoundary(until) {
      throw .scheduleInsideEpoch(at: until, pool: pool, next: calendar.firstEnd(after: until))
    }
    for second in [open, close] where second < 0 || second >= Timestamp.secondsPerDay {
      throw .secondOfDay(second)
    }
  }

  /// Adds the schedule.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.schedules.append(DeclaredSchedule(body: self, line: frame.line))
  }
}

/// A schedule with the line that declared it; later lines win.
public struct DeclaredSchedule: Hashable, Sendable {
  /// What was declared.
  public let body: ScheduleDeclared
  /// The line that declared it.
  public let line: Int
}
