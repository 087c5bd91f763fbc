import CosmosTx
import Keys
import Quantities
import TestSupport

/// Transactions drawn from a seed, of every message, all of which the network's rules take.
struct Drawn {
  var random: SplitMix64
  let members: [SigningKey]
  let group: MultisigKey?
  let signer: AccountAddress
  let transaction: Transaction
  let position: SignerPosition

  /// Draws keys, an account of one or several, and a transaction of that account.
  init(_ seed: UInt64, grouped: Bool? = nil) throws {
    var random = SplitMix64(seed: seed)
    let isGrouped = grouped ?? random.oneIn(3)
    let count = isGrouped ? random.within(1...7) : 1
    members = try (0..<count).map { _ in try Self.key(&random) }
    let wallets = members.compactMap { WalletKey($0.publicKey) }
    let threshold = random.within(1...count)
    group = isGrouped ? try MultisigKey(threshold: threshold, members: wallets) : nil
    let key = group.map(AccountKey.multisig) ?? .single(wallets[0])
    signer = try key.address(prefix: "akash")
    transaction = try Self.transaction(by: signer, &random)
    position = SignerPosition(
      chainID: try ChainID(random.pick(["akashnet-2", "sandbox-2", "a.b_c-9"])),
      accountNumber: UInt64(random.nextOfAnyLength() & 0xFFFF_FFFF),
      sequence: UInt64(random.nextOfAnyLength() & 0xFFFF))
    self.random = random
  }

  static func key(_ random: inout SplitMix64) throws -> SigningKey {
    let secret = (0..<32).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    return try SigningKey(algorithm: .secp256k1, secret: secret)
  }

  static func address(_ random: inout SplitMix64, bytes: Int = 20) throws -> AccountAddress {
    let payload = (0..<bytes).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    return try AccountAddress(prefix: "akash", payload: payload)
  }

  static func coins(_ random: inout SplitMix64) throws -> [Coin] {
    let amount = 1 + random.nextOfAnyLength() % 1_000_000_000_000
    return [try Coin(Amount(micros: amount), .uakt)]
  }

  static func text(_ random: inout SplitMix64, limit: Int) -> String {
    let letters = Array("abc XYZ 019 <>& \"\\ \n\t é ö 漢 \u{2028} \u{1F680} /'").map(String.init)
    var text = ""
    for _ in 0..<random.below(limit) {
      let letter = random.pick(letters)
      guard text.utf8.count + letter.utf8.count <= limit else { break }
      text += letter
    }
    return text
  }

  static func send(
    by signer: AccountAddress, _ random: inout SplitMix64
  ) throws -> MsgSend {
    MsgSend(
      from: signer, to: try address(&random, bytes: random.oneIn(5) ? 32 : 20),
      amount: try coins(&random))
  }

  static func multiSend(
    by signer: AccountAddress, _ random: inout SplitMix64
  ) throws -> MsgMultiSend {
    let outputs = try (0..<random.within(1...9)).map { _ in
      MultiSendParty(try address(&random), try coins(&random))
    }
    let total = try Amount.sum(of: outputs.flatMap(\.coins).map(\.amount))
    return MsgMultiSend(
      input: MultiSendParty(signer, [try Coin(total, .uakt)]), outputs: outputs)
  }

  private static func proposal(
    by signer: AccountAddress, _ random: inout SplitMix64
  ) throws -> MsgSubmitProposal {
    let gov = try Network.moduleAddress("gov", prefix: "akash")
    let spends = try (0..<random.within(1...3)).map { _ in
      MsgCommunityPoolSpend(
        authority: gov, recipient: try address(&random), amount: try coins(&random))
    }
    return MsgSubmitProposal(
      spends: spends, deposit: try coins(&random), proposer: signer,
      metadata: text(&random, limit: 60), title: "T" + text(&random, limit: 90),
      summary: "S" + text(&random, limit: 900), expedited: random.oneIn(3))
  }

  private static func granted(_ random: inout SplitMix64) throws -> GrantedMessage {
    let granter = try address(&random)
    switch random.below(3) {
    case 0: return .send(try send(by: granter, &random))
    case 1: return .multiSend(try multiSend(by: granter, &random))
    default:
      return .fundCommunityPool(
        MsgFundCommunityPool(depositor: granter, amount: try coins(&random)))
    }
  }

  static func message(
    by signer: AccountAddress, _ random: inout SplitMix64
  ) throws -> TransactionMessage {
    switch random.below(5) {
    case 0: return .send(try send(by: signer, &random))
    case 1: return .multiSend(try multiSend(by: signer, &random))
    case 2:
      return .fundCommunityPool(
        MsgFundCommunityPool(depositor: signer, amount: try coins(&random)))
    case 3: return .submitProposal(try proposal(by: signer, &random))
    default:
      let messages = try (0..<random.within(1...3)).map { _ in try granted(&random) }
      return .exec(MsgExec(grantee: signer, messages: messages))
    }
  }

  static func transaction(
    by signer: AccountAddress, _ random: inout SplitMix64
  ) throws -> Transaction {
    let messages = try (0..<random.within(1...3)).map { _ in try message(by: signer, &random) }
    let height = random.oneIn(2) ? 0 : UInt64(random.nextOfAnyLength() & 0xFFFF_FFFF_FFFF)
    let body = TxBody(
      messages: messages, memo: text(&random, limit: 256), timeoutHeight: height)
    let fee = Fee(
      amount: random.oneIn(5) ? [] : try coins(&random),
      gasLimit: 1 + UInt64(random.nextOfAnyLength() & 0xFFFF_FFFF),
      payer: random.oneIn(4) ? signer : nil,
      granter: random.oneIn(4) ? try address(&random) : nil)
    return Transaction(unsigned: body, fee: fee)
  }

  /// The transaction signed, by the account or by enough of its members.
  mutating func signed() throws -> Transaction {
    guard let group else {
      let mode: SignMode = random.oneIn(2) ? .direct : .aminoJSON
      return try transaction.signed(by: members[0], mode: mode, at: position)
    }
    let count = random.within(group.threshold...members.count)
    let signers = random.shuffled(members).prefix(count)
    let parts = try signers.map {
      try transaction.partialSignature(by: $0, for: group, at: position)
    }
    return try transaction.combined(parts, for: group, at: position)
  }
}
