import Quantities

/// Whose lines a statement has, and which claims stand on each.
///
/// Law 2: lines stand by payee and beneficiary, parts by fact line, whatever order facts came in.
struct LineRoll {
  /// The lines, ascending.
  let keys: [LineKey]
  /// The outcomes by line, then by fact line.
  var outcomes: [ClaimOutcome]
  /// The outcomes of line l are `starts[l]..<starts[l + 1]`.
  let starts: [Int]
  /// Per line, its position in the previous statement, or −1.
  let previous: [Int]
  /// Per line, the sum of its corrections.
  let corrections: [Int64]

  init(_ context: CloseContext, _ outcomes: [ClaimOutcome]) throws(CloseRejection) {
    let claims = context.input.claims
    let order = try Self.order(outcomes, claims)
    let corrected = try Self.corrections(context.input.corrections)
    let before = context.input.previous.first?.lines ?? []
    var keys: [LineKey] = []
    keys.reserveCapacity(max(order.count, before.count))
    var starts: [Int] = []
    var previous: [Int] = []
    var corrections: [Int64] = []
    var sorted: [ClaimOutcome] = []
    sorted.reserveCapacity(order.count)
    var (next, nextBefore, nextCorrected) = (0, 0, 0)
    func ownKey() -> LineKey? {
      next < order.count ? claims[outcomes[order[next]].claim].lineKey : nil
    }
    while true {
      let candidates = [
        ownKey(), nextBefore < before.count ? before[nextBefore].key : nil,
        nextCorrected < corrected.count ? corrected.keys[nextCorrected] : nil,
      ]
      guard let key = candidates.compactMap({ $0 }).min() else { break }
      starts.append(sorted.count)
      while let own = ownKey(), own.compare(key) == 0 {
        var outcome = outcomes[order[next]]
        outcome.line = keys.count
        sorted.append(outcome)
        next += 1
      }
      let isBefore = candidates[1]?.compare(key) == 0
      previous.append(isBefore ? nextBefore : -1)
      if isBefore { nextBefore += 1 }
      let isCorrected = candidates[2]?.compare(key) == 0
      corrections.append(isCorrected ? corrected.values[nextCorrected] : 0)
      if isCorrected { nextCorrected += 1 }
      keys.append(key)
    }
    starts.append(sorted.count)
    self.keys = keys
    self.outcomes = sorted
    self.starts = starts
    self.previous = previous
    self.corrections = corrections
  }

  /// The outcomes of a line.
  func range(_ line: Int) -> Range<Int> { starts[line]..<starts[line + 1] }

  private static func corrections(
    _ corrections: [Correction]
  ) throws(CloseRejection) -> SortedMap<LineKey, Int64> {
    var pairs: [(LineKey, Int64)] = []
    for correction in corrections {
      pairs += correction.lines.map { ($0.key, $0.micros) }
    }
    return try SortedMap(pairs) { (left, right) throws(CloseRejection) in
      try left.plusMicros(right)
    }
  }

  /// The positions of the outcomes by key and fact line.
  private static func order(
    _ outcomes: [ClaimOutcome], _ claims: [Claim]
  ) throws(CloseRejection) -> [Int] {
    let shared = sharedPrefix(outcomes, claims)
    var order = outcomes.enumerated().map { index, outcome in
      (head: head(claims[outcome.claim].payee.bytes, after: shared), index: index)
    }
    order.sort { left, right in
      if left.head != right.head { return left.head < right.head }
      let (first, second) = (
        claims[outcomes[left.index].claim], claims[outcomes[right.index].claim]
      )
      let keys = first.compareKeys(second)
      return keys != 0 ? keys < 0 : first.line < second.line
    }
    for position in order.indices.dropFirst() {
      let first = claims[outcomes[order[position - 1].index].claim]
      let second = claims[outcomes[order[position].index].claim]
      if first.line == second.line, first.compareKeys(second) == 0 {
        throw .lineTwice(first.line)
      }
    }
    return order.map(\.index)
  }

  /// How many first bytes all payees share: addresses of one network begin alike.
  private static func sharedPrefix(_ outcomes: [ClaimOutcome], _ claims: [Claim]) -> Int {
    guard let first = outcomes.first.map({ claims[$0.claim].payee.bytes }) else { return 0 }
    var shared = first.count
    for outcome in outcomes {
      let bytes = claims[outcome.claim].payee.bytes
      shared = min(shared, bytes.count)
      var index = 0
      while index < shared, bytes[index] == first[index] { index += 1 }
      shared = index
    }
    return shared
  }

  /// The next sixteen bytes as a number that orders as they do; shorter ids are filled with zeros.
  private static func head(_ bytes: [UInt8], after shared: Int) -> UInt128 {
    var head: UInt128 = 0
    for offset in 0..<16 {
      let index = shared + offset
      head = head << 8 | UInt128(index < bytes.count ? bytes[index] : 0)
    }
    return head
  }
}

extension Claim {
  /// Whose line it stands on.
  var lineKey: LineKey { LineKey(payee: payee, beneficiary: beneficiary) }

  fileprivate func compareKeys(_ other: Claim) -> Int {
    let payees = ByteOrder.compare(payee.bytes, other.payee.bytes)
    return payees != 0 ? payees : ByteOrder.compare(beneficiary.bytes, other.beneficiary.bytes)
  }
}
