public import Quantities

/// What a statement comes to, as the books need it: its pot, and where everything earned stands.
///
///     Σ accrued = Σ vested + Σ unvested + on hold
public struct StatementTotals: Hashable, Sendable {
  /// The pool.
  public var pool: Label
  /// The epoch, from 1.
  public var epoch: Int
  /// The pool's currency.
  public var currency: Currency
  /// The price at which dollars became uakt; nil: none.
  public var price: Price18?
  /// Where the epoch's money came from and went.
  public var pot: Statement.Pot
  /// Earned since the first epoch, in micro-units, like all that follow.
  public var accruedMicros: Int128
  /// Vested since the first epoch.
  public var vestedMicros: Int128
  /// Everything that waits for a review, of this epoch and of those before.
  public var onHoldMicros: Int128
  /// What this statement took back: forfeited and refused.
  public var takenBackMicros: Int128
  /// Vested in dollars, and still to become uakt by a statement.
  public var waitingMicros: Int128
  /// The uakt that all statements so far converted.
  public var uaktToDate: Int128

  /// What vests later.
  public var unvestedMicros: Int128 { accruedMicros - vestedMicros - onHoldMicros }

  /// Takes every field as it is.
  public init(
    pool: Label, epoch: Int, currency: Currency, price: Price18?, pot: Statement.Pot,
    accruedMicros: Int128, vestedMicros: Int128, onHoldMicros: Int128, takenBackMicros: Int128,
    waitingMicros: Int128, uaktToDate: Int128
  ) {
    self.pool = pool
    self.epoch = epoch
    self.currency = currency
    self.price = price
    self.pot = pot
    self.accruedMicros = accruedMicros
    self.vestedMicros = vestedMicros
    self.onHoldMicros = onHoldMicros
    self.takenBackMicros = takenBackMicros
    self.waitingMicros = waitingMicros
    self.uaktToDate = uaktToDate
  }

  /// Adds up the lines of a statement.
  public init(_ statement: Statement) {
    self.init(
      pool: statement.pool, epoch: statement.epoch, currency: statement.currency,
      price: statement.price, pot: statement.pot, accruedMicros: 0, vestedMicros: 0,
      onHoldMicros: 0, takenBackMicros: 0, waitingMicros: 0, uaktToDate: 0)
    // Lines are within ±10^18 each, so that no number of them leaves 128 bits.
    statement.lines.withUnsafeBufferPointer { lines in
      for index in lines.indices { add(lines[index]) }
    }
  }

  private mutating func add(_ line: StatementLine) {
    accruedMicros += Int128(line.accruedMicros)
    vestedMicros += Int128(line.vestedMicros)
    takenBackMicros += Int128(line.takenBackMicros)
    waitingMicros += Int128(line.waitingMicros)
    uaktToDate += Int128(line.uaktToDate)
    for hold in line.holds { onHoldMicros += Int128(hold.micros) }
  }
}
