import Payouts
public import Quantities

/// One line of what the pilot's money did: what happened on the chain, and what the journal says.
public struct MoneyStep: Hashable, Sendable {
  /// What was done, in the order of a program.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The community is asked.
    case request
    /// Its vote pays.
    case funding
    /// A contract commits what came.
    case contract
    /// Before the hold is over nothing is paid.
    case hold
    /// A batch is paid.
    case batch
    /// What is neither owed nor committed goes back at day 120.
    case windowReturn = "return at day 120"
    /// All goes back at the contract's end.
    case closeOut = "close-out"
  }

  /// What was done.
  public let kind: Kind
  /// The batch, where it is one.
  public let batch: Int?
  /// What was made to go wrong.
  public let fault: MoneyFault?
  /// When it was over.
  public let at: Timestamp
  /// What the chain shows.
  public let onChain: String
  /// What the journal says.
  public let inJournal: String
  /// By how much the wallet changed.
  public let uakt: Int64
  /// What the wallet held afterwards.
  public let walletUakt: Int64
}

/// What is made to go wrong with a batch, each once.
public enum MoneyFault: String, Hashable, Sendable, CaseIterable {
  /// The node takes the transaction, and its answer is lost.
  case lostAnswer = "answer lost"
  /// The process ends after the signed bytes were stored, before they were sent.
  case crash = "crash before sending"
  /// The mempool loses it, until its timeout has passed.
  case expiry = "lost until its timeout"
  /// It runs out of gas in its block.
  case failure = "failed in its block"
}

extension MoneyFault {
  /// Whether it ends so: an answer or a process that is lost changes nothing.
  func expects(_ outcome: PayoutAttempt.Outcome?) -> Bool {
    switch (self, outcome) {
    case (.lostAnswer, .confirmed), (.crash, .confirmed), (.failure, .failed),
      (.expiry, .expired(.timeout)):
      true
    default: false
    }
  }
}
