import Encoding
import Quantities

extension PolicyChecker {
  private var poolsPath: JSONPath { .member(.root, "pools") }

  /// Amounts, shares and currencies against the budget.
  mutating func checkBudget() {
    let budget = policy.budget.amount
    if budget.amount.isZero {
      add(.amountZero, at: .member(.root, "budget"), ["what": .text("The budget")])
    }
    for (index, pool) in policy.pools.enumerated() where pool.amount.amount.isZero {
      let context = PoolContext(pool: pool, index: index)
      add(.amountZero, at: context.at("amount"), ["what": .text("Pool \(pool.name)'s amount")])
    }
    let foreign = policy.pools.filter { $0.currency != budget.currency }
    if !foreign.isEmpty {
      let names = foreign.map { $0.name.text }.joined(separator: ", ")
      add(
        .currencyMix, at: poolsPath,
        ["pools": .text(names), "budgetCurrency": .text(budget.currency.rawValue)])
    } else if !policy.pools.isEmpty {
      checkSum()
    }
    checkShares()
  }

  private mutating func checkSum() {
    let budget = policy.budget.amount
    let sum = policy.pools.reduce(Int128(0)) { $0 + Int128($1.amount.amount.micros) }
    let difference = sum - Int128(budget.amount.micros)
    guard difference != 0 else { return }
    let isOver = difference > 0
    add(
      .poolSum, at: poolsPath,
      [
        "sum": .money(sum, budget.currency), "budget": .money(budget),
        "difference": .money(isOver ? difference : -difference, budget.currency),
        "direction": .text(isOver ? "too much" : "in no pool"),
      ], severity: isOver ? .error : nil)
  }

  private mutating func checkShares() {
    let shares = policy.pools.compactMap(\.share)
    let severity: FindingSeverity? = policy.budget.basis == .shares ? .error : nil
    if shares.count < policy.pools.count {
      guard severity != nil || !shares.isEmpty else { return }
      add(
        .shareMissing, at: poolsPath,
        [
          "without": .count(policy.pools.count - shares.count),
          "pools": .count(policy.pools.count),
        ], severity: severity)
      return
    }
    let sum = shares.reduce(Int128(0)) { $0 + Int128($1.ppm) }
    if sum != Int128(Ratio.ppmPerOne) {
      add(.shareSum, at: poolsPath, ["sum": .ratio(sum)], severity: severity)
    }
    checkAmountsAgainstShares(severity: severity)
  }

  /// O-01: both readings with their figures; that each adds up proves nothing.
  private mutating func checkAmountsAgainstShares(severity: FindingSeverity?) {
    let budget = policy.budget.amount
    guard !budget.amount.isZero, !policy.pools.contains(where: { $0.currency != budget.currency })
    else { return }
    var rows: [FindingFigures] = []
    var differs = false
    for pool in policy.pools {
      guard let share = pool.share, let byShare = try? share.floor(of: budget.amount) else {
        return
      }
      differs = differs || byShare != pool.amount.amount
      let byAmount = Ratio.floor(
        of: UInt128(pool.amount.amount.magnitude), over: UInt128(budget.amount.magnitude))
      rows.append(
        FindingFigures([
          "pool": .label(pool.name), "statedAmount": .money(pool.amount),
          "statedShare": .ratio(share), "amountMeansShare": .ratio(byAmount ?? .zero),
          "shareMeansAmount": .money(Money(byShare, budget.currency)),
        ]))
    }
    guard differs else { return }
    add(
      .amountsVersusShares, at: .member(.root, "budget"),
      [
        "budget": .money(budget), "basis": .text(policy.budget.basis.rawValue),
        "readings": .rows(rows),
      ], severity: severity)
  }
}
