public import Payouts
import Program
public import Quantities

/// A wallet as enough nodes of its chain show it at one height.
public struct WalletStanding: Hashable, Sendable {
  /// The chain's id.
  public var chain: Label
  /// The height that is spoken of.
  public var height: Int64
  /// The account's number.
  public var accountNumber: UInt64
  /// The sequence that it uses next.
  public var sequence: UInt64
  /// What it holds.
  public var uakt: Int64

  /// Takes every field as it is.
  public init(
    chain: Label, height: Int64, accountNumber: UInt64, sequence: UInt64, uakt: Int64
  ) {
    self.chain = chain
    self.height = height
    self.accountNumber = accountNumber
    self.sequence = sequence
    self.uakt = uakt
  }
}

/// What a batch is made from.
public struct PayoutInput: Hashable, Sendable {
  /// The program's id.
  public var program: Digest
  /// The account that pays.
  public var walletAddress: Address
  /// Where it stands.
  public var wallet: WalletStanding
  /// How many entries the journal has.
  public var journalSize: Int
  /// Its root.
  public var journalRoot: Digest
  /// How many blocks there are for signing.
  public var timeoutBlocks: Int64
  /// Everything due, with the present, the price and the rules.
  public var batch: BatchInput

  /// Takes every field as it is.
  public init(
    program: Digest, walletAddress: Address, wallet: WalletStanding, journalSize: Int,
    journalRoot: Digest, timeoutBlocks: Int64, batch: BatchInput
  ) {
    self.program = program
    self.walletAddress = walletAddress
    self.wallet = wallet
    self.journalSize = journalSize
    self.journalRoot = journalRoot
    self.timeoutBlocks = timeoutBlocks
    self.batch = batch
  }
}

/// A batch as it is shown to those who sign, with the record that goes into the journal first.
public struct PreparedBatch: Hashable, Sendable {
  /// Why a batch is not prepared.
  public enum Refusal: Error, Hashable, Sendable {
    /// The lines have no sound amounts.
    case due(DueRefusal)
    /// Nobody is paid; the plan says why.
    case nothingToPay([LineOutcome])
    /// The wallet is of another chain than the program.
    case otherChain(expected: Label, found: Label)
    /// The price is farther from the last one than the policy allows.
    case priceJump(from: Price18, to: Price18)
    /// The plan makes no transaction.
    case transaction(PayoutTransaction.Refusal)
    /// The journal would refuse the record (law 8).
    case record(PayoutRefusal)
    /// Nothing can be returned.
    case communityReturn(ReturnPlan.Refusal)
  }

  /// What is paid, and why nobody else is.
  public let plan: PayoutPlan
  /// What is signed.
  public let payment: PayoutTransaction
  /// What the journal says before anybody signs.
  public let record: PreparedPayout

  init(_ plan: PayoutPlan, after book: PayoutBook) throws(Refusal) {
    self.plan = plan
    do {
      payment = try PayoutTransaction(plan)
    } catch {
      throw .transaction(error)
    }
    record = payment.record(of: plan)
    if let refusal = book.refusal(of: .prepared(record)) { throw .record(refusal) }
  }

  /// Computes the next batch, or the same batch anew where the last attempt is dead.
  ///
  /// `last` is the plan of the last attempt that has a price: a jump is held against that.
  public init(
    _ input: PayoutInput, after book: PayoutBook, last: PayoutPlan?, network: Label,
    priceBound: Ratio?
  ) throws(Refusal) {
    guard input.wallet.chain == network else {
      throw .otherChain(expected: network, found: input.wallet.chain)
    }
    // Told first: whatever else would be said of a batch that cannot be.
    if let open = book.undecided?.prepared {
      throw .record(.undecided(batch: open.batch, signBytes: open.signBytes))
    }
    if let bound = priceBound, let before = last?.price, let price = input.batch.price,
      before.isJump(to: price, beyond: bound)
    {
      throw .priceJump(from: before, to: price)
    }
    let computed: BatchPlan
    do {
      computed = try BatchPlan(input.batch)
    } catch {
      throw .due(error)
    }
    guard !computed.outputs.isEmpty else { throw .nothingToPay(computed.outcomes) }
    var plan = Self.plan(input, batch: book.nextBatch)
    plan.price = computed.usesPrice ? computed.price : nil
    plan.gas = computed.gas
    plan.feeUakt = computed.feeUakt
    plan.outputs = computed.outputs
    plan.outcomes = computed.outcomes
    // The same payments again are the same batch: whoever approved it approves its replacement.
    if let dead = book.attempts.last, !dead.isPaid, dead.prepared.contents == plan.contents {
      plan.batch = dead.prepared.batch
    }
    try self.init(plan, after: book)
  }

  /// Computes what goes back to the community (O-10).
  public init(
    returning returned: ReturnPlan, _ input: PayoutInput, gas: Int64, after book: PayoutBook
  ) throws(Refusal) {
    if let open = book.undecided?.prepared {
      throw .communityReturn(.undecidedBatch(open.batch))
    }
    var plan = Self.plan(input, batch: book.nextBatch)
    plan.purpose = .return
    plan.price = returned.usesPrice ? input.batch.price : nil
    plan.gas = gas
    plan.feeUakt = returned.feeUakt
    plan.returnedUakt = returned.returnedUakt
    // At another price the same amount is another return: a number keeps its price.
    if plan.price == nil, let dead = book.attempts.last, !dead.isPaid,
      dead.prepared.contents == plan.contents
    {
      plan.batch = dead.prepared.batch
    }
    try self.init(plan, after: book)
  }

  private static func plan(_ input: PayoutInput, batch: Int) -> PayoutPlan {
    let timeout = input.wallet.height.addingReportingOverflow(input.timeoutBlocks)
    return PayoutPlan(
      program: input.program, batch: batch, chain: input.wallet.chain,
      wallet: input.walletAddress, accountNumber: input.wallet.accountNumber,
      sequence: input.wallet.sequence, baseHeight: input.wallet.height,
      timeoutHeight: timeout.overflow ? .max : timeout.partialValue, time: input.batch.time,
      journalSize: input.journalSize, journalRoot: input.journalRoot, price: nil, gas: 0,
      feeUakt: 0, outputs: [], outcomes: [])
  }
}

extension BatchPlan {
  /// Whether a part of it was converted.
  fileprivate var usesPrice: Bool {
    outputs.contains { output in output.parts.contains { $0.key.currency == .usd } }
  }
}

extension PreparedBatch.Refusal: CustomStringConvertible {
  /// The rule in one sentence.
  public var description: String {
    switch self {
    case .due(let refusal): "\(refusal)"
    case .nothingToPay: "nothing can be paid now"
    case .otherChain(let expected, let found):
      "the nodes are of the chain \(found), and the program pays on \(expected)"
    case .priceJump(let before, let now):
      "the price is \(now), and was \(before) in the batch before: more than the policy allows"
    case .transaction(let refusal): "\(refusal)"
    case .record(let refusal): "\(refusal)"
    case .communityReturn(let refusal): "\(refusal)"
    }
  }
}
