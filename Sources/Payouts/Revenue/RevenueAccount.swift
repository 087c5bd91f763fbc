import Accounting
public import Quantities

/// What funded machines owe the pool, and what came (O-43).
///
///     due = earned − refunded − fees, at least 0        outstanding = due − remitted
public struct RevenueAccount: Hashable, Sendable {
  /// Why an account cannot be made.
  public enum Refusal: Error, Hashable, Sendable {
    /// An amount is negative or out of bounds, or more was refunded than earned.
    case amounts
    /// An earning lies in time for which nothing was agreed, or in no time.
    case withoutTerms(TimeSpan)
  }

  /// What tenants paid.
  public let earnedUakt: Int64
  /// What was given back to them.
  public let refundedUakt: Int64
  /// What operators keep, by component.
  public let fees: SortedMap<Label, Int64>
  /// What is to be sent back.
  public let dueUakt: Int64
  /// What was seen on chain.
  public let remittedUakt: Int64
  /// Classes claimed without their commitment on chain.
  public let uncommitted: [Label]
  /// Whether terms were applied to time before they were agreed.
  public let isRetroactive: Bool

  /// What is still to come; what came too much is negative.
  public var outstandingUakt: Int64 { dueUakt - remittedUakt }

  /// Whether something is still to come at or after its due date: until its transaction is seen.
  public func isOverdue(at now: Timestamp, dueDate: Timestamp) -> Bool {
    now >= dueDate && outstandingUakt > 0
  }

  /// Counts earnings under the terms of their seconds, and what was remitted.
  public init(
    earnings: [LeaseEarning], terms: [RevenueTerms], remittedUakt: [Int64]
  ) throws(Refusal) {
    var earned: Int128 = 0
    var refunded: Int128 = 0
    var fees = SortedMap<Label, Int64>()
    var isRetroactive = false
    for earning in earnings {
      guard earning.uakt >= 0, earning.uakt <= Amount.limitMicros, earning.refundedUakt >= 0,
        earning.refundedUakt <= earning.uakt
      else { throw .amounts }
      earned += Int128(earning.uakt)
      refunded += Int128(earning.refundedUakt)
      // Fees are at most what was earned, so that their sums stay in bounds with it.
      guard earned <= Int128(Amount.limitMicros) else { throw .amounts }
      for (piece, part) in try Self.pieces(of: earning, terms) {
        isRetroactive = isRetroactive || (part.start < piece.agreed)
        for fee in piece.fees(ofMicros: part.uakt) { fees[fee.name, default: 0] += fee.micros }
      }
    }
    let remitted = remittedUakt.reduce(Int128(0)) { $0 + Int128(max(0, $1)) }
    guard remitted <= Int128(Amount.limitMicros), remittedUakt.allSatisfy({ $0 >= 0 })
    else { throw .amounts }
    let kept = fees.values.reduce(Int128(0)) { $0 + Int128($1) }
    earnedUakt = Int64(earned)
    refundedUakt = Int64(refunded)
    self.fees = fees
    dueUakt = Int64(max(0, earned - refunded - kept))
    self.remittedUakt = Int64(remitted)
    uncommitted =
      SortedMap(
        earnings.filter { !$0.isCommittedOnChain }.map { ($0.leaseClass, true) }
      ) { first, _ in first }.keys
    self.isRetroactive = isRetroactive
  }

  /// An earning, less its refunds, split over the terms of its seconds so that it adds up.
  private static func pieces(
    of earning: LeaseEarning, _ terms: [RevenueTerms]
  ) throws(Refusal) -> [(RevenueTerms, (uakt: Int64, start: Timestamp))] {
    let span = earning.span
    let cuts = SortedMap(
      ([span.start] + terms.map(\.appliesFrom).filter { $0 > span.start && $0 < span.end })
        .map { ($0, true) }
    ) { first, _ in first }.keys
    guard !span.isEmpty else { throw .withoutTerms(span) }
    var split = CumulativeSplit(
      amount: UInt64(earning.uakt - earning.refundedUakt),
      totalWeight: UInt128(span.seconds.magnitude))
    var pieces: [(RevenueTerms, (uakt: Int64, start: Timestamp))] = []
    for (index, start) in cuts.enumerated() {
      let end = index + 1 < cuts.count ? cuts[index + 1] : span.end
      guard let found = RevenueTerms.inForce(at: start, of: terms) else {
        throw .withoutTerms(span)
      }
      let part = split.next(weight: UInt128(end.seconds(since: start).magnitude))
      pieces.append((found, (Int64(part), start)))
    }
    return pieces
  }
}
