import Encoding
import Quantities

extension PolicyChecker {
  /// Caps of an epoch pool: what bounds a gain, and what only seems to.
  mutating func checkCaps(_ context: PoolContext) {
    let pool = context.pool
    guard pool.kind == .epoch, !pool.span.isEmpty else { return }
    let caps = pool.caps
    let pot = context.largestPotMicros
    checkZeroCaps(context)
    if let share = caps.beneficiaryShare, share >= .one {
      withoutEffect("beneficiaryShare", context, pot)
    }
    if let amount = caps.beneficiaryAmountMicros, amount > 0, Int128(amount) >= pot {
      withoutEffect("beneficiaryAmount", context, pot)
    }
    // In a floor pool caps are an error of their own, and demand bounds every amount.
    guard pool.floor == nil else { return }
    checkLargestShare(context, pot: pot)
    checkHourCaps(context, pot: pot)
  }

  /// For all classes or for none: a beneficiary with a unit that no entry meets has no such cap.
  private mutating func checkHourCaps(_ context: PoolContext, pot: Int128) {
    let caps = context.pool.caps.perGPUHour
    if caps.isEmpty {
      add(
        .hourCapMissing, at: context.at("caps"),
        ["pool": context.name, "classes": .text("any class"), "pot": context.money(pot)])
    } else if !caps.contains(where: { $0.pattern.isEverything }) {
      add(
        .hourCapPartial, at: context.at("caps", "perGpuHour"),
        [
          "pool": context.name,
          "classes": .text(caps.map(\.pattern.text).joined(separator: ", ")),
        ])
    }
  }

  private mutating func checkZeroCaps(_ context: PoolContext) {
    let caps = context.pool.caps
    if caps.beneficiaryShare == .zero { zero("beneficiaryShare", context) }
    if caps.beneficiaryAmountMicros == 0 { zero("beneficiaryAmount", context) }
    if caps.perGPUHour.contains(where: { $0.amountMicros == 0 }) { zero("perGpuHour", context) }
  }

  private mutating func zero(_ key: String, _ context: PoolContext) {
    add(.capZero, at: context.at("caps", key), ["pool": context.name, "cap": .text(key)])
  }

  private mutating func withoutEffect(_ key: String, _ context: PoolContext, _ pot: Int128) {
    add(
      .capWithoutEffect, at: context.at("caps", key),
      ["pool": context.name, "cap": .text(key), "pot": context.money(pot)])
  }

  private mutating func checkLargestShare(_ context: PoolContext, pot: Int128) {
    let caps = context.pool.caps
    var largest = pot
    if let share = caps.beneficiaryShare {
      largest = min(largest, pot * Int128(share.ppm) / 1_000_000)
    }
    if let amount = caps.beneficiaryAmountMicros { largest = min(largest, Int128(amount)) }
    guard largest < pot else {
      add(
        .largestShare, at: context.at("caps"),
        [
          "pool": context.name, "pot": context.money(pot),
          "amount": context.money(context.amountMicros),
        ])
      return
    }
    guard largest > 0 else { return }
    add(
      .capRestsOnIdentity, at: context.at("caps"),
      [
        "pool": context.name, "largest": context.money(largest),
        "count": .count((pot + largest - 1) / largest), "pot": context.money(pot),
      ])
  }

  /// O-32: a floor replaces the pro rata rule and what belongs to it.
  mutating func checkFloor(_ context: PoolContext) {
    let pool = context.pool
    guard pool.kind == .epoch, let floor = pool.floor, !pool.span.isEmpty else { return }
    var others: [String] = []
    if pool.caps != .standard { others.append("caps") }
    if !pool.sizeClasses.isEmpty { others.append("sizeClasses") }
    if pool.baseline != nil { others.append("baseline") }
    if pool.classWeights.contains(where: { $0.weight != .one && $0.weight != .zero }) {
      add(.floorWeights, at: context.at("classWeights"), ["pool": context.name])
    }
    if !others.isEmpty {
      add(
        .floorWithOthers, at: context.at("floor"),
        ["pool": context.name, "keys": .text(others.joined(separator: ", "))])
    }
    guard floor.amountMicros > 0 else {
      add(.floorZero, at: context.at("floor", "amount"), ["pool": context.name])
      return
    }
    let pot = context.largestPotMicros
    let each = Int128(floor.amountMicros)
    if each > pot {
      add(
        .floorExceedsPot, at: context.at("floor", "amount"),
        ["pool": context.name, "floor": context.money(each), "pot": context.money(pot)])
    } else {
      add(
        .floorProviders, at: context.at("floor", "amount"),
        [
          "pool": context.name, "pot": context.money(pot), "count": .count(pot / each),
          "floor": context.money(each),
        ])
    }
  }

  /// O-37: whether what was there before is paid must be said.
  mutating func checkBaseline(_ context: PoolContext) {
    let pool = context.pool
    guard pool.kind == .epoch, pool.floor == nil else { return }
    guard let baseline = pool.baseline else {
      add(
        .baselineMissing, at: context.path,
        ["pool": context.name, "amount": .money(pool.amount)])
      return
    }
    if baseline.rule == .full {
      add(.baselinePaysExisting, at: context.at("baseline"), ["pool": context.name])
    }
    if baseline.rule == .reduced, baseline.factor == .zero || baseline.factor >= .one {
      add(
        .baselineFactor, at: context.at("baseline", "factor"),
        ["pool": context.name, "factor": .ratio(baseline.factor)])
    }
  }
}
