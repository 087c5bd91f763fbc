/// One reading of both clocks, taken together; in milliseconds.
///
/// The machine reads no clock: every event brings a reading. `wall` decides slots, `monotonic`
/// measures how long something took and shows where `wall` was set.
public struct Moment: Hashable, Sendable {
  /// UTC, milliseconds since 1970.
  public var wall: Int64
  /// A clock that nobody sets, from any origin that holds as long as the process.
  public var monotonic: Int64

  /// Takes both readings as they are.
  public init(wall: Int64, monotonic: Int64) {
    self.wall = wall
    self.monotonic = monotonic
  }
}
