import Quantities

/// Whose lines a statement has, and which claims stand on each.
///
/// Law 2: lines stand by payee and beneficiary, parts by fact line, whatever order facts came in.
struct LineRoll {
  /// The lines, ascending.
  let keys: [LineKey]
  /// What the evidence makes of each claim, by line and then by fact line.
  var outcomes: [ClaimOutcome]
  /// The groups of units that outcomes speak of.
  let groups: [UnitGroup]
  /// The outcomes of line l are those at `starts[l]..<starts[l + 1]`.
  let starts: [Int]
  /// Per line, its position in the previous statement, or −1.
  let previous: [Int]
  /// What corrections add.
  let corrections: CorrectionRoll
  /// Per line, its position among the corrected lines, or −1.
  private let corrected: [Int]

  init(
    _ context: CloseContext, _ metered: MeteredClaims, _ corrections: CorrectionRoll
  ) throws(CloseRejection) {
    self.corrections = corrections
    let order = try Order(metered.outcomes, context.claims)
    // Moved once, so that all that follows walks forward.
    outcomes = order.positions.map { metered.outcomes[$0] }
    groups = metered.groups
    var merge = LineMerge(
      claims: context.claims, before: context.input.previous.first?.lines ?? [],
      corrected: corrections.keys)
    merge.run(outcomes: &outcomes, firsts: order.firsts)
    keys = merge.keys
    starts = merge.starts
    previous = merge.previous
    corrected = merge.corrections
  }

  /// The positions of a line's outcomes, by fact line.
  func members(_ line: Int) -> Range<Int> { starts[line]..<starts[line + 1] }

  /// What corrections add to a line.
  func corrections(ofLine line: Int) -> ArraySlice<CorrectionRoll.Entry> {
    corrected[line] < 0 ? [] : corrections.entries(ofLine: corrected[line])
  }
}

/// The order of outcomes by payee, beneficiary and fact line.
private struct Order {
  /// The outcomes' positions in it.
  let positions: [Int]
  /// Where in it each payee and beneficiary begins.
  private(set) var firsts: [Int] = []

  init(_ outcomes: [ClaimOutcome], _ claims: [Claim]) throws(CloseRejection) {
    let shared = Self.sharedPrefix(outcomes, claims)
    var order: [(head: UInt128, line: Int, index: Int)] = []
    order.reserveCapacity(outcomes.count)
    for index in outcomes.indices {
      let claim = outcomes[index].claim
      order.append(
        (Self.head(claims[claim].payee.bytes, after: shared), claims[claim].line, index))
    }
    func compareKeys(_ left: Int, _ right: Int) -> Int {
      let (first, second) = (outcomes[left].claim, outcomes[right].claim)
      let payees = ByteOrder.compare(claims[first].payee.bytes, claims[second].payee.bytes)
      guard payees == 0 else { return payees }
      return ByteOrder.compare(
        claims[first].beneficiary.bytes, claims[second].beneficiary.bytes)
    }
    order.sort { left, right in
      if left.head != right.head { return left.head < right.head }
      let keys = compareKeys(left.index, right.index)
      return keys != 0 ? keys < 0 : left.line < right.line
    }
    firsts.reserveCapacity(order.count)
    for position in order.indices {
      // Other heads are other payees: most bytes need not be looked at again.
      let isFirst =
        position == 0 || order[position - 1].head != order[position].head
        || compareKeys(order[position - 1].index, order[position].index) != 0
      if isFirst {
        firsts.append(position)
      } else if order[position - 1].line == order[position].line {
        throw .lineTwice(order[position].line)
      }
    }
    positions = order.map(\.index)
  }

  /// How many first bytes all payees share: addresses of one network begin alike.
  private static func sharedPrefix(_ outcomes: [ClaimOutcome], _ claims: [Claim]) -> Int {
    guard let position = outcomes.first?.claim else { return 0 }
    let first = claims[position].payee.bytes
    var shared = first.count
    for index in outcomes.indices {
      shared = ByteOrder.commonPrefix(
        claims[outcomes[index].claim].payee.bytes, first, limit: shared)
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
}
