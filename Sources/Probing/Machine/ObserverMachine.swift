public import Quantities

/// One observer: events in, actions out; no clock, no network, no file, no chance.
///
/// The same events give the same actions, and the segments depend on nothing but the outcomes that
/// lie safe in the spool (DESIGN law 2). Give it one event at a time, do its actions in order, and
/// wake it with `.tick` at `nextWake` at the latest.
public struct ObserverMachine: Sendable {
  let program: Digest
  let slotSeconds: Int64
  let settings: ProbeSettings

  /// Begins a spool where there are no parts, and goes on with it otherwise.
  ///
  /// The secret is used for a new spool only; a spool has its own.
  public init(
    program: Digest, slotSeconds: Int64, settings: ProbeSettings = ProbeSettings(),
    secret: ObserverSecret, spool: [SpoolPart]
  ) throws(SpoolRefusal) {
    self.program = program
    self.slotSeconds = slotSeconds
    self.settings = settings
  }

  /// When it wants to be woken at the latest; nil before the first event.
  public var nextWake: Moment? { nil }

  /// Takes in one event at its moment.
  public mutating func step(_ now: Moment, _ event: ObserverEvent) -> [ObserverAction] { [] }
}
