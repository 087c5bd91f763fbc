import Policy
import Quantities

/// The numbers of units among those of their provider, class and pool (section 2).
///
///     number(unit i of q) = i + fewest units that earlier claims have together in force
///                               at any second that q has in the epoch
///
/// A unit carries its past, and was there before the program, by this number: neither an amendment,
/// whose claims follow each other, nor a claim of a moment moves it.
struct UnitNumbers {
  private let context: CloseContext

  init(_ context: CloseContext) {
    self.context = context
  }

  /// The number of the unit before the first of a claim, in a group of claims of one provider and
  /// class in their order.
  func unitsBefore(_ group: ArraySlice<ClaimOrder.Entry>, at index: Int) -> Int {
    let claim = context.claims[group[index].claim]
    guard index > group.startIndex else { return 0 }
    let earlier = group[group.startIndex..<index].lazy.map { context.claims[$0.claim] }
      .filter { $0.pool == claim.pool }
    return Self.fewest(Array(earlier), during: claim, in: context.span)
  }

  /// The fewest units that some claims have together at any second of another in a span.
  static func fewest(_ earlier: [Claim], during claim: Claim, in span: TimeSpan) -> Int {
    let start = max(claim.from, span.start)
    let end = min(claim.until, span.end)
    guard start < end, !earlier.isEmpty else { return 0 }
    // The sum falls only where an earlier claim ends; changes in order of time, at equal times
    // together.
    var units = 0
    var changes: [(at: Timestamp, units: Int)] = []
    for other in earlier where other.from < other.until {
      if other.from <= start, start < other.until { units += other.units }
      if start < other.from, other.from < end { changes.append((other.from, other.units)) }
      if start < other.until, other.until < end { changes.append((other.until, -other.units)) }
    }
    changes.sort { $0.at < $1.at }
    var fewest = units
    var next = 0
    while next < changes.count {
      let moment = changes[next].at
      while next < changes.count, changes[next].at == moment {
        units += changes[next].units
        next += 1
      }
      fewest = min(fewest, units)
    }
    return fewest
  }
}
