import Policy
import Quantities

/// Turns newly vested dollars into uakt, where the policy has statements do so (section 9).
///
///     due = vested − vested before + waiting before
///     due > 0 and a price P:   uakt = ⌊due · 10¹⁸ / P⌋, waiting = 0;   else waiting = due
///
/// The fraction under one uakt stays with the pool (law 3).
struct Converter {
  private enum Rule {
    /// Statements convert nothing: uakt pools, conversion at payout, or none.
    case never
    /// At this price; nil: there is none, and amounts wait.
    case at(Price18?)
  }

  private let rule: Rule

  init(_ context: CloseContext) throws(CloseRejection) {
    guard context.pool.currency == .usd, let conversion = context.pool.conversion else {
      rule = .never
      return
    }
    switch conversion.moment {
    case .payout: rule = .never
    case .close: rule = .at(context.input.price)
    case .funding:
      guard let price = conversion.fundingPrice else { throw .fundingPriceMissing }
      rule = .at(price)
    }
  }

  func convert(_ line: inout StatementLine, before: StatementLine?) throws(CloseRejection) {
    guard case .at(let price) = rule else { return }
    let newlyVested = try line.vestedMicros.plusMicros(-(before?.vestedMicros ?? 0))
    let due = try newlyVested.plusMicros(before?.waitingMicros ?? 0)
    line.uaktToDate = before?.uaktToDate ?? 0
    guard due > 0, let price else {
      line.waitingMicros = due
      return
    }
    guard let uakt = mulDivFloor(UInt128(due), Price18.scale, price.scaled),
      uakt <= UInt128(Amount.limitMicros)
    else { throw .overflow(.conversion) }
    line.uakt = Int64(uakt)
    let (sum, overflow) = line.uaktToDate.addingReportingOverflow(Int64(uakt))
    guard !overflow, sum <= Amount.limitMicros else { throw .overflow(.conversion) }
    line.uaktToDate = sum
  }
}
