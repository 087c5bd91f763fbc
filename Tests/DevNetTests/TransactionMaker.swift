import Encoding
import Keys
import Quantities

@testable import DevNet

/// Makes and signs transactions as wallets do, by the tables of the chain's own reader.
struct TransactionMaker {
  var chainID = "akashnet-2"
  var gas: UInt64 = 400_000
  var fee: UInt64? = nil
  var memo = ""
  var timeoutHeight: UInt64 = 0
  var mode = SignModeWord.direct

  static func coin(_ amount: UInt128, _ denomination: String = "uakt") -> ProtoValue {
    .message(
      ProtoMessage(
        "cosmos.base.v1beta1.Coin",
        ["denom": .text(denomination), "amount": .text("\(amount)")]))
  }

  static func send(
    from: Address, to: Address, _ amount: UInt128, _ denomination: String = "uakt"
  ) -> ProtoMessage {
    ProtoMessage(
      "cosmos.bank.v1beta1.MsgSend",
      [
        "from_address": .text("\(from)"), "to_address": .text("\(to)"),
        "amount": coin(amount, denomination),
      ])
  }

  static func multiSend(
    from: Address, _ outputs: [(Address, UInt128)], total: UInt128? = nil
  ) -> ProtoMessage {
    let sum = total ?? outputs.reduce(0) { $0 + $1.1 }
    var message = ProtoMessage(
      "cosmos.bank.v1beta1.MsgMultiSend",
      [
        "inputs": .message(
          ProtoMessage(
            "cosmos.bank.v1beta1.Input", ["address": .text("\(from)"), "coins": coin(sum)]))
      ])
    for (address, amount) in outputs {
      message.append(
        .message(
          ProtoMessage(
            "cosmos.bank.v1beta1.Output", ["address": .text("\(address)"), "coins": coin(amount)])),
        to: "outputs")
    }
    return message
  }

  /// The bytes of a transaction with one signer.
  func bytes(
    _ messages: [ProtoMessage], by signer: SigningKey, number: UInt64, sequence: UInt64
  ) throws -> [UInt8] {
    let modeInfo = ProtoMessage(
      "cosmos.tx.v1beta1.ModeInfo",
      [
        "single": .message(
          ProtoMessage("cosmos.tx.v1beta1.ModeInfo.Single", ["mode": .number(UInt64(mode))]))
      ])
    let key = AccountKey.wallet(signer.publicKey)
    return try bytes(messages, key, modeInfo, sequence) { unsigned in
      let state = SignedTransaction.SignerState(
        chainID: chainID, accountNumber: number, sequence: sequence)
      return signer.sign(unsigned.signBytes(mode, state) ?? []).bytes
    }
  }

  /// A key and where its account stands.
  struct Turn {
    let key: SigningKey
    let account: LedgerAccount
  }

  /// The bytes of a transaction that several accounts sign directly, with who pays its fee.
  func bytes(_ messages: [ProtoMessage], by signers: [Turn], payer: Address) throws -> [UInt8] {
    var auth = ProtoMessage("cosmos.tx.v1beta1.AuthInfo", [:])
    for signer in signers {
      let mode = ProtoMessage(
        "cosmos.tx.v1beta1.ModeInfo.Single", ["mode": .number(UInt64(SignModeWord.direct))])
      let info = ProtoMessage(
        "cosmos.tx.v1beta1.SignerInfo",
        [
          "public_key": .message(AccountKey.wallet(signer.key.publicKey).message),
          "mode_info": .message(
            ProtoMessage("cosmos.tx.v1beta1.ModeInfo", ["single": .message(mode)])),
          "sequence": .number(signer.account.sequence),
        ])
      auth.append(.message(info), to: "signer_infos")
    }
    var price = ProtoMessage(
      "cosmos.tx.v1beta1.Fee", ["gas_limit": .number(gas), "payer": .text("\(payer)")])
    price.append(Self.coin(UInt128(BlockContext.leastFee(gas: gas))), to: "amount")
    auth.append(.message(price), to: "fee")
    var body = ProtoMessage("cosmos.tx.v1beta1.TxBody", ["memo": .text(memo)])
    for message in messages { body.append(.message(message), to: "messages") }
    var raw = ProtoMessage(
      "cosmos.tx.v1beta1.TxRaw",
      ["body_bytes": .bytes(body.bytes), "auth_info_bytes": .bytes(auth.bytes)])
    var blank = raw
    for _ in signers { blank.append(.bytes([0]), to: "signatures") }
    let unsigned = try SignedTransaction(blank.bytes)
    for signer in signers {
      let state = SignedTransaction.SignerState(
        chainID: chainID, accountNumber: signer.account.number, sequence: signer.account.sequence)
      let document = unsigned.signBytes(SignModeWord.direct, state) ?? []
      raw.append(.bytes(signer.key.sign(document).bytes), to: "signatures")
    }
    return raw.bytes
  }

