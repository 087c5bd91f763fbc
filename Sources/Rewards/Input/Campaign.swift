public import Quantities

/// A pot inside a research pool: a rate per GPU-hour and a cap over its life.
public struct Campaign: Hashable, Sendable {
  /// The id.
  public let id: Label
  /// The research pool.
  public let pool: Label
  /// What a credited GPU-hour earns, in the pool's currency.
  public let rateMicros: Int64
  /// The most that it pays over its life, in the pool's currency.
  public let capMicros: Int64
  /// The number of the fact that opened it; campaigns stand in this order.
  public let line: Int

  /// Takes every field as it is.
  public init(id: Label, pool: Label, rateMicros: Int64, capMicros: Int64, line: Int) {
    self.id = id
    self.pool = pool
    self.rateMicros = rateMicros
    self.capMicros = capMicros
    self.line = line
  }
}
