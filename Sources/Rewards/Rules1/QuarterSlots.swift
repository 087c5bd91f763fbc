import Policy
import Quantities

/// The slots of an epoch by quarter of a claim's term, where amounts vest quarterly (O-39).
///
///     quarter ends at  from + ⌊(to − from) · k / 4⌋,   k = 1 … 4,   term [from, to) as first stated
struct QuarterSlots {
  /// The quarters of a term.
  static let count = 4

  /// The first slot that starts at or after each quarter's end; empty: amounts do not vest so.
  private let firstAfter: [Int]

  init(_ claim: Claim, _ context: CloseContext) {
    guard context.pool.vesting.kind == .quarterly else {
      firstAfter = []
      return
    }
    let slot = context.slotSeconds
    firstAfter = Self.ends(of: claim).map { end in
      let seconds = end - context.span.start.seconds
      guard seconds > 0 else { return 0 }
      return Int((seconds + slot - 1) / slot)
    }
  }

  /// The four ends, in seconds since 1970.
  static func ends(of claim: Claim) -> [Int64] {
    let term = max(0, claim.statedUntil.seconds - claim.from.seconds)
    return (1...Int64(count)).map { claim.from.seconds + term * $0 / Int64(count) }
  }

  /// Whether quarters play no part.
  var isTrivial: Bool { firstAfter.isEmpty }

  /// The quarter, from 0, in which a slot starts; beyond the term: the last.
  func quarter(of slot: Int) -> Int {
    firstAfter.firstIndex { slot < $0 } ?? max(0, firstAfter.count - 1)
  }

  /// The first slot of the next quarter.
  func end(of quarter: Int) -> Int {
    quarter + 1 < firstAfter.count ? firstAfter[quarter] : .max
  }
}
