import Encoding
import Keys
import Quantities
import Testing

@testable import DevNet

/// The chain's ledger: what it refuses, what fails in a block, and what a vote does.
@Suite struct LedgerTests {
  private let world: World
  private var ledger: Ledger
  private var maker = TransactionMaker()

  init() throws {
    let start = try Timestamp("2026-07-17T12:00:00Z")
    world = World(WorldSettings(seed: 3, providers: 4, start: start))
    ledger = Ledger(world)
  }

  private var program: Person { world.people[world.people.count - 1] }
  private var owner: Person { world.people[0] }

  private func account(_ person: Person) -> LedgerAccount {
    ledger.entry(person.address, at: ledger.height).account
      ?? LedgerAccount(number: 0, sequence: 0, key: nil)
  }

  private func signed(
    _ messages: [ProtoMessage], ahead: UInt64 = 0
  ) throws -> [UInt8] {
    let account = account(program)
    return try maker.bytes(
      messages, by: program.signer, number: account.number, sequence: account.sequence + ahead)
  }

  private var payment: ProtoMessage {
    TransactionMaker.send(from: program.address, to: owner.address, 1_000)
  }

  private mutating func nextBlock(_ count: Int64 = 1) {
    ledger.advance(toMillis: world.blocks.millis(of: ledger.height + count))
  }

  private func uakt(_ address: Address, at height: Int64? = nil) -> UInt128 {
    ledger.entry(address, at: height ?? ledger.height).coins["uakt"]
  }

  @Test mutating func aPaymentStandsInTheNextBlockAndInNoEarlierState() throws {
    let (height, before, held) = (ledger.height, uakt(owner.address), uakt(program.address))
    let bytes = try signed([payment])
    #expect(ledger.submit(bytes).refusal == nil)
    #expect(ledger.submit(bytes).refusal?.code == 19)
    #expect(uakt(owner.address) == before)
    nextBlock()
    let record = try #require(ledger.record(SignedTransaction.hash(of: bytes)))
    #expect(record.failure == nil && record.height == height + 1)
    #expect(uakt(owner.address) == before + 1_000)
    #expect(uakt(owner.address, at: height) == before)
    #expect(uakt(program.address) == held - 1_000 - 1_000)
    #expect(try TransactionQuery("transfer.recipient='\(owner.address)'").matches(record))
    #expect(try !TransactionQuery("tx.height>\(height + 1)").matches(record))
    #expect(ledger.submit(bytes).refusal?.code == 19)
  }

