import Evidence
import Policy
import Quantities

/// What counted lease rows say of prices and revenue (section 6).
struct LeasePrices {
  private let context: CloseContext

  init(_ context: CloseContext) {
    self.context = context
  }

  /// The hourly price of a row in a currency; nil where it needs a price and there is none.
  ///
  ///     ⌊price · P / 10¹⁸⌋ µUSD for uakt,   ⌊price · 10¹⁸ / P⌋ uakt for µUSD
  func hourlyPrice(
    _ micros: UInt64, _ denomination: LeaseDenomination, in currency: Currency
  ) -> UInt128? {
    let price = UInt128(micros)
    switch (denomination, currency) {
    case (.microDollars, .usd), (.uakt, .uakt): return price
    case (.uakt, .usd):
      guard let epochPrice = context.input.price else { return nil }
      return mulDivFloor(price, epochPrice.scaled, Price18.scale)
    case (.microDollars, .uakt):
      guard let epochPrice = context.input.price else { return nil }
      return mulDivFloor(price, Price18.scale, epochPrice.scaled)
    }
  }

  /// Whether active or bid rows of a provider and class ask more than the guidance (O-33).
  func guidance(
    _ provider: ProviderIndex, _ gpuClass: ClassIndex, limitMicros: Int64
  ) -> (isAbove: Bool, isUnknown: Bool) {
    var isAbove = false
    var isUnknown = false
    for lease in context.tally.leases(provider)
    where lease.gpuClass == gpuClass && lease.gpus > 0 && lease.state != .closed
      && lease.span.overlaps(context.span)
    {
      guard let price = hourlyPrice(lease.pricePerHourMicros, lease.denomination, in: .usd) else {
        isUnknown = true
        continue
      }
      if limitMicros < 0 || price / UInt128(lease.gpus) > UInt128(limitMicros) { isAbove = true }
    }
    return (isAbove, isUnknown)
  }

  /// A provider's revenue from these classes, in the pool's currency; nil where a price is lacking.
  ///
  ///     ⌊Σ hourly price · seconds inside the epoch / 3600⌋ over active rows
  func revenue(_ provider: ProviderIndex, of classes: [ClassIndex]) -> UInt128? {
    var sum: UInt128 = 0
    for lease in context.tally.leases(provider) where lease.state == .active {
      guard let gpuClass = lease.gpuClass, classes.contains(gpuClass) else {
        continue
      }
      let seconds = lease.span.overlapSeconds(context.span)
      guard seconds > 0 else { continue }
      guard
        let price = hourlyPrice(
          lease.pricePerHourMicros, lease.denomination, in: context.pool.currency)
      else { return nil }
      // Any revenue this high leaves no demand, so that the sum may stop at the highest number.
      let (product, isOver) = price.multipliedReportingOverflow(by: UInt128(seconds))
      let (next, isOverToo) = sum.addingReportingOverflow(isOver ? .max : product)
      sum = isOverToo ? .max : next
    }
    return sum / 3600
  }
}
