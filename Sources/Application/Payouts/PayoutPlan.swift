import Keys
public import Payouts
public import Program
public import Quantities

/// What a batch pays and why nobody else is paid: the blob that `payout.prepared` names.
///
/// The sign bytes follow from it, so that whoever signs compares bytes with reasons.
public struct PayoutPlan: Hashable, Sendable {
  /// Payees, or the community.
  public var purpose: PayoutPurpose
  /// The program's id.
  public var program: Digest
  /// The batch's number, from 1.
  public var batch: Int
  /// The chain's id.
  public var chain: Label
  /// The account that pays.
  public var wallet: Address
  /// The account's number on the chain.
  public var accountNumber: UInt64
  /// The account's sequence that it uses.
  public var sequence: UInt64
  /// The chain's height before the sign bytes were made.
  public var baseHeight: Int64
  /// The last height at which it can be included.
  public var timeoutHeight: Int64
  /// When it was made.
  public var time: Timestamp
  /// How many entries the journal had.
  public var journalSize: Int
  /// The root of the journal's tree of that size.
  public var journalRoot: Digest
  /// Dollars per AKT; nil where nothing was converted.
  public var price: Price18?
  /// The gas asked for.
  public var gas: Int64
  /// The fee in uakt.
  public var feeUakt: Int64
  /// What goes back to the community; 0 in a batch.
  public var returnedUakt: Int64
  /// The transfers, ascending by payee.
  public var outputs: [PayoutOutput]
  /// What became of every line.
  public var outcomes: [LineOutcome]

  /// Takes every field as it is.
  public init(
    purpose: PayoutPurpose = .batch, program: Digest, batch: Int, chain: Label, wallet: Address,
    accountNumber: UInt64, sequence: UInt64, baseHeight: Int64, timeoutHeight: Int64,
    time: Timestamp, journalSize: Int, journalRoot: Digest, price: Price18?, gas: Int64,
    feeUakt: Int64, returnedUakt: Int64 = 0, outputs: [PayoutOutput], outcomes: [LineOutcome]
  ) {
    self.purpose = purpose
    self.program = program
    self.batch = batch
    self.chain = chain
    self.wallet = wallet
    self.accountNumber = accountNumber
    self.sequence = sequence
    self.baseHeight = baseHeight
    self.timeoutHeight = timeoutHeight
    self.time = time
    self.journalSize = journalSize
    self.journalRoot = journalRoot
    self.price = price
    self.gas = gas
    self.feeUakt = feeUakt
    self.returnedUakt = returnedUakt
    self.outputs = outputs
    self.outcomes = outcomes
  }

  /// What is sent, without the fee.
  public var totalUakt: Int64 { outputs.reduce(returnedUakt) { $0 + $1.uakt } }

  /// How many accounts are sent to.
  public var outputCount: Int { purpose == .batch ? outputs.count : 1 }

  /// The memo, by which the chain itself witnesses the journal.
  public var memo: PayoutMemo {
    PayoutMemo(program: program, batch: batch, journalSize: journalSize, root: journalRoot)
  }

  /// What a replacement must pay too: the digest of the outputs alone.
  public var contents: Digest { Sha256.digest(of: outputBytes) }
}
