import Quantities

/// Merges the three sources of lines, each ascending: claims, the previous statement, corrections.
struct LineMerge {
  private let claims: [Claim]
  private let before: [StatementLine]
  private let corrected: [LineKey]
  private(set) var keys: [LineKey] = []
  private(set) var starts: [Int] = []
  private(set) var previous: [Int] = []
  /// Per line, its position among the corrected lines, or −1.
  private(set) var corrections: [Int] = []

  init(claims: [Claim], before: [StatementLine], corrected: [LineKey]) {
    self.claims = claims
    self.before = before
    self.corrected = corrected
  }

  private mutating func reserve(_ count: Int) {
    let lines = max(count, before.count)
    keys.reserveCapacity(lines)
    starts.reserveCapacity(lines + 1)
    previous.reserveCapacity(lines)
    corrections.reserveCapacity(lines)
  }

  /// Makes the lines, and tells each outcome its own; outcomes stand by payee and beneficiary, of
  /// which each begins at one of `firsts`.
  mutating func run(outcomes: inout [ClaimOutcome], firsts: [Int]) {
    reserve(firsts.count)
    var (next, nextBefore, nextCorrected) = (0, 0, 0)
    while true {
      let claimed = next < firsts.count ? claims[outcomes[firsts[next]].claim].lineKey : nil
      var lowest = claimed
      if nextBefore < before.count {
        lowest = Self.lower(lowest, before[nextBefore].key)
      }
      if nextCorrected < corrected.count {
        lowest = Self.lower(lowest, corrected[nextCorrected])
      }
      guard let key = lowest else { break }
      starts.append(next < firsts.count ? firsts[next] : outcomes.count)
      if let claimed, claimed.compare(key) == 0 {
        let end = next + 1 < firsts.count ? firsts[next + 1] : outcomes.count
        for index in firsts[next]..<end { outcomes[index].line = keys.count }
        next += 1
      }
      let isBefore = nextBefore < before.count && before[nextBefore].key.compare(key) == 0
      previous.append(isBefore ? nextBefore : -1)
      if isBefore { nextBefore += 1 }
      let isCorrected =
        nextCorrected < corrected.count && corrected[nextCorrected].compare(key) == 0
      corrections.append(isCorrected ? nextCorrected : -1)
      if isCorrected { nextCorrected += 1 }
      keys.append(key)
    }
    starts.append(outcomes.count)
  }

  private static func lower(_ left: LineKey?, _ right: LineKey) -> LineKey {
    guard let left else { return right }
    return right.compare(left) < 0 ? right : left
  }
}
