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

  mutating func reserve(_ count: Int) {
    let lines = max(count, before.count)
    keys.reserveCapacity(lines)
    starts.reserveCapacity(lines + 1)
    previous.reserveCapacity(lines)
    corrections.reserveCapacity(lines)
  }

  /// Makes the lines, and tells each outcome its own.
  mutating func run(outcomes: inout [ClaimOutcome], order: [Int]) {
    var (next, nextBefore, nextCorrected) = (0, 0, 0)
    while true {
      var lowest = next < order.count ? claims[outcomes[order[next]].claim].lineKey : nil
      if nextBefore < before.count {
        lowest = Self.lower(lowest, before[nextBefore].key)
      }
      if nextCorrected < corrected.count {
        lowest = Self.lower(lowest, corrected[nextCorrected])
      }
      guard let key = lowest else { break }
      starts.append(next)
      while next < order.count, claims[outcomes[order[next]].claim].isOn(key) {
        outcomes[order[next]].line = keys.count
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
    starts.append(next)
  }

  private static func lower(_ left: LineKey?, _ right: LineKey) -> LineKey {
    guard let left else { return right }
    return right.compare(left) < 0 ? right : left
  }
}

extension Claim {
  /// Whether it stands on the line of that key.
  fileprivate func isOn(_ key: LineKey) -> Bool {
    ByteOrder.compare(payee.bytes, key.payee.bytes) == 0
      && ByteOrder.compare(beneficiary.bytes, key.beneficiary.bytes) == 0
  }
}
