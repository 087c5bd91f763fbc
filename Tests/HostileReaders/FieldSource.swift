import CosmosTx
import Quantities

/// Fields of transactions drawn from bytes, one after the other, and zeros where there are no more.
///
/// Most are such as are taken, so that what is read back is seen, and some are not.
struct FieldSource {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  private mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

  private mutating func below(_ bound: Int) -> Int { Int(byte()) % bound }

  /// Now and then, and never where there are no more bytes.
  private mutating func isOdd() -> Bool { byte() > 0xF7 }

  /// How many of something: mostly one to three.
  private mutating func count() -> Int { isOdd() ? below(200) : 1 + below(3) }

  /// A number of any length.
  private mutating func number() -> UInt64 {
    (0..<below(9)).reduce(0) { number, _ in number << 8 | UInt64(byte()) }
  }

  private mutating func text(limit: Int) -> String {
    let count = isOdd() ? limit + below(2) : min(below(24), limit)
    let isAny = isOdd()
    let bytes = (0..<count).map { _ in isAny ? byte() : 0x20 + byte() % 0x5F }
    return "T" + String(decoding: bytes, as: UTF8.self)
  }

  private mutating func address() -> AccountAddress? {
    let count = isOdd() ? below(256) : [20, 32][below(2)]
    let prefix = isOdd() ? "cosmos" : "akash"
    return try? AccountAddress(prefix: prefix, payload: (0..<count).map { _ in byte() })
  }

  private mutating func coins() -> [Coin] {
    let denominations = ["uakt", "uact", "ibc/ABCDEF0123456789", "aaa"]
    return (0..<(isOdd() ? below(4) : 1)).compactMap { _ in
      let micros = 1 + UInt128(number()) % (isOdd() ? .max : 1_000_000_000_000)
      guard let denomination = try? Denomination(denominations[isOdd() ? below(4) : 0]),
        let amount = try? Amount(micros: micros)
      else { return nil }
      return try? Coin(amount, denomination)
    }
  }

  private mutating func send(_ signer: AccountAddress) -> MsgSend {
    MsgSend(from: signer, to: address() ?? signer, amount: coins())
  }

  private mutating func multiSend(_ signer: AccountAddress) -> MsgMultiSend {
    let outputs = (0..<count()).map { _ in MultiSendParty(address() ?? signer, coins()) }
    return MsgMultiSend(input: MultiSendParty(signer, coins()), outputs: outputs)
  }

  private mutating func message(_ signer: AccountAddress) -> TransactionMessage {
    switch below(5) {
    case 0: return .send(send(signer))
    case 1: return .multiSend(multiSend(signer))
    case 2: return .fundCommunityPool(MsgFundCommunityPool(depositor: signer, amount: coins()))
    case 3:
      let spends = (0..<count()).map { _ in
        MsgCommunityPoolSpend(
          authority: address() ?? signer, recipient: address() ?? signer, amount: coins())
      }
      return .submitProposal(
        MsgSubmitProposal(
          spends: spends, deposit: coins(), proposer: signer, metadata: text(limit: 255),
          title: text(limit: 255), summary: text(limit: 10_200), expedited: below(2) == 0))
    default:
      let messages = (0..<count()).map { _ in
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
    let messages = (0..<count()).map { _ in message(signer) }
    let fee = Fee(
      amount: coins(), gasLimit: 1 + number() / 2, payer: isOdd() ? address() : nil,
      granter: isOdd() ? address() : nil)
    return Transaction(
      unsigned: TxBody(messages: messages, memo: text(limit: 256), timeoutHeight: number()),
      fee: fee)
  }
}
