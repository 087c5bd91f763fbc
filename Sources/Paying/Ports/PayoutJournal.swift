public import CosmosTx
public import Payouts
public import Quantities

/// The journal's payout records of one wallet. Its order decides between several executors.
public protocol PayoutJournal: Sendable {
  /// The records from a position on, counted from 0, in the journal's order, whoever wrote them.
  func records(from position: Int) async throws(PayingFailure) -> [PayoutRecord]

  /// Asks for a record, which the journal admits or refuses by what stands before it; returns when
  /// it stands there durably. It throws where nobody knows whether it does.
  func append(_ record: PayoutRecord) async throws(PayingFailure) -> PayoutAppendAnswer

  /// What the payment with these sign bytes signs, from its plan; nil where that is not at hand.
  func unsigned(_ signBytes: Digest) async throws(PayingFailure) -> Transaction?
}

/// What the journal made of a record.
public enum PayoutAppendAnswer: Hashable, Sendable {
  /// It stands there.
  case appended
  /// It was refused, and why in a sentence: mostly another executor was quicker.
  case refused(String)
}
