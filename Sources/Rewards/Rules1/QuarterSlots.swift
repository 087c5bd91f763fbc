import Policy
import Quantities

/// The slots of an epoch by quarter of a claim's term, where amounts vest quarterly (O-39).
///
///     quarter ends at  from + ⌊(to − from) · k / 4⌋,   k = 1 … 4,   term [from, to) as stated
struct QuarterSlots {
  /// The quarters of a term.
  static let count = 4

  /// The first slot that starts at or after each quarter's end; nil: amounts do not vest so.
  private let firstAfter: SIMD4<Int>?

  init(_ claim: Claim, _ context: CloseContext) {
    guard context.pool.vesting.kind == .quarterly else {
      firstAfter = nil
      return
    }
    let slot = context.slotSeconds
    var firstAfter = SIMD4<Int>.zero
    for quarter in 0..<Self.count {
      let seconds = Self.end(of: quarter, claim) - context.span.start.seconds
      firstAfter[quarter] = seconds > 0 ? Int((seconds + slot - 1) / slot) : 0
    }
    self.firstAfter = firstAfter
  }

  /// The end of a quarter, from 0, in seconds since 1970.
  static func end(of quarter: Int, _ claim: Claim) -> Int64 {
    let term = max(0, claim.statedUntil.seconds - claim.from.seconds)
    return claim.from.seconds + term * Int64(quarter + 1) / Int64(count)
  }

  /// Whether quarters play no part.
  var isTrivial: Bool { firstAfter == nil }

  /// The quarter, from 0, in which a slot starts; beyond the term: the last.
  func quarter(of slot: Int) -> Int {
    guard let firstAfter else { return 0 }
    var quarter = 0
    while quarter + 1 < Self.count, slot >= firstAfter[quarter] { quarter += 1 }
    return quarter
  }

  /// The first slot of the next quarter.
  func end(of quarter: Int) -> Int {
    guard let firstAfter, quarter + 1 < Self.count else { return .max }
    return firstAfter[quarter]
  }
}

/// One weight for each quarter.
struct QuarterWeights {
  private var first: (UInt128, UInt128) = (0, 0)
  private var second: (UInt128, UInt128) = (0, 0)

  subscript(quarter: Int) -> UInt128 {
    get {
      switch quarter {
      case 0: first.0
      case 1: first.1
      case 2: second.0
      default: second.1
      }
    }
    set {
      switch quarter {
      case 0: first.0 = newValue
      case 1: first.1 = newValue
      case 2: second.0 = newValue
      default: second.1 = newValue
      }
    }
  }

  /// Their sum; a term's unit-seconds at a factor stay far below 2^128.
  var total: UInt128 { first.0 + first.1 + second.0 + second.1 }
}
