/// What does not fit between the chain and the journal, and what to do about it.
public enum ReconciliationFinding: Hashable, Sendable {
  /// The same transfer with another amount.
  case wrongAmount(WalletTransfer, expected: ExpectedTransfer)
  /// The transfer bears another memo.
  case wrongMemo(WalletTransfer, expected: ExpectedTransfer)
  /// The same payment in another transaction than the entry names.
  case otherTransaction(WalletTransfer, expected: ExpectedTransfer)
  /// Tokens arrived that no entry explains.
  case unexplainedIncome(WalletTransfer)
  /// Tokens left by no entry.
  case outsidePayment(WalletTransfer)
  /// A fee of a transaction that no entry names.
  case unexplainedFee(WalletTransfer)
  /// An entry names a transfer that is not on the chain.
  case missingOnChain(ExpectedTransfer)
  /// opening + in − out − fees is not what the wallet holds.
  case balanceDiffers(computed: Int128, found: Int128)

  /// Its name in reports.
  public var code: String {
    switch self {
    case .wrongAmount: "wrong-amount"
    case .wrongMemo: "wrong-memo"
    case .otherTransaction: "other-transaction"
    case .unexplainedIncome: "unexplained-income"
    case .outsidePayment: "outside-payment"
    case .unexplainedFee: "unexplained-fee"
    case .missingOnChain: "missing-on-chain"
    case .balanceDiffers: "balance-differs"
    }
  }

  /// What to do.
  public var advice: String {
    switch self {
    case .wrongAmount: "Record what the chain shows; settle the difference with the counterparty."
    case .wrongMemo: "Check that the signers signed what was prepared; note why the memo differs."
    case .otherTransaction: "Record the transaction that was included; the payees are the same."
    case .unexplainedIncome: "Ask the sender; record it as funding or revenue, or send it back."
    case .outsidePayment: "Ask who signed it; record it with a reason, and change keys if nobody."
    case .unexplainedFee: "Find the transaction that it paid for; failed ones cost fees too."
    case .missingOnChain: "Scan the named height on another node; correct the entry if it is wrong."
    case .balanceDiffers: "Read the transfers again from the first height; some are missing."
    }
  }
}
