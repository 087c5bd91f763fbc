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
    var spans = SortedMap<SpanKey, Int64>()
    for earning in earnings {
      guard earning.uakt >= 0, earning.uakt <= Amount.limitMicros, earning.refundedUakt >= 0,
        earning.refundedUakt <= earning.uakt
      else { throw .amounts }
      earned += Int128(earning.uakt)
      refunded += Int128(earning.refundedUakt)
      // Fees are at most what was earned, so that their sums stay in bounds with it.
      guard earned <= Int128(Amount.limitMicros) else { throw .amounts }
      spans[SpanKey(span: earning.span), default: 0] += earning.uakt - earning.refundedUakt
    }
    var fees = SortedMap<Label, Int64>()
    var isRetroactive = false
    for (key, uakt) in zip(spans.keys, spans.values) {
      for piece in try Self.pieces(of: key.span, uakt, terms) {
        isRetroactive = isRetroactive || piece.start < piece.terms.agreed
        for fee in piece.fees { fees[fee.name, default: 0] += fee.micros }
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

  /// Spans in their order.
  private struct SpanKey: Comparable {
    let span: TimeSpan

    static func < (first: SpanKey, second: SpanKey) -> Bool {
      (first.span.start, first.span.end) < (second.span.start, second.span.end)
    }
  }

  /// A piece of a span under one agreement.
  private struct Piece {
    let terms: RevenueTerms
    let start: Timestamp
    let fees: [(name: Label, micros: Int64)]
  }

  /// What all classes earned in a span, less refunds, split over the terms of its seconds so that
  /// it adds up.
  private static func pieces(
    of span: TimeSpan, _ uakt: Int64, _ terms: [RevenueTerms]
  ) throws(Refusal) -> [Piece] {
    guard !span.isEmpty else { throw .withoutTerms(span) }
    let cuts = SortedMap(
      ([span.start] + terms.map(\.appliesFrom).filter { $0 > span.start && $0 < span.end })
        .map { ($0, true) }
    ) { first, _ in first }.keys
    var split = CumulativeSplit(
      amount: UInt64(uakt), totalWeight: UInt128(span.seconds.magnitude))
    var pieces: [Piece] = []
    for (index, start) in cuts.enumerated() {
      let end = index + 1 < cuts.count ? cuts[index + 1] : span.end
      guard let found = RevenueTerms.inForce(at: start, of: terms) else {
        throw .withoutTerms(span)
      }
      let part = split.next(weight: UInt128(end.seconds(since: start).magnitude))
      let seconds = start.seconds(since: span.start)..<end.seconds(since: span.start)
      pieces.append(
        Piece(
          terms: found, start: start,
          fees: found.fees(ofMicros: Int64(part), seconds: seconds, of: span.seconds)))
    }
    return pieces
  }
}
