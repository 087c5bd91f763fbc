public import CosmosTx
import Encoding
import Keys
public import Quantities

/// The proposal that asks for it, in the two forms that the network's tools take.
public struct FundingProposal: Hashable, Sendable {
  /// Why nothing can be asked for.
  public enum Refusal: Error, Hashable, Sendable {
    /// An amount of tokens is 0, negative or out of bounds.
    case amount
    /// A message is none that the network takes.
    case message(TxError)
  }

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
    uakt: Int64, recipient: AccountAddress, proposer: AccountAddress,
    depositUakt: Int64, words: Words, expedited: Bool = false, fee: Fee,
    on network: Network = .akash
  ) throws(Refusal) {
    let asked = try Self.coin(uakt)
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

  private static func coin(_ uakt: Int64) throws(Refusal) -> Coin {
    guard let amount = try? Amount(micros: uakt), let coin = try? Coin(amount, .uakt) else {
      throw .amount
    }
    return coin
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

extension FundingProposal.Refusal: CustomStringConvertible {
  /// The rule in one sentence.
  public var description: String {
    switch self {
    case .amount: "the amount is 0, negative or out of bounds"
    case .message(let error): "\(error)"
    }
  }
}
