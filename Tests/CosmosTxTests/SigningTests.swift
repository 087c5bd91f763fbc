import CosmosTx
import Encoding
import Keys
import Quantities
import TestSupport
import Testing

@Suite struct SigningTests {
  /// CosmJS's published vectors of direct signing: body, auth info, sign bytes, signature.
  @Test func signsDirectlyAsCosmJS() throws {
    let rows = try Fixture.rows("Fixtures/keys/cosmjs-direct.txt")
    #expect(rows.count == 3)
    for (sequence, row) in rows.enumerated() {
      let key = try SigningKey(algorithm: .secp256k1, secret: Hex.bytes(row[0]))
      let wallet = try #require(WalletKey(key.publicKey))
      let to = "cosmos1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5lzv7xu"
      let ucosm = try Denomination("ucosm")
      let message = MsgSend(
        from: try AccountAddress(row[1]), to: try AccountAddress(to),
        amount: [try Coin(.init(micros: Int64(1_234_567)), ucosm)])
      let transaction = Transaction(
        unsigned: TxBody(messages: [.send(message)]),
        fee: Fee(amount: [try Coin(.init(micros: Int64(2_000)), ucosm)], gasLimit: 200_000))
      let position = SignerPosition(
        chainID: try ChainID("simd-testing"), accountNumber: 1, sequence: UInt64(sequence))
      #expect(Hex.text(transaction.directSignBytes(wallet, position).bytes) == row[3])
      let signed = try transaction.signed(by: key, at: position)
      #expect(signed.signatures.map(Hex.text) == [row[4]])
      try signed.verify(at: position)
    }
  }

