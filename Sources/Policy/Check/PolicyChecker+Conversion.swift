import Encoding
import Quantities

extension PolicyChecker {
  /// When dollars become tokens, and who bears the price.
  mutating func checkConversion(_ context: PoolContext) {
    let pool = context.pool
    let path = context.at("conversion")
    guard let conversion = pool.conversion else {
      if pool.currency == .usd {
        add(.conversionMissing, at: context.path, ["pool": context.name])
      }
      return
    }
    if pool.currency == .uakt {
      add(.conversionInTokenPool, at: path, ["pool": context.name])
      return
    }
    if conversion.moment == .funding {
      if conversion.fundingPrice == nil {
        add(.conversionPriceMissing, at: path, ["pool": context.name])
      }
      if conversion.difference == .pool {
        add(.conversionBearer, at: context.at("conversion", "difference"), ["pool": context.name])
      }
    } else if conversion.fundingPrice != nil {
      add(
        .conversionPriceUnused, at: context.at("conversion", "fundingPrice"),
        ["pool": context.name, "moment": .text(conversion.moment.rawValue)])
    }
  }

  /// O-39: kinds of vesting and their lengths.
  mutating func checkVesting(_ context: PoolContext) {
    let vesting = context.pool.vesting
    let path = context.at("vesting")
    switch (vesting.kind, vesting.cliff) {
    case (.cliff, nil): add(.cliffMissing, at: path, ["pool": context.name])
    case (.cliff, let cliff?):
      let start = context.pool.span.start
      guard let end = try? start.adding(cliff), end <= context.pool.span.end else {
        add(
          .cliffBeyondSpan, at: context.at("vesting", "cliff"),
          ["pool": context.name, "cliff": .text(cliff.text)])
        return
      }
    case (_, let cliff?):
      add(
        .cliffUnused, at: context.at("vesting", "cliff"),
        [
          "pool": context.name, "cliff": .text(cliff.text), "kind": .text(vesting.kind.rawValue),
        ])
    case (_, nil): break
    }
    if vesting.kind == .quarterly, context.pool.kind != .committed,
      context.pool.kind != .activity, context.pool.eligibility.minimumTerm == nil
    {
      add(.vestingQuarters, at: path, ["pool": context.name])
    }
  }
}