  @Test mutating func eachRuleRefusesWithTheNetworksCode() throws {
    let height = UInt64(ledger.height)
    func code(_ change: (inout TransactionMaker) -> Void, ahead: UInt64 = 0) throws -> Int? {
      var copy = self
      change(&copy.maker)
      return copy.ledger.submit(try copy.signed([payment], ahead: ahead)).refusal?.code
    }
    #expect(try code({ _ in }) == nil)
    #expect(try code({ _ in }, ahead: 1) == 32)
    #expect(try code({ $0.chainID = "akashnet-3" }) == 4)
    #expect(try code({ $0.fee = 999 }) == 13)
    #expect(try code({ $0.fee = 2_000_000_000_000 }) == 5)
    #expect(
      try code({
        $0.gas = 0; $0.fee = 1
      }) == 11)
    #expect(try code({ $0.gas = 1_000 }) == 11)
    #expect(try code({ $0.memo = String(repeating: "x", count: 257) }) == 12)
    // Bytes count, not characters.
    #expect(try code({ $0.memo = String(repeating: "é", count: 128) }) == nil)
    #expect(try code({ $0.memo = String(repeating: "é", count: 129) }) == 12)
    #expect(try code({ $0.timeoutHeight = height - 1 }) == 30)
    #expect(try code({ $0.timeoutHeight = height }) == nil)
    #expect(
      try code({
        $0.mode = SignModeWord.aminoJSON; $0.memo = "a<b>&\u{2028}"
      }) == nil)
    #expect(ledger.submit([1, 2, 3]).refusal?.code == 2)
    let stranger = try SigningKey(algorithm: .secp256k1, secret: Array(repeating: 7, count: 32))
    let account = account(program)
    let foreign = try maker.bytes(
      [payment], by: stranger, number: account.number, sequence: account.sequence)
    #expect(ledger.submit(foreign).refusal?.code == 8)
    var changed = try signed([payment])
    changed[changed.count - 1] ^= 1
    #expect([2, 4].contains(ledger.submit(changed).refusal?.code))
  }

  @Test mutating func whoPaysTheFeeForAnotherSignsLast() throws {
    let (sender, payer) = (account(program), account(owner))
    let signers = [
      TransactionMaker.Turn(key: program.signer, account: sender),
      TransactionMaker.Turn(key: owner.signer, account: payer),
    ]
    let (held, paid) = (uakt(program.address), uakt(owner.address))
    let swapped = try maker.bytes([payment], by: signers.reversed(), payer: owner.address)
    #expect(ledger.submit(swapped).refusal?.code == 8)
    let bytes = try maker.bytes([payment], by: signers, payer: owner.address)
    #expect(ledger.submit(bytes).refusal == nil)
    nextBlock()
    #expect(uakt(program.address) == held - 1_000)
    #expect(uakt(owner.address) == paid + 1_000 - 1_000)
  }

  @Test mutating func whatFailsInABlockCostsItsFeeAndItsSequence() throws {
    let to = owner.address
    let bad: [(ProtoMessage, String, Int)] = [
      (TransactionMaker.send(from: program.address, to: to, 1 << 60), "sdk", 5),
      (TransactionMaker.send(from: program.address, to: to, 5, "uact"), "bank", 5),
      (TransactionMaker.send(from: program.address, to: ModuleAccount.governance, 5), "sdk", 4),
      (TransactionMaker.multiSend(from: program.address, [(to, 5)], total: 6), "bank", 4),
      (
        TransactionMaker.multiSend(
          from: program.address, [(to, 5), (ModuleAccount.distribution, 5)]), "sdk", 4
      ),
    ]
    for (message, space, code) in bad {
      let (held, before) = (uakt(program.address), account(program).sequence)
      let paid = uakt(to)
      let bytes = try signed([payment, message])
      #expect(ledger.submit(bytes).refusal == nil)
      nextBlock()
      let failure = ledger.record(SignedTransaction.hash(of: bytes))?.failure
      #expect(failure?.codespace == space && failure?.code == code)
      // All or nothing: the payment that stood before it did not happen either.
      #expect(uakt(to) == paid)
      #expect(uakt(program.address) == held - 1_000)
      #expect(account(program).sequence == before + 1)
    }
  }

  @Test mutating func twoOfThreeMoveAMultisigAndOneDoesNot() throws {
    let members = try (1...3).map {
      try SigningKey(algorithm: .secp256k1, secret: Array(repeating: UInt8($0), count: 32))
    }
    let key = AccountKey.multisig(threshold: 2, members: members.map(\.publicKey))
    #expect(
      ledger.submit(
        try signed([TransactionMaker.send(from: program.address, to: key.address, 5_000_000)])
      ).refusal == nil)
    nextBlock()
    let number = try #require(ledger.entry(key.address, at: ledger.height).account?.number)
    let message = TransactionMaker.send(from: key.address, to: owner.address, 7)
    func bytes(_ signing: [Int]) throws -> [UInt8] {
      try maker.bytes([message], key, of: members, signing: signing, number: number, sequence: 0)
    }
    #expect(ledger.submit(try bytes([1])).refusal?.code == 4)
    #expect(ledger.submit(try bytes([2, 0])).refusal?.code == 4)
    #expect(ledger.submit(try bytes([0, 2])).refusal == nil)
    let before = uakt(owner.address)
    nextBlock()
    #expect(uakt(owner.address) == before + 7)
    #expect(ledger.entry(key.address, at: ledger.height).account?.key == key)
  }

  @Test mutating func aProposalThatPassedPaysFromTheCommunitysPool() throws {
    let spend = ProtoMessage(
      "cosmos.distribution.v1beta1.MsgCommunityPoolSpend",
      [
        "authority": .text("\(ModuleAccount.governance)"), "recipient": .text("\(owner.address)"),
        "amount": TransactionMaker.coin(77_000_000),
      ])
    for (vote, isPaid) in [(ValidatorsVote.yes, true), (.no, false), (.veto, false)] {
      ledger.validatorsVote = vote
      let (held, mine) = (uakt(owner.address), uakt(program.address))
      let proposal = ProtoMessage(
        "cosmos.gov.v1.MsgSubmitProposal",
        [
          "messages": .message(spend), "initial_deposit": TransactionMaker.coin(1_000_000_000),
          "proposer": .text("\(program.address)"), "title": .text("t"), "summary": .text("s"),
        ])
      let bytes = try signed([proposal])
      #expect(ledger.submit(bytes).refusal == nil)
      nextBlock()
      #expect(ledger.record(SignedTransaction.hash(of: bytes))?.failure == nil)
      #expect(ledger.proposals(at: ledger.height).last?.status == .voting)
      let pool = ledger.state.pool(at: 0)["uakt"]
      nextBlock(110_000)
      let last = try #require(ledger.proposals(at: ledger.height).last)
      #expect(last.status == (isPaid ? .passed : .rejected))
      #expect(uakt(owner.address) == held + (isPaid ? 77_000_000 : 0))
      #expect(pool - ledger.state.pool(at: 0)["uakt"] == (isPaid ? 77_000_000 : 0))
      #expect(uakt(program.address) == mine - 1_000 - (vote == .veto ? 1_000_000_000 : 0))
    }
  }

  @Test mutating func aPermissionReachesAsFarAsItSays() throws {
    let grantee = owner
    let limit = ProtoMessage(
      "cosmos.bank.v1beta1.SendAuthorization", ["spend_limit": TransactionMaker.coin(10)])
    let grant = ProtoMessage(
      "cosmos.authz.v1beta1.MsgGrant",
      [
        "granter": .text("\(program.address)"), "grantee": .text("\(grantee.address)"),
        "grant": .message(
          ProtoMessage("cosmos.authz.v1beta1.Grant", ["authorization": .message(limit)])),
      ])
    #expect(ledger.submit(try signed([grant])).refusal == nil)
    nextBlock()
    for (amount, code) in [(UInt128(4), nil), (7, 5), (6, nil), (1, 2)] as [(UInt128, Int?)] {
      let inner = TransactionMaker.send(from: program.address, to: grantee.address, amount)
      let run = ProtoMessage(
        "cosmos.authz.v1beta1.MsgExec",
        ["grantee": .text("\(grantee.address)"), "msgs": .message(inner)])
      let account = account(grantee)
      let bytes = try maker.bytes(
        [run], by: grantee.signer, number: account.number, sequence: account.sequence)
      #expect(ledger.submit(bytes).refusal == nil)
      nextBlock()
      #expect(ledger.record(SignedTransaction.hash(of: bytes))?.failure?.code == code)
    }
  }

  @Test func bytesOfAMessageAreReadAsTheyWereWritten() throws {
    let bytes = try signed([payment])
    let read = try SignedTransaction(bytes)
    #expect(read.body.bytes == read.bodyBytes && read.auth.bytes == read.authBytes)
    #expect(try SignedTransaction(json: read.json).bytes == bytes)
    for cut in bytes.indices { _ = try? SignedTransaction(Array(bytes[..<cut])) }
    let mixer = WorldChance(seed: 5)
    for round in 0..<2_000 as Range<UInt64> {
      var broken = bytes
      broken[Int(mixer.below(UInt64(bytes.count), .mempool, round))] = UInt8(
        truncatingIfNeeded: mixer.bits(.mempool, round, 1))
      _ = try? SignedTransaction(broken)
    }
  }
}
