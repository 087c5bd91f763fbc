public import CosmosTx
public import Keys
public import Payouts
import Program
public import Quantities

/// The transaction that follows from a plan, and what is signed of it.
public struct PayoutTransaction: Hashable, Sendable {
  /// Why a plan makes no transaction that the network takes.
  public enum Refusal: Error, Hashable, Sendable {
    /// An address, an amount or a text is none of the network's.
    case message(TxError)
    /// An address has a wrong checksum or length.
    case address(Address, Bech32Error)
    /// An amount is 0, or out of bounds.
    case amount(TxFault)
    /// The chain's id is none.
    case chain(TxFault)
    /// The bytes are more than nodes take.
    case tooLarge(bytes: Int)
  }

  /// Unsigned.
  public let transaction: Transaction
  /// The chain, the account and its turn.
  public let position: SignerPosition

  /// Makes the one transaction of a plan, and holds it against the network's rules.
  public init(_ plan: PayoutPlan, on network: Network = .akash) throws(Refusal) {
    do {
      position = SignerPosition(
        chainID: try ChainID(plan.chain.text), accountNumber: plan.accountNumber,
        sequence: plan.sequence)
    } catch {
      throw .chain(error)
    }
    let wallet = try Self.account(plan.wallet)
    let message: TransactionMessage
    switch plan.purpose {
    case .batch:
      var outputs: [MultiSendParty] = []
      outputs.reserveCapacity(plan.outputs.count)
      for output in plan.outputs {
        outputs.append(
          MultiSendParty(try Self.account(output.payee), try Self.coins(output.uakt)))
      }
      let input = MultiSendParty(wallet, try Self.coins(plan.totalUakt))
      message = .multiSend(MsgMultiSend(input: input, outputs: outputs))
    case .return:
      message = .fundCommunityPool(
        MsgFundCommunityPool(depositor: wallet, amount: try Self.coins(plan.returnedUakt)))
    }
    let fee = Fee(
      amount: plan.feeUakt == 0 ? [] : try Self.coins(plan.feeUakt),
      gasLimit: UInt64(max(0, plan.gas)))
    let body = TxBody(
      messages: [message], memo: plan.memo.text, timeoutHeight: UInt64(max(0, plan.timeoutHeight)))
    transaction = Transaction(unsigned: body, fee: fee)
    do {
      try network.check(transaction)
    } catch {
      throw .message(error)
    }
    let count = transaction.bytes.count
    // A group's signatures come on top of the unsigned bytes.
    guard count + 2_000 <= Transaction.limitBytes else { throw .tooLarge(bytes: count) }
  }

  /// The payment's identity: what every member of the treasury signs has this hash.
  public var identity: Digest { transaction.aminoSignBytes(position).identity }

  private static func account(_ address: Address) throws(Refusal) -> AccountAddress {
    do {
      return try AccountAddress(address)
    } catch {
      throw .address(address, error)
    }
  }

  private static func coins(_ uakt: Int64) throws(Refusal) -> [Coin] {
    guard let amount = try? Amount(micros: uakt) else { throw .amount(.amountTooLarge) }
    do {
      return [try Coin(amount, .uakt)]
    } catch {
      throw .amount(error)
    }
  }
}

extension PayoutTransaction {
  /// The record by which the journal knows the payment before anybody signs it.
  public func record(of plan: PayoutPlan) -> PreparedPayout {
    PreparedPayout(
      batch: plan.batch, contents: plan.contents, signBytes: identity, sequence: plan.sequence,
      baseHeight: plan.baseHeight, timeoutHeight: plan.timeoutHeight, totalUakt: plan.totalUakt,
      feeUakt: plan.feeUakt, outputs: plan.outputCount)
  }
}

extension PayoutTransaction.Refusal: CustomStringConvertible {
  /// The rule in one sentence.
  public var description: String {
    switch self {
    case .message(let error): "\(error)"
    case .address(let address, let error): "\(address): \(error)"
    case .amount(let fault), .chain(let fault): "\(fault)"
    case .tooLarge(let bytes):
      "the transaction has \(bytes) bytes, more than nodes take with its signatures"
    }
  }
}
