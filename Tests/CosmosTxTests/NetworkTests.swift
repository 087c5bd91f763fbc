import CosmosTx
import Quantities
import Testing

/// What the chain would refuse or no program should pay, one refusal for each rule.
@Suite struct NetworkTests {
  private let payer = StrictReadingTests.payer
  private let payee = StrictReadingTests.payee
  private let cosmos = "cosmos1pkptre7fdkl6gfrzlesjjvhxhlc3r4gmmk8rs6"
  private let gov = "akash10d07y265gmmuvt4z0w9aw880jnsr700jhe7z0f"

  private func coins(_ amount: Int64 = 5, _ denomination: String = "uakt") throws -> [Coin] {
    [try Coin(.init(micros: amount), try Denomination(denomination))]
  }

  private func party(_ address: String, _ coins: [Coin]) throws -> MultiSendParty {
    MultiSendParty(try AccountAddress(address), coins)
  }

  private func send(_ from: String, _ to: String, _ coins: [Coin]) throws -> MsgSend {
    MsgSend(from: try AccountAddress(from), to: try AccountAddress(to), amount: coins)
  }

  private func expect(
    _ fault: TxFault, _ place: String, _ messages: [TransactionMessage], fee: Fee? = nil,
    memo: String = ""
  ) throws {
    let fee = try fee ?? Fee(amount: coins(), gasLimit: 1)
    let body = TxBody(messages: messages, memo: memo)
    do throws(TxError) {
      try Network.akash.check(Transaction(unsigned: body, fee: fee))
      Issue.record("\(fault) was not found")
    } catch {
      #expect(error.fault == fault)
      #expect(error.place == place)
    }
  }

  @Test func addressesAreTheNetworksAndCanReceive() throws {
    let first = "body.messages[0]"
    try expect(
      .prefix(expected: "akash"), "\(first).to_address", [.send(send(payer, cosmos, coins()))])
    try expect(
      .prefix(expected: "akash"), "\(first).from_address", [.send(send(cosmos, payee, coins()))])
    for module in Network.akash.modules {
      try expect(
        .moduleAccount(module.name), "\(first).to_address",
        [.send(send(payer, module.address.text, coins()))])
      let multi = MsgMultiSend(
        input: try party(payer, coins(10)),
        outputs: [try party(payee, coins()), try party(module.address.text, coins())])
      try expect(
        .moduleAccount(module.name), "\(first).outputs[1].address", [.multiSend(multi)])
    }
  }

  @Test func paymentsAreInTheNetworksCoin() throws {
    try expect(
      .actDenomination, "body.messages[0].amount", [.send(send(payer, payee, coins(5, "uact")))])
    try expect(
      .otherDenomination("ibc/170C677610AC31DF0904FFE09CD3B5C657492170E7E52372E48756B71E56F2F1"),
      "body.messages[0].amount",
      [
        .send(
          send(
            payer, payee,
            coins(5, "ibc/170C677610AC31DF0904FFE09CD3B5C657492170E7E52372E48756B71E56F2F1")))
      ])
    let twice = try coins() + coins()
    try expect(
      .coinsNotSorted, "body.messages[0].amount", [.send(send(payer, payee, twice))])
    #expect(throws: TxFault.amountZero) { try coins(0) }
    #expect(throws: TxFault.amountNegative) { try coins(-1) }
  }

  @Test func batchesAddUpAndPayEachOnce() throws {
    let outputs = [try party(payee, coins(4)), try party(cosmos, coins(4))]
    let twice = [try party(payee, coins(4)), try party(payee, coins(4))]
    let place = "body.messages[0]"
    func multi(_ amount: Int64, _ outputs: [MultiSendParty]) throws -> [TransactionMessage] {
      [.multiSend(MsgMultiSend(input: try party(payer, coins(amount)), outputs: outputs))]
    }
    try expect(.payeeTwice, "\(place).outputs[1].address", multi(8, twice))
    try expect(.unequalSums, "\(place).inputs[0].coins", multi(8, [outputs[0]]))
    try expect(.prefix(expected: "akash"), "\(place).outputs[1].address", multi(8, outputs))
    let most = Amount.limitMicros
    let overflow = [
      try party(payee, coins(most)),
      try party("akash19rl4cm2hmr8afy4kldpxz3fka4jguq0a3mq6x0", coins(1)),
    ]
    try expect(.sumTooLarge, "\(place).outputs", multi(most, overflow))
  }

  @Test func feesMemosAndSigners() throws {
    let message = TransactionMessage.send(try send(payer, payee, coins()))
    let other = TransactionMessage.send(try send(payee, payer, coins()))
    try expect(.severalSigners, "body", [message, other])
    let fee = try Fee(amount: coins(), gasLimit: 0)
    try expect(.gasZero, "auth_info.fee.gas_limit", [message], fee: fee)
    let uact = try Fee(amount: coins(5, "uact"), gasLimit: 1)
    try expect(.feeCoins, "auth_info.fee.amount", [message], fee: uact)
    let payer = try Fee(amount: coins(), gasLimit: 1, payer: AccountAddress(payee))
    try expect(.severalSigners, "body", [message], fee: payer)
    let long = String(repeating: "é", count: 129)
    try expect(.tooLong(limitBytes: 256), "body.memo", [message], memo: long)
    try expect(.controlCharacter, "body.memo", [message], memo: "a\rb")
  }

  @Test func proposalsAreTheGovernanceAccountsAndHaveWords() throws {
    func proposal(
      authority: String, to: String, title: String = "t", summary: String = "s"
    ) throws -> [TransactionMessage] {
      let spend = MsgCommunityPoolSpend(
        authority: try AccountAddress(authority), recipient: try AccountAddress(to),
        amount: try coins())
      return [
        .submitProposal(
          MsgSubmitProposal(
            spends: [spend], deposit: try coins(), proposer: try AccountAddress(payer),
            title: title, summary: summary))
      ]
    }
    let place = "body.messages[0]"
    try expect(
      .notTheAuthority(gov), "\(place).messages[0].authority",
      proposal(authority: payer, to: payee))
    try expect(
      .moduleAccount("gov"), "\(place).messages[0].recipient", proposal(authority: gov, to: gov))
    try expect(
      .emptyText, "\(place).title", proposal(authority: gov, to: payee, title: ""))
    try expect(
      .tooLong(limitBytes: 255), "\(place).title",
      proposal(authority: gov, to: payee, title: String(repeating: "x", count: 256)))
    try expect(
      .tooLong(limitBytes: 10_200), "\(place).summary",
      proposal(authority: gov, to: payee, summary: String(repeating: "x", count: 10_201)))
  }

  @Test func whatIsDoneByGrantHasTheSameRules() throws {
    let inner = GrantedMessage.send(try send(payee, gov, coins()))
    let exec = MsgExec(grantee: try AccountAddress(payer), messages: [inner])
    try expect(.moduleAccount("gov"), "body.messages[0].msgs[0].to_address", [.exec(exec)])
  }
}
