import Quantities

/// What an epoch pool pays at an assumed participation: pro rata by weight, under the caps.
///
///     amount = min(cap, λ·weight), with the one λ at which the amounts add up to the pot
public struct ParticipationShares: Hashable, Sendable {
  /// What one participation gets in one epoch.
  public struct Share: Hashable, Sendable {
    /// Whose.
    public let participation: Participation
    /// Micro-units in one epoch.
    public let amountMicros: Int128
    /// Micro-units per GPU-hour, floored.
    public let perHourMicros: Int128
    /// Whether a cap holds it.
    public let isCapped: Bool
    /// Why it gets nothing by the policy's own words, if it does.
    public let refusal: String?
  }

  /// What of the epoch's pot is shared by presence.
  public let potMicros: Int128
  /// The shares, in the order given.
  public let shares: [Share]
  /// What nobody gets.
  public let unallocatedMicros: Int128

  /// Shares of the first epoch of a pool.
  public init(_ pool: PoolPolicy, _ participations: [Participation], catalogue: GPUCatalogue?) {
    let calendar = EpochCalendar(pool)
    let seconds = calendar.epoch(1)?.seconds ?? 0
    let pot = pool.presenceMicros(
      ofPot: calendar.potMicros(of: pool.amount.amount, epoch: 1))
    let refusals = participations.map { Self.refusal(of: $0.gpuClass, in: pool, catalogue) }
    let weights = zip(participations, refusals).map { participation, refusal in
      refusal == nil ? Self.weight(participation, in: pool) : 0
    }
    let caps = participations.map { Self.cap($0, in: pool, pot: pot, seconds: seconds) }
    let level = Self.level(pot: UInt128(pot), weights: weights, caps: caps)
    potMicros = pot
    shares = participations.indices.map { index in
      let amount = level.amounts[index]
      let unitSeconds = Int128(participations[index].units) * Int128(seconds)
      return Share(
        participation: participations[index], amountMicros: Int128(amount),
        perHourMicros: unitSeconds > 0 ? Int128(amount) * 3_600 / unitSeconds : 0,
        isCapped: level.capped[index], refusal: refusals[index])
    }
    unallocatedMicros = pot - shares.reduce(0) { $0 + $1.amountMicros }
  }

  private static func refusal(
    of gpuClass: GPUClass, in pool: PoolPolicy, _ catalogue: GPUCatalogue?
  ) -> String? {
    guard let pattern = ClassPattern(gpuClass.text) else { return nil }
    if let reason = pool.eligibility.refusal(of: pattern) { return reason }
    if let catalogue, let reason = pool.eligibility.assess(gpuClass, in: catalogue).reasons.first {
      return reason.code.rawValue
    }
    let isWeighted =
      pool.classWeights.isEmpty || pool.classWeights.contains { $0.pattern.matches(gpuClass) }
    return isWeighted ? nil : "class-not-weighted"
  }

  /// Units × class weight × size × baseline, as rules 1 multiplies them.
  private static func weight(_ participation: Participation, in pool: PoolPolicy) -> UInt128 {
    let units = participation.units
    let classWeight = pool.classWeights.first { $0.pattern.matches(participation.gpuClass) }
    let size = pool.sizeClasses.first { size in
      size.from <= units && size.below.map { units < $0 } ?? true
    }
    let sizePPM = pool.sizeClasses.isEmpty ? 1 : size?.factor.ppm ?? 0
    let growth = GrowthView(
      unitsBefore: participation.unitsBefore, unitsEnrolled: units,
      rule: pool.baseline ?? BaselineRule(rule: .full, factor: .one))
    return growth.weightedUnitsPPM * UInt128(classWeight?.weight.ppm ?? 1) * UInt128(sizePPM)
  }

  /// The least of the caps that are set; nil for none.
  private static func cap(
    _ participation: Participation, in pool: PoolPolicy, pot: Int128, seconds: Int64
  ) -> UInt128? {
    var caps: [Int128] = []
    if let share = pool.caps.beneficiaryShare { caps.append(pot * Int128(share.ppm) / 1_000_000) }
    if let amount = pool.caps.beneficiaryAmountMicros { caps.append(Int128(amount)) }
    if let hour = pool.caps.perGPUHour.first(where: {
      $0.pattern.matches(participation.gpuClass)
    }) {
      let unitSeconds = Int128(participation.units) * Int128(seconds)
      caps.append(unitSeconds * Int128(hour.amountMicros) / 3_600)
    }
    return caps.min().map { UInt128($0) }
  }

  /// Gives capped ones their cap in ascending order of cap per weight, and the rest in proportion.
  private static func level(
    pot: UInt128, weights: [UInt128], caps: [UInt128?]
  ) -> (amounts: [UInt128], capped: [Bool]) {
    var amounts = Array(repeating: UInt128(0), count: weights.count)
    var capped = Array(repeating: false, count: weights.count)
    var left = pot
    var total = weights.reduce(0, +)
    let order = weights.indices.filter { weights[$0] > 0 }.sorted { first, second in
      guard let firstCap = caps[first] else { return false }
      guard let secondCap = caps[second] else { return true }
      let comparison = compareProducts(firstCap, weights[second], secondCap, weights[first])
      return comparison == .equal ? first < second : comparison == .less
    }
    for index in order {
      if let cap = caps[index], compareProducts(cap, total, left, weights[index]) != .greater {
        amounts[index] = cap
        capped[index] = true
        left -= cap
        total -= weights[index]
      } else {
        // Once one is not capped, no later one is, and left and total stay.
        amounts[index] = mulDivFloor(left, weights[index], total) ?? 0
      }
    }
    return (amounts, capped)
  }
}
