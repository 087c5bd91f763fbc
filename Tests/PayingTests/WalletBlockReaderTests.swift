import CosmosClient
import CosmosTx
import DevNet
import Keys
import Payouts
import Quantities
import Testing

@testable import Paying

/// The wallet's transactions in blocks, by their bytes: none is guessed.
@Suite struct WalletBlockReaderTests {
  private let scene: PaymentScene
  private let signer: SigningKey

  init() throws {
    scene = try PaymentScene()
    signer = scene.world.people[scene.world.people.count - 1].signer
  }

  private func result(_ sequence: UInt64?, code: UInt32 = 0) -> TransactionResult {
    let events = sequence.map {
      [
        TransactionEvent(
          type: "tx", attributes: [.init(key: "acc_seq", value: "\(scene.wallet.address)/\($0)")])
      ]
    }
    return TransactionResult(
      code: code, codespace: "", log: "", gasUsed: 1, events: events ?? [])
  }

  private func reader(_ payments: [KnownPayment] = []) -> WalletBlockReader {
    WalletBlockReader(wallet: scene.wallet, payments: payments)
  }

  private func known(
    _ payment: PaymentScene.Payment, document: Transaction? = nil
  ) -> KnownPayment {
    KnownPayment(
      identity: payment.prepared.signBytes, sequence: payment.prepared.sequence,
      document: document.flatMap { transaction in
        transaction.signerKey.map {
          KnownPayment.Document(transaction: transaction, key: $0)
        }
      })
  }

  private func raw(
    _ messages: [(type: String, bytes: [UInt8])], memo: String = "", extra: [UInt8] = []
  ) -> [UInt8] {
    RawTransaction(messages: messages, memo: memo, extra: extra).bytes(
      by: signer, chainID: "akashnet-2", number: scene.wallet.number, sequence: 4)
  }

  @Test func theIdentityIsThatOfTheSignBytes() async throws {
    let payment = try await scene.payment()
    let signed = try scene.signed(payment)
    let sequence = payment.prepared.sequence
    let found = try #require(
      try reader().included(signed.bytes, result(sequence), height: 9))
    #expect(found.signBytes == payment.prepared.signBytes && found.usedSequence)
    #expect(found.transaction == signed.digest && found.sequence == sequence)
    // In the other mode it is the same payment only where the journal knows it.
    let amino = try scene.signed(payment, mode: .aminoJSON)
    let other = try reader().included(amino.bytes, result(sequence), height: 9)
    #expect(other?.signBytes != payment.prepared.signBytes)
    let known = try reader([known(payment)]).included(
      amino.bytes, result(sequence), height: 9)
    #expect(known?.signBytes == payment.prepared.signBytes)
  }

  @Test func whatWasRefusedBeforeItRanUsedNoSequence() async throws {
    let payment = try await scene.payment()
    let found = try reader().included(
      try scene.signed(payment).bytes, result(nil, code: 32), height: 9)
    #expect(found?.usedSequence == false && found?.code == 32)
  }

  @Test("law 8: code 0 without the sequence it used is no answer about a payment")
  func law8SuccessWithoutEventsIsNotBelieved() async throws {
    let payment = try await scene.payment()
    let bytes = try scene.signed(payment).bytes
    #expect(throws: PayingFailure.resultsDiffer(height: 9)) {
      try reader().included(bytes, result(nil, code: 0), height: 9)
    }
  }

  @Test func resultsOfAnotherTransactionAreNotBelieved() async throws {
    let payment = try await scene.payment()
    let bytes = try scene.signed(payment).bytes
    #expect(throws: PayingFailure.resultsDiffer(height: 9)) {
      try reader().included(bytes, result(payment.prepared.sequence + 1), height: 9)
    }
    let others = scene.world.people[0]
    let income = try Transaction(
      unsigned: TxBody(messages: [
        .send(
          MsgSend(
            from: try scene.payee(0), to: scene.wallet.address,
            amount: [try PaymentScene.uakt(5)]))
      ]), fee: Fee(amount: [], gasLimit: 1)
    ).signed(
      by: others.signer,
      at: SignerPosition(chainID: scene.wallet.chainID, accountNumber: 1_000, sequence: 0))
    #expect(try reader().included(income.bytes, result(nil), height: 9) == nil)
    #expect(throws: PayingFailure.resultsDiffer(height: 9)) {
      try reader().included(income.bytes, result(3), height: 9)
    }
  }

  @Test func whatOurCodecRefusesIsForeignOnlyWhereItCanBeNoPayment() throws {
    let send = RawTransaction.send(scene.wallet.address, try scene.payee(0), 5)
    let memo = PayoutMemo(program: .zero, batch: 1, journalSize: 9, root: .zero).text
    // Another kind of message, such as a permission.
    let grant = raw([
      RawTransaction.grant(scene.wallet.address, try scene.payee(0), send.type)
    ])
    #expect((try? Transaction(bytes: grant)) == nil)
    let found = try #require(try reader().included(grant, result(4), height: 9))
    #expect(found.usedSequence && found.sequence == 4)
    #expect(found.transaction == Sha256.digest(of: grant))
    // A field of the body that nobody knows, without our memo and with it.
    let extra = RawTransaction.field(900, "x")
    #expect(try reader().included(raw([send], extra: extra), result(4), height: 9) != nil)
    let ours = raw([send], memo: memo, extra: extra)
    let unseen = KnownPayment(identity: .zero, sequence: 4)
    #expect(
      throws: PayingFailure.unreadableTransaction(Sha256.digest(of: ours), height: 9)
    ) { try reader([unseen]).included(ours, result(4), height: 9) }
    // No payment of its sequence is known: it is none.
    let other = KnownPayment(identity: .zero, sequence: 5)
    #expect(try reader([other]).included(ours, result(4), height: 9)?.signBytes != .zero)
    // The same bytes where they used nothing say nothing.
    #expect(try reader().included(ours, result(nil, code: 2), height: 9) == nil)
  }

  @Test func anUnorderedTransactionUsesNoSequence() throws {
    let send = RawTransaction.send(scene.wallet.address, try scene.payee(0), 5)
    let unordered = raw([send], extra: RawTransaction.field(4, value: 1))
    #expect(try reader().included(unordered, result(0), height: 9) == nil)
  }

  @Test func theWalletIsFoundInBothSpellingsOfItsAddress() throws {
    let text = scene.wallet.address.text
    #expect(reader().concerns(Array("x\(text)y".utf8)))
    #expect(reader().concerns(Array("x\(text.uppercased())".utf8)))
    #expect(!reader().concerns(Array(text.dropLast().utf8)))
    #expect(!reader().concerns([]))
  }

  @Test func brokenBytesTrapNowhere() throws {
    let send = RawTransaction.send(scene.wallet.address, try scene.payee(0), 5)
    let whole = raw([send], memo: "x")
    for count in 0...whole.count { _ = LooseTransaction(Array(whole.prefix(count))) }
    for index in whole.indices {
      var changed = whole
      changed[index] ^= 0xFF
      _ = LooseTransaction(changed)
      _ = try? reader().included(changed, result(4), height: 9)
    }
  }
}
