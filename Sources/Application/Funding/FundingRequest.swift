public import CosmosTx
import Encoding
import Keys
public import Quantities

/// What a program asks of the community: dollars, a price and a buffer as tokens, and the proposal.
///
///     uakt = ⌈µUSD · (1 + buffer) · 10^18 / P⌉
public struct FundingRequest: Hashable, Sendable {
  /// Why nothing can be asked for.
  public enum Refusal: Error, Hashable, Sendable {
    /// The amount is 0, negative or out of bounds.
    case amount
    /// A message is none that the network takes.
    case message(TxError)
    /// An amount of tokens is 0.
    case coins(TxFault)
  }

  /// What the program needs, in micro-dollars; nil where it is asked for in tokens.
  public let micros: Int64?
  /// Dollars per AKT; nil where tokens are asked for.
  public let price: Price18?
  /// What is asked for beyond the need, because prices move during the vote.
  public let buffer: Ratio
  /// What is asked for.
  public let uakt: Int64

  /// The tokens for dollars at a price, with a buffer, rounded up.
  public init(micros: Int64, price: Price18, buffer: Ratio) throws(Refusal) {
    let one = UInt128(Ratio.ppmPerOne)
    guard micros > 0, micros <= Amount.limitMicros else { throw .amount }
    let wanted = UInt128(micros.magnitude) * (one + UInt128(buffer.ppm))
    // ⌈a/b⌉ of ⌈c/d⌉ would round twice: one division over the product of both denominators.
    let divisor = price.scaled
    guard let whole = mulDivFloor(wanted, Price18.scale / one, divisor),
      whole < UInt128(Amount.limitMicros)
    else { throw .amount }
    let isExact = compareProducts(wanted, Price18.scale / one, whole, divisor) == .equal
    self.init(
      micros: micros, price: price, buffer: buffer, uakt: Int64(isExact ? whole : whole + 1))
  }

  /// Tokens, where the program counts in tokens.
  public init(uakt: Int64) throws(Refusal) {
    guard uakt > 0, uakt <= Amount.limitMicros else { throw .amount }
    self.init(micros: nil, price: nil, buffer: .zero, uakt: uakt)
  }

  private init(micros: Int64?, price: Price18?, buffer: Ratio, uakt: Int64) {
    self.micros = micros
    self.price = price
    self.buffer = buffer
    self.uakt = uakt
  }
}

/// The proposal that asks for it, in the two forms that the network's tools take.
public struct FundingProposal: Hashable, Sendable {
  /// Words for voters.
  public struct Words: Hashable, Sendable {
    /// What voters read first.
    public var title: String
    /// What voters read.
    public var summary: String
    /// A link or a text of the proposer's.
    public var metadata: String

    /// Takes the words as they are.
    public init(title: String, summary: String, metadata: String = "") {
      self.title = title
      self.summary = summary
      self.metadata = metadata
    }
  }

  /// The message as it is signed.
  public let message: MsgSubmitProposal
  /// The unsigned transaction, as `akash tx … --generate-only` prints it.
  public let transaction: Transaction
  private let recipient: AccountAddress
  private let deposit: Coin

  /// Joins what is asked for with who is paid, who proposes, and in which words.
  public init(
    _ request: FundingRequest, recipient: AccountAddress, proposer: AccountAddress,
    depositUakt: Int64, words: Words, expedited: Bool = false, fee: Fee,
    on network: Network = .akash
  ) throws(FundingRequest.Refusal) {
    let asked = try Self.coin(request.uakt)
    deposit = try Self.coin(depositUakt)
    self.recipient = recipient
    guard let authority = network.modules.first(where: { $0.name == "gov" })?.address else {
      preconditionFailure("Every network here has a governance module.")
    }
    let spend = MsgCommunityPoolSpend(authority: authority, recipient: recipient, amount: [asked])
    message = MsgSubmitProposal(
      spends: [spend], deposit: [deposit], proposer: proposer, metadata: words.metadata,
      title: words.title, summary: words.summary, expedited: expedited)
    transaction = Transaction(
      unsigned: TxBody(messages: [.submitProposal(message)]), fee: fee)
    do {
      try network.check(transaction)
    } catch {
      throw .message(error)
    }
  }

  private static func coin(_ uakt: Int64) throws(FundingRequest.Refusal) -> Coin {
    guard let amount = try? Amount(micros: uakt) else { throw .amount }
    do {
      return try Coin(amount, .uakt)
    } catch {
      throw .coins(error)
    }
  }

  /// The file that `akash tx gov submit-proposal FILE` takes.
  public var document: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("messages")
      writer.beginArray()
      for case .communityPoolSpend(let spend) in message.messages {
        writer.object { writer in
          writer.field("@type", "/cosmos.distribution.v1beta1.MsgCommunityPoolSpend")
          writer.field("authority", spend.authority.text)
          writer.field("recipient", spend.recipient.text)
          writer.array("amount", spend.amount) { writer, coin in
            writer.object { writer in
              writer.field("denom", coin.denomination.text)
              writer.field("amount", coin.amount.description)
            }
          }
        }
      }
      writer.endArray()
      writer.field("metadata", message.metadata)
      writer.field("deposit", "\(deposit.amount)\(deposit.denomination)")
      writer.field("title", message.title)
      writer.field("summary", message.summary)
      writer.field("expedited", message.expedited)
    }
    return writer.finish() + [10]
  }

  /// Its name in the journal.
  public var digest: Digest { Sha256.digest(of: document) }
}

extension FundingRequest.Refusal: CustomStringConvertible {
  /// The rule in one sentence.
  public var description: String {
    switch self {
    case .amount: "the amount is 0, negative or out of bounds"
    case .message(let error): "\(error)"
    case .coins(let fault): "\(fault)"
    }
  }
}
