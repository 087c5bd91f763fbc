import CosmosClient
import CosmosTx
import DevNet
import Encoding
import Keys
import Payouts
import Quantities
import Testing

@testable import Paying

/// A group's payment in bytes that somebody on its way wrote anew: its signatures still hold, and
/// say which payment it is.
@Suite struct RewrittenPaymentTests {
  /// Another spelling of the body, of which a member's signature says nothing.
  enum Spelling: CaseIterable {
    case longNumber, otherOrder, fieldTwice
  }

  private static func rewritten(_ bytes: [UInt8], _ spelling: Spelling) throws -> [UInt8] {
    let parts = try #require(LooseFields.read(bytes[...]))
    var body = Array(try #require(parts[0].bytes))
    let fields = try #require(LooseFields.read(body[...]))
    let message = RawTransaction.field(1, Array(try #require(fields[0].bytes)))
    let memo = RawTransaction.field(2, Array(try #require(fields[1].bytes)))
    let timeout = RawTransaction.field(3, value: fields[2].value)
    #expect(body == message + memo + timeout)
    switch spelling {
    case .longNumber:
      body = message + memo + timeout.dropLast() + [try #require(timeout.last) | 0x80, 0]
    case .otherOrder: body = timeout + memo + message
    case .fieldTwice: body = message + RawTransaction.field(2, "other") + memo + timeout
    }
    let rest = parts.dropFirst().map {
      RawTransaction.field($0.number, $0.bytes.map(Array.init) ?? [])
    }
    return RawTransaction.field(1, body) + rest.flatMap(\.self)
  }

  @Test(
    "law 8: whoever passes a payment on cannot make it another one", arguments: Spelling.allCases)
  func law8RewrittenBytesAreTheSamePayment(_ spelling: Spelling) async throws {
    let treasury = try await TreasuryScene()
    let scene = treasury.scene
    let before = try await scene.uakt(try scene.payee(4))
    let executor = treasury.executor()
    #expect(try await executor.prepare(treasury.prepared) == nil)
    scene.chain.faults.drop = 1
    let signed = try treasury.signed(by: [0, 2])
    #expect(try await executor.submit(signed) == nil)
    scene.chain.faults.drop = 0
    let bytes = try Self.rewritten(signed.bytes, spelling)
    let hash = Sha256.digest(of: bytes)
    #expect((try? Transaction(bytes: bytes)) == nil && hash != signed.digest)
    #expect(await treasury.nodes[0].rest.broadcast(bytes, hash: hash) == .accepted)
    scene.move(blocks: 2)
    // One executor has the signed bytes, another only what the plan says.
    scene.journal.keep(treasury.unsigned, of: treasury.identity)
    let elsewhere = treasury.executor()
    try await executor.run()
    try await elsewhere.run()
    guard case .confirmed(let included)? = scene.journal.book.attempts.last?.outcome else {
      Issue.record("\(scene.journal.all)")
      return
    }
    #expect(included.transaction == hash && included.signBytes == treasury.identity)
    #expect(try await scene.uakt(try scene.payee(4)) == before + 1_234)
  }

  @Test func anExecutorWithoutTheSignedBytesKnowsAPaymentByItsPlan() async throws {
    let treasury = try await TreasuryScene()
    let scene = treasury.scene
    let here = treasury.executor()
    #expect(try await here.prepare(treasury.prepared) == nil)
    scene.chain.faults.drop = 1
    let signed = try treasury.signed(by: [1, 2])
    #expect(try await here.submit(signed) == nil)
    scene.chain.faults.drop = 0
    let bytes = try Self.rewritten(signed.bytes, .longNumber)
    _ = await treasury.nodes[0].rest.broadcast(bytes, hash: Sha256.digest(of: bytes))
    scene.move(blocks: 2)
    // Without plan and bytes nothing is guessed.
    let blind = treasury.executor()
    for _ in 0..<3 { try await blind.round() }
    #expect(scene.journal.book.undecided != nil)
    #expect(
      scene.told { if case .blockUnread(_, .unreadableTransaction) = $0 { true } else { false } })
    scene.journal.keep(treasury.unsigned, of: treasury.identity)
    try await treasury.executor().run()
    #expect(scene.journal.book.paid.count == 1)
  }

  @Test func anotherPaymentOfTheMembersIsForeignInWhateverBytes() async throws {
    let treasury = try await TreasuryScene()
    let dearer = try TreasuryScene.transaction(
      treasury.scene, treasury.wallet.address, timeout: treasury.view.height + 30, feeUakt: 2_000)
    let document = KnownPayment.Document(
      transaction: treasury.unsigned, key: .multisig(treasury.group))
    let known = KnownPayment(identity: treasury.identity, sequence: 0, document: document)
    let reader = WalletBlockReader(wallet: treasury.wallet, payments: [known])
    let result = TransactionResult(
      code: 0, codespace: "", log: "", gasUsed: 1,
      events: [
        TransactionEvent(
          type: "tx",
          attributes: [.init(key: "acc_seq", value: "\(treasury.wallet.address)/0")])
      ])
    let bytes = try Self.rewritten(try treasury.signed(by: [0, 1], dearer).bytes, .longNumber)
    let found = try #require(try reader.included(bytes, result, height: 9))
    #expect(found.signBytes != treasury.identity && found.usedSequence)
    // One member's signature twice is one member's.
    let ours = try treasury.signed(by: [0, 1])
    let loose = try #require(LooseTransaction(ours.bytes))
    #expect(loose.signatures.count == 2)
    let position = treasury.position
    #expect(known.isSigned(by: loose.signatures, at: position))
    #expect(!known.isSigned(by: [loose.signatures[0], loose.signatures[0]], at: position))
    // The same signed again for the next turn has other sign bytes, and is another payment.
    let next = treasury.wallet.position(sequence: 1)
    let again = try treasury.signed(by: [0, 1], at: next)
    let later = try #require(LooseTransaction(again.bytes))
    #expect(!known.isSigned(by: later.signatures, at: next))
    #expect(!known.isSigned(by: loose.signatures, at: next))
  }
}
