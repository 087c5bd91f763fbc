import CosmosTx
import Quantities

/// Fields of transactions drawn from bytes, one after the other, and zeros where there are no more.
struct FieldSource {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  private mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

  private mutating func below(_ bound: Int) -> Int { Int(byte()) % bound }

  /// A number of any length.
  private mutating func number() -> UInt64 {
    (0..<below(9)).reduce(0) { number, _ in number << 8 | UInt64(byte()) }
  }

  private mutating func text(limit: Int) -> String {
    let count = below(4) == 0 ? below(256) * limit / 128 : below(24)
    let bytes = (0..<min(count, rest.count)).map { _ in byte() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func address() -> AccountAddress? {
    let count = [20, 32, 1, 255][below(4)]
    let prefix = ["akash", "cosmos", "akashvaloper"][below(3)]
    return try? AccountAddress(prefix: prefix, payload: (0..<count).map { _ in byte() })
  }

  private mutating func coins() -> [Coin] {
    let denominations = ["uakt", "uact", "ibc/ABCDEF0123456789", "aaa"]
    return (0..<below(4)).compactMap { _ in
      let micros = UInt128(number()) << (below(3) == 0 ? 60 : 0)
      guard let denomination = try? Denomination(denominations[below(4)]),
        let amount = try? Amount(micros: micros)
      else { return nil }
      return try? Coin(amount, denomination)
    }
  }

  private mutating func send(_ signer: AccountAddress) -> MsgSend {
    MsgSend(from: signer, to: address() ?? signer, amount: coins())
  }

  private mutating func multiSend(_ signer: AccountAddress) -> MsgMultiSend {
    let outputs = (0..<below(5)).map { _ in MultiSendParty(address() ?? signer, coins()) }
    return MsgMultiSend(input: MultiSendParty(signer, coins()), outputs: outputs)
  }

  private mutating func message(_ signer: AccountAddress) -> TransactionMessage {
    switch below(5) {
    case 0: return .send(send(signer))
    case 1: return .multiSend(multiSend(signer))
    case 2: return .fundCommunityPool(MsgFundCommunityPool(depositor: signer, amount: coins()))
    case 3:
      let spends = (0..<below(3)).map { _ in
        MsgCommunityPoolSpend(
          authority: address() ?? signer, recipient: address() ?? signer, amount: coins())
      }
      return .submitProposal(
        MsgSubmitProposal(
          spends: spends, deposit: coins(), proposer: signer, metadata: text(limit: 255),
          title: text(limit: 255), summary: text(limit: 10_200), expedited: below(2) == 0))
    default:
      let messages = (0..<below(3)).map { _ in
        below(2) == 0
          ? GrantedMessage.send(send(signer)) : GrantedMessage.multiSend(multiSend(signer))
      }
      return .exec(MsgExec(grantee: signer, messages: messages))
    }
  }

  /// A transaction that nobody signed, within the network's rules or beyond them.
  mutating func transaction() -> Transaction {
    guard let signer = address() else {
      return Transaction(unsigned: TxBody(messages: []), fee: Fee(amount: [], gasLimit: 0))
    }
    let messages = (0..<below(4)).map { _ in message(signer) }
    let fee = Fee(
      amount: coins(), gasLimit: number(), payer: below(3) == 0 ? address() : nil,
      granter: below(3) == 0 ? address() : nil)
    return Transaction(
      unsigned: TxBody(messages: messages, memo: text(limit: 256), timeoutHeight: number()),
      fee: fee)
  }
}