  /// The bytes of a transaction that some members of a multisig sign.
  func bytes(
    _ messages: [ProtoMessage], _ key: AccountKey, of members: [SigningKey], signing: [Int],
    number: UInt64, sequence: UInt64
  ) throws -> [UInt8] {
    var elements = [UInt8](repeating: 0, count: (members.count + 7) / 8)
    for index in signing { elements[index / 8] |= 128 >> UInt8(index % 8) }
    let bits = ProtoMessage(
      "cosmos.crypto.multisig.v1beta1.CompactBitArray",
      ["extra_bits_stored": .number(UInt64(members.count % 8)), "elems": .bytes(elements)])
    var multi = ProtoMessage(
      "cosmos.tx.v1beta1.ModeInfo.Multi", ["bitarray": .message(bits)])
    for _ in signing {
      multi.append(
        .message(
          ProtoMessage(
            "cosmos.tx.v1beta1.ModeInfo",
            [
              "single": .message(
                ProtoMessage(
                  "cosmos.tx.v1beta1.ModeInfo.Single",
                  ["mode": .number(UInt64(SignModeWord.aminoJSON))]))
            ])), to: "mode_infos")
    }
    let modeInfo = ProtoMessage("cosmos.tx.v1beta1.ModeInfo", ["multi": .message(multi)])
    return try bytes(messages, key, modeInfo, sequence) { unsigned in
      let state = SignedTransaction.SignerState(
        chainID: chainID, accountNumber: number, sequence: sequence)
      let document = unsigned.signBytes(SignModeWord.aminoJSON, state) ?? []
      var all = ProtoMessage("cosmos.crypto.multisig.v1beta1.MultiSignature", [:])
      for index in signing {
        all.append(.bytes(members[index].sign(document).bytes), to: "signatures")
      }
      return all.bytes
    }
  }

  private func bytes(
    _ messages: [ProtoMessage], _ key: AccountKey, _ modeInfo: ProtoMessage, _ sequence: UInt64,
    sign: (SignedTransaction) -> [UInt8]
  ) throws -> [UInt8] {
    var body = ProtoMessage(
      "cosmos.tx.v1beta1.TxBody",
      ["memo": .text(memo), "timeout_height": .number(timeoutHeight)])
    for message in messages { body.append(.message(message), to: "messages") }
    let signer = ProtoMessage(
      "cosmos.tx.v1beta1.SignerInfo",
      [
        "public_key": .message(key.message), "mode_info": .message(modeInfo),
        "sequence": .number(sequence),
      ])
    let paid = UInt128(fee ?? UInt64(BlockContext.leastFee(gas: gas)))
    var price = ProtoMessage("cosmos.tx.v1beta1.Fee", ["gas_limit": .number(gas)])
    if paid > 0 { price.append(Self.coin(paid), to: "amount") }
    let auth = ProtoMessage(
      "cosmos.tx.v1beta1.AuthInfo",
      ["signer_infos": .message(signer), "fee": .message(price)])
    func raw(_ signature: [UInt8]) -> [UInt8] {
      ProtoMessage(
        "cosmos.tx.v1beta1.TxRaw",
        [
          "body_bytes": .bytes(body.bytes), "auth_info_bytes": .bytes(auth.bytes),
          "signatures": .bytes(signature),
        ]
      ).bytes
    }
    return raw(sign(try SignedTransaction(raw([0]))))
  }
}