  @Test func whatIsSignedVerifiesAndNothingElseDoes() throws {
    for seed in 0..<1_000 as Range<UInt64> {
      var drawn = try Drawn(seed)
      let position = drawn.position
      let signed = try drawn.signed()
      try signed.verify(at: position)
      let otherChain = SignerPosition(
        chainID: try ChainID("akashnet-1"), accountNumber: position.accountNumber,
        sequence: position.sequence)
      #expect(throws: SigningRefusal.mismatch, "seed \(seed)") {
        try signed.verify(at: otherChain)
      }
      let otherAccount = SignerPosition(
        chainID: position.chainID, accountNumber: position.accountNumber + 1,
        sequence: position.sequence)
      #expect(throws: SigningRefusal.mismatch, "seed \(seed)") {
        try signed.verify(at: otherAccount)
      }
      let stale = SignerPosition(
        chainID: position.chainID, accountNumber: position.accountNumber,
        sequence: position.sequence + 1)
      #expect(
        throws: SigningRefusal.otherSequence(
          expected: position.sequence + 1, found: position.sequence), "seed \(seed)"
      ) { try signed.verify(at: stale) }
    }
  }

  @Test func theIdentityDependsOnWhatIsPaidAndNotOnWhoOfTheGroupSigned() throws {
    for seed in 0..<200 as Range<UInt64> {
      let drawn = try Drawn(seed, grouped: true)
      guard let group = drawn.group, group.threshold < group.members.count else { continue }
      let parts = try drawn.members.map {
        try drawn.transaction.partialSignature(by: $0, for: group, at: drawn.position)
      }
      let few = try drawn.transaction.combined(
        Array(parts.prefix(group.threshold)), for: group, at: drawn.position)
      let all = try drawn.transaction.combined(parts, for: group, at: drawn.position)
      #expect(few.hash != all.hash)
      #expect(
        few.aminoSignBytes(drawn.position).identity == all.aminoSignBytes(drawn.position).identity)
    }
  }

  /// A batch altered by one unit after a member approved it.
  @Test func anAlteredBatchIsNotWhatWasApproved() throws {
    let drawn = try Drawn(11, grouped: true)
    let group = try #require(drawn.group)
    let parts = try drawn.members.map {
      try drawn.transaction.partialSignature(by: $0, for: group, at: drawn.position)
    }
    var random = SplitMix64(seed: 5)
    let other = try Drawn.transaction(by: drawn.signer, &random)
    #expect(throws: SigningRefusal.mismatch) {
      try other.combined(parts, for: group, at: drawn.position)
    }
  }

  @Test func groupsRefuseWhatTheChainWould() throws {
    let drawn = try Drawn(3, grouped: true)
    var random = SplitMix64(seed: 99)
    let keys = try (0..<5).map { _ in try Drawn.key(&random) }
    let wallets = keys.compactMap { WalletKey($0.publicKey) }
    let group = try MultisigKey(threshold: 2, members: wallets)
    let address = try AccountKey.multisig(group).address(prefix: "akash")
    let transaction = try Drawn.transaction(by: address, &random)
    let position = drawn.position
    let parts = try keys.map {
      try transaction.partialSignature(by: $0, for: group, at: position)
    }
    #expect(throws: SigningRefusal.thresholdNotMet(present: 1, needed: 2)) {
      try transaction.combined([parts[0]], for: group, at: position)
    }
    #expect(throws: SigningRefusal.memberTwice(wallets[0])) {
      try transaction.combined([parts[0], parts[0]], for: group, at: position)
    }
    let stranger = try Drawn.key(&random)
    let strangers = try #require(WalletKey(stranger.publicKey))
    #expect(throws: SigningRefusal.notAMember(strangers)) {
      try transaction.partialSignature(by: stranger, for: group, at: position)
    }
    let wider = try MultisigKey(threshold: 2, members: wallets + [strangers])
    let otherAddress = try AccountKey.multisig(wider).address(prefix: "akash")
    #expect(throws: SigningRefusal.anotherAccount(expected: address, found: otherAddress)) {
      try transaction.combined(parts, for: wider, at: position)
    }
    let late = SignerPosition(
      chainID: position.chainID, accountNumber: position.accountNumber,
      sequence: position.sequence + 1)
    #expect(
      throws: SigningRefusal.otherSequence(expected: late.sequence, found: position.sequence)
    ) { try transaction.combined(parts, for: group, at: late) }
    // Orders of files do not matter; the order of members in the bytes does.
    let one = try transaction.combined([parts[3], parts[1]], for: group, at: position)
    #expect(one == (try transaction.combined([parts[1], parts[3]], for: group, at: position)))
    let signature = one.signatures[0]
    let swapped =
      [0x0A, 0x40] + signature[68..<132] + [0x0A, 0x40] + signature[2..<66]
    let bytes = one.bytes
    let wrong = Array(bytes.dropLast(132)) + swapped
    #expect(throws: SigningRefusal.wrongOrder) {
      try Transaction(bytes: wrong).verify(at: position)
    }
    #expect(throws: SigningRefusal.alreadySigned) {
      try one.combined(parts, for: group, at: position)
    }
  }

  @Test func groupsHaveTheirRules() throws {
    var random = SplitMix64(seed: 7)
    let wallets = try (0..<8).compactMap { _ in WalletKey(try Drawn.key(&random).publicKey) }
    #expect(throws: TxFault.multisigThreshold) {
      try MultisigKey(threshold: 0, members: Array(wallets[..<3]))
    }
    #expect(throws: TxFault.multisigThreshold) {
      try MultisigKey(threshold: 4, members: Array(wallets[..<3]))
    }
    #expect(throws: TxFault.tooManySignatures(8)) {
      try MultisigKey(threshold: 2, members: wallets)
    }
    #expect(throws: TxFault.multisigMemberTwice) {
      try MultisigKey(threshold: 1, members: [wallets[0], wallets[0]])
    }
  }

  @Test func onlyTheAccountsOwnKeySigns() throws {
    let drawn = try Drawn(2, grouped: false)
    var random = SplitMix64(seed: 1)
    let other = try Drawn.key(&random)
    #expect(throws: SigningRefusal.self) {
      try drawn.transaction.signed(by: other, at: drawn.position)
    }
    let ed25519 = try SigningKey(algorithm: .ed25519, secret: [UInt8](repeating: 1, count: 32))
    #expect(throws: SigningRefusal.notAWalletKey) {
      try drawn.transaction.signed(by: ed25519, at: drawn.position)
    }
    let signed = try drawn.transaction.signed(by: drawn.members[0], at: drawn.position)
    #expect(throws: SigningRefusal.alreadySigned) {
      try signed.signed(by: drawn.members[0], at: drawn.position)
    }
    #expect(throws: SigningRefusal.unsigned) {
      try drawn.transaction.verify(at: drawn.position)
    }
  }

  /// A key that signed leaves nothing of itself in what it made.
  @Test func noSecretIsInWhatWasSigned() throws {
    let secret = [UInt8](repeating: 0xA7, count: 32)
    let key = try SigningKey(algorithm: .secp256k1, secret: secret)
    let wallet = try #require(WalletKey(key.publicKey))
    let address = try AccountKey.single(wallet).address(prefix: "akash")
    var random = SplitMix64(seed: 4)
    let transaction = try Drawn.transaction(by: address, &random)
    let position = SignerPosition(
      chainID: try ChainID("akashnet-2"), accountNumber: 1, sequence: 0)
    let signed = try transaction.signed(by: key, at: position)
    let shown = "\(signed) \(TxWords(signed).lines)"
    #expect(!shown.contains(Hex.text(secret)) && !shown.contains(Base64.text(secret)))
    #expect(!signed.bytes.contains(sequence: secret))
  }
}

extension [UInt8] {
  fileprivate func contains(sequence: [UInt8]) -> Bool {
    guard count >= sequence.count else { return false }
    return (0...(count - sequence.count)).contains { self[$0...].starts(with: sequence) }
  }
}
