import Encoding
public import Quantities
public import Rewards

/// The totals of a statement as its entry carries them, in micro-units of the pool's currency.
///
/// Law 1, and what holds of every line, summed:
///
///     base + carriedIn = earned + unallocated,   unallocated = carriedOut + returned,
///     accrued = vested + unvested + held
public struct StatementFigures: Hashable, Sendable {
  /// Where the epoch's money came from and went.
  public var pot: Statement.Pot
  /// Earned since the first epoch.
  public var accrued: Int64
  /// Vested since the first epoch.
  public var vested: Int64
  /// What vests later.
  public var unvested: Int64
  /// What waits for a review, of this epoch and of those before.
  public var held: Int64
  /// What this statement took back: forfeited and refused.
  public var takenBack: Int64
  /// The price at which dollars became uakt; nil: none.
  public var price: Price18?
  /// The uakt that all statements so far converted.
  public var uaktToDate: Int64
  /// Vested in dollars, and still to become uakt by a statement.
  public var waiting: Int64

  /// The totals as an entry writes them; beyond 64 bits they are cut, and then refused.
  public init(_ totals: StatementTotals) {
    pot = totals.pot
    accrued = Int64(clamping: totals.accruedMicros)
    vested = Int64(clamping: totals.vestedMicros)
    unvested = Int64(clamping: totals.unvestedMicros)
    held = Int64(clamping: totals.onHoldMicros)
    takenBack = Int64(clamping: totals.takenBackMicros)
    price = totals.price
    uaktToDate = Int64(clamping: totals.uaktToDate)
    waiting = Int64(clamping: totals.waitingMicros)
  }

  init(from fields: inout JSONFields) throws(JSONFieldError) {
    pot = Statement.Pot(
      baseMicros: try fields.required("base").signedMicros(),
      carriedInMicros: try fields.required("carriedIn").signedMicros(),
      earnedMicros: try fields.required("earned").signedMicros(),
      unallocatedMicros: try fields.required("unallocated").signedMicros(),
      carriedOutMicros: try fields.required("carriedOut").signedMicros(),
      returnedMicros: try fields.required("returned").signedMicros())
    accrued = try fields.required("accrued").signedMicros()
    vested = try fields.required("vested").signedMicros()
    unvested = try fields.required("unvested").signedMicros()
    held = try fields.required("held").signedMicros()
    takenBack = try fields.required("takenBack").signedMicros()
    price = try fields.required("price").priceOrNull()
    uaktToDate = try fields.required("uaktToDate").signedMicros()
    waiting = try fields.required("waiting").signedMicros()
  }

  func write(to writer: inout JSONWriter) {
    writer.field("base", pot.baseMicros)
    writer.field("carriedIn", pot.carriedInMicros)
    writer.field("earned", pot.earnedMicros)
    writer.field("unallocated", pot.unallocatedMicros)
    writer.field("carriedOut", pot.carriedOutMicros)
    writer.field("returned", pot.returnedMicros)
    writer.field("accrued", accrued)
    writer.field("vested", vested)
    writer.field("unvested", unvested)
    writer.field("held", held)
    writer.field("takenBack", takenBack)
    if let price { writer.field("price", String(price.scaled)) } else { writer.nullField("price") }
    writer.field("uaktToDate", uaktToDate)
    writer.field("waiting", waiting)
  }
}

extension StatementFigures {
  /// The first equation that does not hold; nil where all do. `previous` is of version 1 of the
  /// epoch before; without one, nothing was carried in and nothing had accrued.
  func broken(after previous: StatementFigures?) -> StatementEquation? {
    if pot.baseMicros + pot.carriedInMicros != pot.earnedMicros + pot.unallocatedMicros {
      return .pot
    }
    if pot.unallocatedMicros != pot.carriedOutMicros + pot.returnedMicros { return .unallocated }
    if accrued != vested + unvested + held { return .accrued }
    if pot.carriedInMicros != previous?.pot.carriedOutMicros ?? 0 { return .carried }
    if accrued != (previous?.accrued ?? 0) + pot.earnedMicros { return .earned }
    return nil
  }
}

/// What must hold of a statement's totals.
public enum StatementEquation: String, Hashable, Sendable, CaseIterable {
  case pot = "base + carriedIn = earned + unallocated"
  case unallocated = "unallocated = carriedOut + returned"
  case accrued = "accrued = vested + unvested + held"
  case carried = "carriedIn = carriedOut of the epoch before"
  case earned = "accrued = accrued of the epoch before + earned"
}

extension StatementPublished {
  /// The totals as the books take them; `currency` is the pool's.
  public func totals(in currency: Currency) -> StatementTotals {
    StatementTotals(
      pool: pool, epoch: epoch, currency: currency, price: figures.price, pot: figures.pot,
      accruedMicros: Int128(figures.accrued), vestedMicros: Int128(figures.vested),
      onHoldMicros: Int128(figures.held), takenBackMicros: Int128(figures.takenBack),
      waitingMicros: Int128(figures.waiting), uaktToDate: Int128(figures.uaktToDate))
  }
}

extension JSONNode {
  /// −10^18 … 10^18.
  fileprivate func signedMicros() throws(JSONFieldError) -> Int64 {
    try integer(in: -1_000_000_000_000_000_000...1_000_000_000_000_000_000)
  }
}
