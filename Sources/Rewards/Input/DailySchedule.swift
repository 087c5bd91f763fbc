public import Quantities

/// The hours of the UTC day in which a provider offers its units to a pool (O-31).
public struct DailySchedule: Hashable, Sendable {
  /// Who declared it.
  public let provider: ProviderIndex
  /// For which pool.
  public let pool: Label
  /// The first second in which it counts.
  public let from: Timestamp
  /// The first second in which it no longer counts; nil: for ever.
  public let until: Timestamp?
  /// Second of the UTC day at which the window opens, 0…86,399.
  public let openSecond: Int64
  /// Second at which it closes; before `openSecond`: on the next day; equal: it never does.
  public let closeSecond: Int64
  /// The number of the fact; of two schedules over a slot the later counts.
  public let line: Int

  /// Takes every field as it is.
  public init(
    provider: ProviderIndex, pool: Label, from: Timestamp, until: Timestamp?, openSecond: Int64,
    closeSecond: Int64, line: Int
  ) {
    self.provider = provider
    self.pool = pool
    self.from = from
    self.until = until
    self.openSecond = openSecond
    self.closeSecond = closeSecond
    self.line = line
  }

  /// Whether a slot beginning then lies whole inside a window.
  ///
  ///     (start − open) mod 86,400 + slot ≤ (close − open) mod 86,400,   or open = close
  func holds(slotStart: Int64, slotSeconds: Int64) -> Bool {
    let day = Timestamp.secondsPerDay
    let window = Self.modulo(closeSecond - openSecond, day)
    guard window > 0 else { return true }
    return Self.modulo(slotStart - openSecond, day) + slotSeconds <= window
  }

  private static func modulo(_ number: Int64, _ divisor: Int64) -> Int64 {
    let rest = number % divisor
    return rest < 0 ? rest + divisor : rest
  }
}
