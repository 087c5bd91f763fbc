import CSecp256k1Alone
import CosmosTx
import Keys
import Quantities
import World

/// Builds and signs payments to many payees; prints the seconds of each step as JSON.
///
///     transactions sends COUNT         one MsgSend for each payee
///     transactions batches COUNT SIZE  MsgMultiSend to SIZE payees at a time
///     transactions alone COUNT         libsecp256k1 signing as many digests, nothing else
///     transactions machine COUNT N     the payout machine: COUNT batches, each scanned over N blocks
///     transactions reconcile COUNT N   COUNT batches of N payees against the journal's entries
@main
struct TransactionBench {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let numbers = arguments.dropFirst().compactMap { Int($0) }
    let watch = StopWatch()
    switch (arguments.first, numbers.count) {
    case ("sends", 1): try Payments().run(count: numbers[0], size: 1, watch)
    case ("batches", 2): try Payments().run(count: numbers[0], size: numbers[1], watch)
    case ("alone", 1): try alone(numbers[0], watch)
    case ("machine", 2):
      try MachineBench.machine(batches: numbers[0], blocks: Int64(numbers[1]), watch)
    case ("reconcile", 2):
      try MachineBench.reconcile(epochs: numbers[0], payees: numbers[1], watch)
    default:
      throw Failure(
        "usage: transactions sends COUNT | batches COUNT SIZE | alone COUNT | machine COUNT N "
          + "| reconcile COUNT N")
    }
    print(watch.json)
  }

  /// The same curve, nonce rule and form, without anything of ours.
  private static func alone(_ count: Int, _ watch: StopWatch) throws {
    guard let context = secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE)) else {
      throw Failure("no context")
    }
    let secret = Payments.secret
    var digest = [UInt8](repeating: 7, count: 32)
    var bytes = [UInt8](repeating: 0, count: 64)
    var signature = secp256k1_ecdsa_signature()
    watch.time("sign") {
      for index in 0..<count {
        digest[0] = UInt8(truncatingIfNeeded: index)
        digest[1] = UInt8(truncatingIfNeeded: index >> 8)
        _ = secp256k1_ecdsa_sign(
          context, &signature, digest, secret, secp256k1_nonce_function_rfc6979, nil)
        _ = secp256k1_ecdsa_signature_serialize_compact(context, &bytes, &signature)
      }
    }
    watch.note("transactions", count)
  }
}

/// Payments whose payees and amounts follow from their number, as the peer makes them.
private struct Payments {
  static let secret = [UInt8](repeating: 1, count: 32)

  private let key: SigningKey
  private let wallet: WalletKey
  private let signer: AccountAddress
  private let chain: ChainID
  private let fee: Fee

  init() throws {
    key = try SigningKey(algorithm: .secp256k1, secret: Self.secret)
    guard let wallet = WalletKey(key.publicKey) else { throw Failure("no wallet's key") }
    self.wallet = wallet
    signer = try AccountKey.single(wallet).address(prefix: "akash")
    chain = try ChainID("akashnet-2")
    fee = Fee(amount: [try Coin(Amount(micros: Int64(5_000)), .uakt)], gasLimit: 200_000)
  }

  /// Takes texts of payees, as a batch of a program gets them, to signed bytes.
  func run(count: Int, size: Int, _ watch: StopWatch) throws {
    let payees = try (0..<count).map { index in
      let digest = Sha256.digest(of: Array("payee \(index)".utf8))
      return try AccountAddress(prefix: "akash", payload: Array(digest.bytes[..<20])).text
    }
    var hasher = Sha256()
    var build = Duration.zero
    var sign = Duration.zero
    var transactions = 0
    for start in stride(from: 0, to: count, by: size) {
      let range = start..<min(count, start + size)
      let unsigned = try StopWatch.add(to: &build) {
        try transaction(payees, range, isSend: size == 1)
      }
      let position = SignerPosition(
        chainID: chain, accountNumber: 7, sequence: UInt64(transactions))
      let bytes = try StopWatch.add(to: &sign) { try unsigned.signed(by: key, at: position).bytes }
      hasher.update(bytes)
      transactions += 1
    }
    watch.note("build", build)
    watch.note("sign", sign)
    watch.note("transactions", transactions)
    print("{\"digest\":\"\(hasher.digest().hex)\"}")
  }

  /// Checked as every transaction is before it is shown to anybody.
  private func transaction(
    _ payees: [String], _ range: Range<Int>, isSend: Bool
  ) throws -> Transaction {
    var outputs: [MultiSendParty] = []
    outputs.reserveCapacity(range.count)
    var total: Int64 = 0
    for index in range {
      let amount = 1_000 + Int64(index)
      total += amount
      outputs.append(
        MultiSendParty(
          try AccountAddress(payees[index]), [try Coin(Amount(micros: amount), .uakt)]))
    }
    let message: TransactionMessage
    if isSend {
      message = .send(MsgSend(from: signer, to: outputs[0].address, amount: outputs[0].coins))
    } else {
      let input = MultiSendParty(signer, [try Coin(Amount(micros: total), .uakt)])
      message = .multiSend(MsgMultiSend(input: input, outputs: outputs))
    }
    let transaction = Transaction(
      unsigned: TxBody(messages: [message], memo: "epoch 12", timeoutHeight: 20_000_000),
      fee: fee)
    try Network.akash.check(transaction)
    return transaction
  }
}
