public import Quantities

/// What one entry moves between accounts; one that does not balance cannot exist.
///
/// For each currency: Σ postings = 0. Postings in both currencies stand in one transaction only
/// where it names its price evidence: the one bridge between USD and uakt (law 1).
public struct Transaction: Hashable, Sendable {
  /// The entry's line, from 1.
  public let line: Int
  /// When the entry was admitted; for a statement without an entry, when it could first be made.
  public let time: Timestamp
  /// Why.
  public let narration: Narration
  /// About what.
  public let subject: TransactionSubject
  /// The price at which currencies meet; nil where they do not.
  public let evidence: PriceEvidence?
  /// What moves, in the order given.
  public let postings: [Posting]

  /// Takes postings that balance; throws the first rule that they break.
  public init(
    line: Int, time: Timestamp, _ narration: Narration, _ subject: TransactionSubject,
    evidence: PriceEvidence? = nil, _ postings: [Posting]
  ) throws(TransactionRefusal) {
    guard !postings.isEmpty else { throw .empty }
    var sums = SortedMap<Currency, Int128>()
    for posting in postings {
      guard posting.amountMicros != 0 else { throw .zero(posting.account) }
      guard posting.amountMicros.magnitude <= Posting.limitMicros.magnitude else {
        throw .outOfBounds(posting.account)
      }
      guard posting.account.holds(posting.currency) else {
        throw .currency(posting.account, posting.currency)
      }
      // A hundred million postings at the limit stay below 2^127; no transaction has as many.
      sums[posting.currency, default: 0] += posting.amountMicros
    }
    for (currency, sum) in sums where sum != 0 {
      throw .unbalanced(currency, sumMicros: sum)
    }
    if sums.count > 1, evidence == nil { throw .bridgeWithoutPrice }
    if sums.count == 1, evidence != nil { throw .priceWithoutBridge }
    self.line = line
    self.time = time
    self.narration = narration
    self.subject = subject
    self.evidence = evidence
    self.postings = postings
  }
}
